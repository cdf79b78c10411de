using GovernanceConsole.Platform.Startup;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GovernanceConsole.Data;

/// <summary>
/// Brings a SQLite file to the schema of this console: every missing migration in one transaction, so that a process killed in between leaves the file as it was. A file whose schema this console
/// cannot know, made by a newer one or before there were migrations, is refused and not touched.
/// </summary>
internal static class Schema
{
    /// <summary>Throws <see cref="StartRefused"/>. The connection must be open.</summary>
    public static async Task BringUpToDate(SqliteGovernanceDb db, CancellationToken stop)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        // Not the framework's own MigrateAsync: on SQLite it holds a lock that is a row, and a process killed meanwhile leaves it there for every later start to wait for.
        var known = db.GetService<IMigrationsAssembly>().Migrations.Keys.Order(StringComparer.Ordinal).ToList();
        // A migration may rebuild a table, which must not take along what refers to it (SQLite, ALTER TABLE §7 step 1); the pragma does nothing inside a transaction.
        await Run(connection, "PRAGMA foreign_keys=OFF", stop);
        await using (var transaction = connection.BeginTransaction(deferred: false))
        {
            var applied = await Applied(connection, stop);
            if (applied.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } strange)
                throw new StartRefused([$"The database {connection.DataSource} was last opened by a newer console ({strange} is not known here). Nothing was changed. Start that version, or use another Console:DataFolder."]);
            if (applied.Count < known.Count)
            {
                await Run(connection, db.GetService<IMigrator>().GenerateScript(applied.LastOrDefault(), null, MigrationsSqlGenerationOptions.NoTransactions), stop);
                if (await Read(connection, "PRAGMA foreign_key_check", stop) is { Count: > 0 })
                    throw new InvalidOperationException("A migration broke a reference between tables. Nothing of it was kept.");
                await transaction.CommitAsync(stop);
            }
        }

        await Run(connection, "PRAGMA foreign_keys=ON", stop);
    }

    private static async Task<List<string>> Applied(SqliteConnection connection, CancellationToken stop)
    {
        var tables = await Read(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'", stop);
        if (tables.Contains(HistoryRepository.DefaultTableName))
            return await Read(connection, $"SELECT \"MigrationId\" FROM \"{HistoryRepository.DefaultTableName}\" ORDER BY \"MigrationId\"", stop);
        return tables.Count == 0 ? [] : throw new StartRefused(
            [$"The database {connection.DataSource} holds tables but no record of their version: an early console made it, or another program did. Nothing was changed. "
                + "Was it a demo's, remove it: start once with --demo --remove-demo. Else use another Console:DataFolder."]);
    }

    private static async Task<List<string>> Read(SqliteConnection connection, string sql, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync(stop);
        var first = new List<string>();
        while (await rows.ReadAsync(stop))
            first.Add(rows.GetString(0));
        return first;
    }

    private static async Task Run(SqliteConnection connection, string sql, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(stop);
    }
}
