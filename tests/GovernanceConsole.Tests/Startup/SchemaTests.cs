using System.Text.RegularExpressions;
using GovernanceConsole.Data;
using GovernanceConsole.Platform.Startup;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovernanceConsole.Tests.Startup;

/// <summary>The schema comes from migrations alone, whole or not at all, and a file of unknown schema stays as it was found.</summary>
public sealed partial class SchemaTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gc-schema-").FullName;

    private string File => Path.Combine(_folder, "governance.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Model_HasItsMigration()
    {
        using var db = new DesignTime().CreateDbContext([]);

        Assert.False(db.Database.HasPendingModelChanges(),
            "The model changed. Write its migration: dotnet ef migrations add NAME --project src/GovernanceConsole --context SqliteGovernanceDb --output-dir Data/Migrations/Sqlite");
    }

    [Fact]
    public async Task EmptyFolder_GetsTheSchemaOfTheModel()
    {
        await Prepare();

        using var model = new DesignTime().CreateDbContext([]);
        var script = model.Database.GenerateCreateScript();
        var made = Ask("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name NOT IN ('__EFMigrationsHistory', 'sqlite_sequence')");
        Assert.NotEmpty(made);
        var modelled = script.Split(';').Select(sql => Ordered(sql.Trim())).ToHashSet(StringComparer.Ordinal);
        Assert.All(made, sql => Assert.Contains(Ordered(sql), modelled));
        Assert.Equal(Count(script, "CREATE "), made.Count);
    }

    /// <summary>The columns and constraints of a table in one order: SQLite puts a column that came later behind the others.</summary>
    private static string Ordered(string sql) => !sql.StartsWith("CREATE TABLE ", StringComparison.Ordinal) ? sql
        : string.Join('\n', Columns().Split(sql[(sql.IndexOf('(', StringComparison.Ordinal) + 1)..sql.LastIndexOf(')')]).Select(part => part.Trim()).Order(StringComparer.Ordinal).Prepend(sql[..sql.IndexOf('(', StringComparison.Ordinal)]));

    [GeneratedRegex(",\\s+(?=\"|CONSTRAINT)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Columns();

    [Fact]
    public async Task SecondStart_ChangesNothing()
    {
        await Prepare();
        var before = Ask("SELECT MigrationId FROM __EFMigrationsHistory");

        await Prepare();

        Assert.NotEmpty(before);
        Assert.Equal(before, Ask("SELECT MigrationId FROM __EFMigrationsHistory"));
    }

    [Fact]
    public async Task FileWithTablesAndNoHistory_IsRefusedUntouched()
    {
        Do("CREATE TABLE installation (Id INTEGER PRIMARY KEY)");

        var refused = await Assert.ThrowsAsync<StartRefused>(Prepare);

        Assert.Contains("no record of their version", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["installation"], Ask("SELECT name FROM sqlite_schema WHERE type = 'table'"));
    }

    [Fact]
    public async Task FileOfANewerConsole_IsRefused()
    {
        await Prepare();
        Do("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99.0.0')");

        var refused = await Assert.ThrowsAsync<StartRefused>(Prepare);

        Assert.Contains("29990101000000_Later", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MigrationThatFails_LeavesNothingOfItself()
    {
        // In the way of the script's last statements, so that most of it has run by then.
        Do("CREATE TABLE __EFMigrationsHistory (MigrationId TEXT PRIMARY KEY, ProductVersion TEXT NOT NULL CHECK (ProductVersion = 'never'))");

        await Assert.ThrowsAsync<SqliteException>(Prepare);

        Assert.Equal(["__EFMigrationsHistory"], Ask("SELECT name FROM sqlite_schema WHERE type = 'table'"));
    }

    private async Task Prepare()
    {
        await using var app = ConsoleHost.Build(["--urls", "http://localhost:5080", "--Console:DataFolder", _folder]);
        await app.Services.GetRequiredService<Database>().Prepare(app.Services.GetRequiredService<Place>(), TimeProvider.System, CancellationToken.None);
    }

    private void Do(string sql) => Ask(sql);

    private List<string> Ask(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var first = new List<string>();
        while (rows.Read())
            first.Add(rows.GetString(0));
        return first;
    }

    private static int Count(string text, string word) => text.Split(word).Length - 1;
}
