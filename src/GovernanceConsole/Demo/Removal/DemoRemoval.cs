using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.Data.Sqlite;

namespace GovernanceConsole.Demo.Removal;

/// <summary>
/// Takes the demo away: by one click of an operator, which closes the console and then deletes, or by <c>--remove-demo</c>. Deletes a database only after having read in it that it is a demo's, and keys and
/// anchor only where they lie in the demo's own folder.
/// </summary>
internal sealed class DemoRemoval(Database database, Work work, Place place, IHostApplicationLifetime lifetime)
{
    private const string Next = "The demo data is gone. Start again with --demo for a new demo, or without it for an empty console of your own.";

    private volatile bool _asked;

    /// <summary>Null when the removal was begun: the console closes in a moment, and the data goes with it.</summary>
    public async Task<Refusal?> Ask(Actor actor)
    {
        await using var db = database.Read();
        if (await db.Lacks(actor, Permission.RemoveDemo, work.Now()) is { } lacking)
            return lacking;
        _asked = true;
        // Late enough for the last page to arrive.
        _ = Task.Delay(TimeSpan.FromSeconds(3)).ContinueWith(_ => lifetime.StopApplication(), TaskScheduler.Default);
        return null;
    }

    /// <summary>Deletes what was asked to be deleted, once the console has closed.</summary>
    public async Task Finish()
    {
        if (!_asked)
            return;
        Delete(place.DataFolder, place);
        await Console.Out.WriteLineAsync(Next);
    }

    /// <summary>The command. Looks where the demo keeps its data, and in the data folder itself, should that hold a demo's.</summary>
    public static async Task<int> FromTerminal(Place place)
    {
        var folder = new[] { place.DataFolder, Path.GetDirectoryName(place.DataFolder)! }.FirstOrDefault(IsDemo);
        if (folder is null)
        {
            await Console.Out.WriteLineAsync($"There is no demo data in {place.DataFolder}. Nothing was removed.");
            return 0;
        }
        if (InUse(Path.Combine(folder, Path.GetFileName(place.DatabaseFile))))
            throw new StartRefused(["The demo is running. Stop it first (Ctrl+C in its terminal), or remove it there. Nothing was removed."]);
        Delete(folder, place);
        await Console.Out.WriteLineAsync(Next);
        return 0;

        bool IsDemo(string candidate) => SaysDemo(Path.Combine(candidate, Path.GetFileName(place.DatabaseFile)));
    }

    private static void Delete(string folder, Place place)
    {
        SqliteConnection.ClearAllPools();
        var file = Path.Combine(folder, Path.GetFileName(place.DatabaseFile));
        if (!SaysDemo(file))
            return;
        SqliteConnection.ClearAllPools();
        foreach (var suffix in (string[])["", "-wal", "-shm"])
            File.Delete(file + suffix);
        File.Delete(Path.Combine(folder, "anchor.log"));
        if (Directory.Exists(Path.Combine(folder, "keys")))
            Directory.Delete(Path.Combine(folder, "keys"), recursive: true);
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    /// <summary>True when the file is a console's database and says of itself that it is a demo's.</summary>
    private static bool SaysDemo(string file)
    {
        if (!File.Exists(file))
            return false;
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT \"Demo\" FROM installation WHERE \"Id\" = 1";
            return command.ExecuteScalar() is long and 1;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    /// <summary>Leaving WAL needs to be alone with the file.</summary>
    private static bool InUse(string file)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadWrite);
            using var command = connection.CreateCommand();
            command.CommandTimeout = 1;
            command.CommandText = "PRAGMA journal_mode=DELETE";
            return command.ExecuteScalar() is not "delete";
        }
        catch (SqliteException)
        {
            return true;
        }
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 1 }.ToString());
        connection.Open();
        return connection;
    }
}
