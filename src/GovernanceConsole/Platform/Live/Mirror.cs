namespace GovernanceConsole.Platform.Live;

/// <summary>
/// A copy in memory of a small table that is asked on every request. A signal on its topic makes it stale, the next question reads it anew; since signals are given before an act's
/// caller goes on, nobody sees an answer older than a commit he was told of. Reading fails as the database does.
/// </summary>
internal sealed class Mirror<T> : IDisposable
    where T : class
{
    private readonly Func<T> _read;
    private readonly IDisposable _subscription;
    private readonly Lock _gate = new();
    private int _wanted = 1;
    private int _held;
    private T? _value;

    public Mirror(ChangeFeed feed, string topic, Func<T> read)
    {
        _read = read;
        _subscription = feed.Subscribe(topic, _ => Interlocked.Increment(ref _wanted));
    }

    public T Value => Volatile.Read(ref _held) == Volatile.Read(ref _wanted) ? _value! : Reread();

    public void Dispose() => _subscription.Dispose();

    private T Reread()
    {
        lock (_gate)
        {
            // The number is taken before reading: a signal during the read makes the copy stale again.
            var wanted = Volatile.Read(ref _wanted);
            if (_value is null || _held != wanted)
            {
                _value = _read();
                Volatile.Write(ref _held, wanted);
            }

            return _value;
        }
    }
}
