using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace GovernanceConsole.Benchmarks;

/// <summary>What the disk and SQLite allow at best: one 460-byte row a commit, WAL and <c>synchronous=FULL</c>, the settings of the console.</summary>
internal static class OneRowLimit
{
    public static double Measure(string folder, TimeSpan time)
    {
        var path = Path.Combine(folder, $"limit-{Path.GetRandomFileName()}.db");
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, body BLOB)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO t (body) VALUES (@body)";
        insert.Parameters.AddWithValue("@body", new byte[460]);
        insert.ExecuteNonQuery();
        var watch = Stopwatch.StartNew();
        var rows = 0;
        while (watch.Elapsed < time)
        {
            insert.ExecuteNonQuery();
            rows++;
        }
        return rows / watch.Elapsed.TotalSeconds;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
