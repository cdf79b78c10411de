using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace GovernanceConsole.Data;

/// <summary>
/// Runs the writer's commands as statements that were prepared once: the provider parses and plans a text anew each time, which for a join over wide rows costs more than running it. A text whose
/// last reader is still open, and whatever is new once <see cref="Most"/> texts are kept, runs as it came. For a connection that stays open: what was prepared ends with it.
/// </summary>
internal sealed class PreparedCommands : DbCommandInterceptor
{
    /// <summary>The model asks fewer; lists of varying length make texts without end.</summary>
    private const int Most = 512;

    private readonly Dictionary<string, Prepared> _kept = new(StringComparer.Ordinal);

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
        if (_kept.TryGetValue(command.CommandText, out var prepared))
            return prepared.IsBusy ? null : prepared;
        return _kept.Count == Most ? null : _kept[command.CommandText] = new Prepared(command);
    }

    /// <summary>One text's statement: takes the parameters of the command it stands in for.</summary>
    private sealed class Prepared
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
