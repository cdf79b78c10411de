using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace GovernanceConsole.Data;

/// <summary>
/// Runs commands as statements that were prepared once: the provider parses and plans a text anew each time, which for a join over wide rows costs more than running it. A text whose last reader is still
/// open runs as it came. For connections that stay open: what was prepared ends with its connection, and is used by one context at a time as that is.
/// </summary>
/// <param name="most">How many texts a connection keeps. Lists of varying length make texts without end: when it is full it begins again.</param>
internal sealed class PreparedCommands(int most) : DbCommandInterceptor
{
    private readonly ConditionalWeakTable<DbConnection, Dictionary<string, Prepared>> _kept = [];

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        !result.HasResult && Of(command) is { } prepared ? InterceptionResult<DbDataReader>.SuppressWithResult(prepared.Read(command)) : result;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default) => new(ReaderExecuting(command, eventData, result));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
        !result.HasResult && Of(command) is { } prepared ? InterceptionResult<int>.SuppressWithResult(prepared.Write(command)) : result;

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        new(NonQueryExecuting(command, eventData, result));

    private Prepared? Of(DbCommand command)
    {
        if (command.Connection is not { } connection)
            return null;
        var kept = _kept.GetValue(connection, _ => new Dictionary<string, Prepared>(StringComparer.Ordinal));
        if (kept.TryGetValue(command.CommandText, out var prepared))
            return prepared.IsBusy ? null : prepared;
        if (kept.Count == most)
            Forget(kept);
        return kept[command.CommandText] = new Prepared(command);
    }

    private static void Forget(Dictionary<string, Prepared> kept)
    {
        foreach (var (text, idle) in kept.Where(one => !one.Value.IsBusy).ToList())
        {
            kept.Remove(text);
            idle.Dispose();
        }
    }

    /// <summary>One text's statement: takes the parameters of the command it stands in for.</summary>
    private sealed class Prepared : IDisposable
    {
        private readonly DbCommand _command;
        private DbDataReader? _reader;

        public Prepared(DbCommand like)
        {
            _command = like.Connection!.CreateCommand();
            _command.CommandText = like.CommandText;
        }

        public bool IsBusy => _reader is { IsClosed: false };

        public DbDataReader Read(DbCommand asked) => _reader = Take(asked).ExecuteReader();

        public int Write(DbCommand asked) => Take(asked).ExecuteNonQuery();

        public void Dispose() => _command.Dispose();

        private DbCommand Take(DbCommand asked)
        {
            _command.Transaction = asked.Transaction;
            _command.Parameters.Clear();
            foreach (DbParameter parameter in asked.Parameters)
                _command.Parameters.Add(parameter);
            return _command;
        }
    }
}
