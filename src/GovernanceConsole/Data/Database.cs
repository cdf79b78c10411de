using System.Data.Common;
using GovernanceConsole.Platform.Startup;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace GovernanceConsole.Data;

/// <summary>
/// Opens the database: once for the writer, and read-only for everybody else. SQLite runs in WAL mode with <c>synchronous=FULL</c>; because its WAL-reset fault needs two
/// connections that write or checkpoint, readers open the file read-only and can do neither.
/// </summary>
internal sealed class Database : IDisposable
{
    /// <summary>Contexts for reading that are kept, each with its connection and its statements; more are made when all are in use.</summary>
    private const int KeptReaders = 16;

    private const int ReadersTexts = 64;
    private const int WritersTexts = 512;

    private readonly string _path;
    private readonly WrittenRows _written = new();
    private readonly Readers _readers;

    public Database(string path)
    {
        _path = path;
        var connection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 5 };
        var options = new DbContextOptionsBuilder<SqliteGovernanceDb>()
            .UseSqlite(connection.ToString())
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(new PreparedCommands(ReadersTexts))
            .EnableThreadSafetyChecks(false)
            .Options;
        _readers = new Readers(() =>
        {
            var db = new SqliteGovernanceDb(options);
            db.Database.OpenConnection();
            return db;
        }, KeptReaders);
    }

    /// <summary>True when a statement since <see cref="ResetWritten"/> wrote rows outside the change tracker.</summary>
    public bool HasWritten => _written.Any;

    public void ResetWritten() => _written.Any = false;

    /// <summary>Grows with every statement of the writer that may have changed people, roles, groups, passkeys, agents, points, the policy that decides, or stops.</summary>
    public long StandingStamp => _written.Standing;

    /// <summary>What was read of them meanwhile may have been undone.</summary>
    public void StandingChanged() => _written.Standing++;

    /// <summary>A context for reading: no tracking, and the connection refuses writes.</summary>
    public GovernanceDb Read() => _readers.Take();

    /// <summary>
    /// Creates or migrates the file (<see cref="Schema"/>), and checks that it is this console's own: a demo never opens real data, and a real console never opens a demo's. Throws
    /// <see cref="StartRefused"/>.
    /// </summary>
    public async Task Prepare(Place place, TimeProvider clock, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
        await using var db = Writer();
        await db.Database.OpenConnectionAsync(stop);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", stop);
        await Schema.BringUpToDate(db, stop);
        var installation = await db.Installations.SingleOrDefaultAsync(stop);
        if (installation is null)
        {
            db.Installations.Add(new Installation { Id = 1, Demo = place.Demo, LogOrigin = place.LogOrigin, CreatedAt = clock.GetUtcNow().UtcDateTime });
            await db.SaveChangesAsync(stop);
        }
        else if (installation.Demo != place.Demo)
        {
            throw new StartRefused([installation.Demo
                ? "The database holds demo data. Remove it first: start once with --demo --remove-demo, or use another Console:DataFolder."
                : "The database holds real data; the demo does not touch it. Use another Console:DataFolder."]);
        }
        else if (installation.LogOrigin != place.LogOrigin)
        {
            throw new StartRefused([$"The log in the database is '{installation.LogOrigin}', but the console is configured as '{place.LogOrigin}'. A log keeps its origin: set Console:LogOrigin."]);
        }
    }

    /// <summary>The one context that can write. Its connection stays open for the life of the process.</summary>
    public async Task<GovernanceDb> OpenWriter(CancellationToken stop)
    {
        var db = Writer();
        await db.Database.OpenConnectionAsync(stop);
        // A savepoint keeps the pages it may have to restore: in memory, not in a file of its own for every act.
        await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;", stop);
        db.Database.AutoSavepointsEnabled = false;
        db.Statements = new Statements(db, _written.Ran);
        return db;
    }

    public void Dispose() => _readers.Dispose();

    private SqliteGovernanceDb Writer()
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = _path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false };
        var options = new DbContextOptionsBuilder<SqliteGovernanceDb>()
            .UseSqlite(connection.ToString())
            .AddInterceptors(_written, new PreparedCommands(WritersTexts))
            .EnableThreadSafetyChecks(false)
            .Options;
        return new SqliteGovernanceDb(options);
    }

    /// <summary>
    /// Notices writes that pass by the change tracker (conditional updates), so that <c>Work</c> can insist on a trace for them too; and writes to the tables that say who is who, so that nothing
    /// kept of them grows old.
    /// </summary>
    private sealed class WrittenRows : DbCommandInterceptor
    {
        private static readonly string[] StandingTables = ["\"people\"", "\"role_holdings\"", "\"group_memberships\"", "\"passkeys\"", "\"agents\"", "\"points\"", "\"point_audiences\"", "\"policy_activations\"", "\"stops\"", "\"glass_episodes\"",
            "\"rotations\"", "\"duty_changes\"", "\"absences\"", "\"escalation_trees\"", "\"channels\""];

        public bool Any { get; set; }

        public long Standing { get; set; }

        public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
        {
            Note(command, eventData, result);
            return result;
        }

        public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            Note(command, eventData, result);
            return new ValueTask<int>(result);
        }

        public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
        {
            NoteStanding(command.CommandText);
            return result;
        }

        public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            NoteStanding(command.CommandText);
            return new ValueTask<DbDataReader>(result);
        }

        /// <summary>A statement that passed by the context's commands.</summary>
        public void Ran(string sql, int rows)
        {
            Any |= rows > 0;
            NoteStanding(sql);
        }

        private void Note(DbCommand command, CommandExecutedEventData eventData, int rows)
        {
            if (rows > 0 && eventData.CommandSource is CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete or CommandSource.ExecuteSqlRaw)
                Any = true;
            NoteStanding(command.CommandText);
        }

        private void NoteStanding(string sql)
        {
            // A counter that moved says nothing about who is who, and moves with every signature.
            if (sql.StartsWith("SELECT", StringComparison.Ordinal) || sql.Contains("\"SignCount\" = ", StringComparison.Ordinal))
                return;
            foreach (var table in StandingTables)
            {
                if (sql.Contains(table, StringComparison.Ordinal))
                {
                    Standing++;
                    return;
                }
            }
        }
    }
}

/// <summary>The model on SQLite; carries that provider's migrations.</summary>
internal sealed class SqliteGovernanceDb(DbContextOptions<SqliteGovernanceDb> options) : GovernanceDb(options);
