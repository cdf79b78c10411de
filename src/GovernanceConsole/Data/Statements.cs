using System.Data.Common;
using System.Runtime.CompilerServices;
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
    private readonly Dictionary<Type, RowStatements> _rows = [];

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
        var of = Of(row);
        await Run(of.Insert, of.AllValues(row));
    }

    /// <summary>Stores what may change of a row (its settable properties) under its key. Throws where that is not one row.</summary>
    public async ValueTask Update(object row)
    {
        var of = Of(row);
        if (await Run(of.Update, of.ChangingValues(row)) != 1)
            throw new DbUpdateConcurrencyException($"A {row.GetType().Name} that was to be changed is not there.");
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

    private RowStatements Of(object row)
    {
        if (!_rows.TryGetValue(row.GetType(), out var statements))
            _rows[row.GetType()] = statements = new RowStatements(db, row.GetType());
        return statements;
    }

    /// <summary>How the model stores a type: its columns, and each one's value as the provider takes it.</summary>
    private sealed class RowStatements
    {
        private readonly Column[] _all;
        private readonly Column[] _changing;

        public RowStatements(DbContext db, Type clr)
        {
            var type = db.Model.FindEntityType(clr) ?? throw new InvalidOperationException($"{clr.Name} is not in the model.");
            var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
            var quote = db.GetService<ISqlGenerationHelper>();
            _all = [.. type.GetProperties().Select(p => new Column(p, quote.DelimitIdentifier(p.GetColumnName(table)!)))];
            if (_all.Any(c => c.Property.ValueGenerated != ValueGenerated.Never))
                throw new InvalidOperationException($"{clr.Name} has values that the database makes up: save it through the context.");
            var (set, key) = (_all.Where(c => c.MayChange).ToList(), _all.Where(c => c.Property.IsPrimaryKey()).ToList());
            _changing = [.. set, .. key];
            var name = quote.DelimitIdentifier(table.Name);
            Insert = $"INSERT INTO {name} ({string.Join(", ", _all.Select(c => c.Name))}) VALUES ({string.Join(", ", _all.Select((_, i) => $"@p{i}"))})";
            Update = $"UPDATE {name} SET {string.Join(", ", set.Select((c, i) => $"{c.Name} = @p{i}"))} WHERE {string.Join(" AND ", key.Select((c, i) => $"{c.Name} = @p{set.Count + i}"))}";
        }

        public string Insert { get; }

        public string Update { get; }

        public object?[] AllValues(object row) => Values(_all, row);

        public object?[] ChangingValues(object row) => Values(_changing, row);

        private static object?[] Values(Column[] columns, object row)
        {
            var values = new object?[columns.Length];
            for (var i = 0; i < values.Length; i++)
                values[i] = columns[i].Of(row);
            return values;
        }
    }

    private sealed class Column(IProperty property, string name)
    {
        private readonly IClrPropertyGetter _get = property.GetGetter();
        private readonly Func<object?, object?> _store = property.GetTypeMapping().Converter?.ConvertToProvider ?? (value => value);

        public IProperty Property => property;

        public string Name => name;

        /// <summary>True when the type lets the property be set after the row was made.</summary>
        public bool MayChange { get; } = property.PropertyInfo?.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

        public object? Of(object row) => _get.GetClrValue(row) is { } value ? _store(value) : null;
    }
}
