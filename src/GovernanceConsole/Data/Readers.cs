using System.Collections.Concurrent;

namespace GovernanceConsole.Data;

/// <summary>
/// Contexts for reading, kept with their connection open and their statements prepared: opening a connection registers the provider's functions anew and closing it takes them off again, which costs more than most
/// queries. Last in, first out, so that a quiet console keeps few of them warm. They hold no transaction while nobody reads: SQLite's end with their statement.
/// </summary>
/// <param name="open">Makes a context whose connection is open.</param>
/// <param name="most">How many are kept while nobody uses them; the others end when they come back.</param>
internal sealed class Readers(Func<GovernanceDb> open, int most) : IDisposable
{
    private readonly ConcurrentStack<Kept> _idle = new();
    private int _kept;
    private volatile bool _closed;

    /// <summary>A context for one reader, who disposes of it.</summary>
    public GovernanceDb Take()
    {
        if (_idle.TryPop(out var kept))
            Interlocked.Decrement(ref _kept);
        else
            kept = new Kept(this, open());
        return kept.Lend();
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryPop(out var kept))
            kept.End();
    }

    private void Return(Kept kept)
    {
        if (Interlocked.Increment(ref _kept) > most)
        {
            Interlocked.Decrement(ref _kept);
            kept.End();
            return;
        }
        _idle.Push(kept);
        if (_closed)
            Dispose();
    }

    /// <summary>One context. Disposing of it gives it back, once for each time it was lent.</summary>
    private sealed class Kept(Readers readers, GovernanceDb db)
    {
        private int _lent;

        public GovernanceDb Lend()
        {
            _lent = 1;
            db.GiveBack = GiveBack;
            return db;
        }

        public void End()
        {
            db.GiveBack = null;
            db.Dispose();
        }

        private void GiveBack()
        {
            if (Interlocked.Exchange(ref _lent, 0) == 0)
                return;
            db.ChangeTracker.Clear();
            readers.Return(this);
        }
    }
}
