using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Audit;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.Data.Sqlite;

namespace GovernanceConsole.Demo.Removal;

/// <summary>
/// Takes the demo away: by one click of an operator, which closes the console and then deletes, or by <c>--remove-demo</c>. Deletes a database only after having read in it that it is a demo's; an anchor file
/// only when all its tree heads are of that demo's log, wherever it lies; keys only from the folder that demos have for themselves. Says what it removed.
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
        await Say(Delete(place.DataFolder, place));
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
        await Say(Delete(folder, place));
        return 0;

        bool IsDemo(string candidate) => DemoOrigin(Path.Combine(candidate, Path.GetFileName(place.DatabaseFile))) is not null;
    }

    private static async Task Say(IReadOnlyList<string> removed)
    {
        foreach (var path in removed)
            await Console.Out.WriteLineAsync("Removed " + path);
        await Console.Out.WriteLineAsync(Next);
    }

    private static List<string> Delete(string folder, Place place)
    {
        var removed = new List<string>();
        var file = Path.Combine(folder, Path.GetFileName(place.DatabaseFile));
        SqliteConnection.ClearAllPools();
        if (DemoOrigin(file) is not { } origin)
            return removed;
        SqliteConnection.ClearAllPools();
        foreach (var path in (string[])[file, file + "-wal", file + "-shm"])
            DeleteFile(path);
        foreach (var anchor in ((string[])[Path.Combine(folder, "anchor.log"), place.AnchorFile]).Distinct(StringComparer.Ordinal))
        {
            if (IsOf(origin, anchor))
                DeleteFile(anchor);
        }
        foreach (var keys in ((string[])[Path.Combine(folder, "keys"), place.KeysFolder]).Distinct(StringComparer.Ordinal).Where(Directory.Exists))
        {
            Directory.Delete(keys, recursive: true);
            removed.Add(keys);
        }
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
        return removed;

        void DeleteFile(string path)
        {
            if (!File.Exists(path))
                return;
            File.Delete(path);
            removed.Add(path);
        }
    }

    /// <summary>True for an anchor that holds tree heads of that log and of no other, or none at all.</summary>
    private static bool IsOf(string origin, string anchor)
    {
        if (!File.Exists(anchor))
            return false;
        using var file = new AnchorFile(anchor);
        return file.Heads().All(note => SignedNote.Parse(note) is { IsRefused: false } signed && Checkpoint.Parse(signed.Value.Text) is { IsRefused: false } head && head.Value.Origin == origin);
    }

    /// <summary>The log's origin, when the file is a console's database and says of itself that it is a demo's; else null.</summary>
    private static string? DemoOrigin(string file)
    {
        if (!File.Exists(file))
            return null;
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT \"LogOrigin\" FROM installation WHERE \"Id\" = 1 AND \"Demo\" = 1";
            return command.ExecuteScalar() as string;
        }
        catch (SqliteException)
        {
            return null;
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
