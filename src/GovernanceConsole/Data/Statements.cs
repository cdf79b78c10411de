using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace GovernanceConsole.Data;

/// <summary>
/// SQL of one write connection, prepared once and kept: for what every act pays, where building a command anew costs more than running it. Runs in the context's current transaction.
/// For the one writer only: nothing here is shared between threads.
/// </summary>
internal sealed class Statements(DbContext db, Action<string, int> ran) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _prepared = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, RowInsert> _inserts = [];

    /// <summary>Runs a statement whose parameters are named <c>@p0</c>, <c>@p1</c>, … and answers how many rows it wrote.</summary>
    public async ValueTask<int> Run(string sql, params object?[] values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
            _prepared[sql] = command = Prepare(sql, values.Length);
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        var rows = await command.ExecuteNonQueryAsync();
        ran(sql, rows);
        return rows;
    }

    /// <summary>Inserts a row of a mapped type as the model says. The database makes nothing up: ids come with the row.</summary>
    public async ValueTask Insert(object row)
    {
        if (!_inserts.TryGetValue(row.GetType(), out var insert))
            _inserts[row.GetType()] = insert = new RowInsert(db, row.GetType());
        await Run(insert.Sql, insert.Values(row));
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
            command.Dispose();
    }

    private DbCommand Prepare(string sql, int parameters)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }
        return command;
    }

    /// <summary>How the model stores a type: its columns, and each one's value as the provider takes it.</summary>
    private sealed class RowInsert
    {
        private readonly (IClrPropertyGetter Get, Func<object?, object?> Store)[] _columns;

        public RowInsert(DbContext db, Type clr)
        {
            var type = db.Model.FindEntityType(clr) ?? throw new InvalidOperationException($"{clr.Name} is not in the model.");
            var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
            var properties = type.GetProperties().ToList();
            if (properties.Exists(p => p.ValueGenerated != ValueGenerated.Never))
                throw new InvalidOperationException($"{clr.Name} has values that the database makes up: save it through the context.");
            var quote = db.GetService<ISqlGenerationHelper>();
            Sql = $"INSERT INTO {quote.DelimitIdentifier(table.Name)} ({string.Join(", ", properties.Select(p => quote.DelimitIdentifier(p.GetColumnName(table)!)))}) "
                + $"VALUES ({string.Join(", ", properties.Select((_, i) => $"@p{i}"))})";
            _columns = [.. properties.Select(p => (p.GetGetter(), p.GetTypeMapping().Converter?.ConvertToProvider ?? (value => value)))];
        }

        public string Sql { get; }

        public object?[] Values(object row)
        {
            var values = new object?[_columns.Length];
            for (var i = 0; i < values.Length; i++)
                values[i] = _columns[i].Get.GetClrValue(row) is { } value ? _columns[i].Store(value) : null;
            return values;
        }
    }
}
