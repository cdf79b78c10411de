using System.Threading.Channels;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Platform;

/// <summary>
/// The unit of work, and the only road to a change. Acts are handed to one writer that owns the only write connection; it runs whatever waits one after
/// the other, a savepoint an act, and commits them as one durable transaction with one signed tree head. Callers resume after the commit.
/// An act that is refused or throws leaves nothing. An act that changed rows and left no audit entry is a bug and is rolled back:
/// nothing changes without a trace.
/// </summary>
internal sealed class Work(Database database, ILedger ledger, IdSource ids, TimeProvider clock, ChangeFeed feed, Place place, ILogger<Work> log) : BackgroundService
{
    /// <summary>How many acts may wait before callers are told to come back.</summary>
    private const int Waiting = 4096;

    /// <summary>How many acts share a commit at most.</summary>
    private const int Batch = 128;

    private readonly Channel<Job> _queue = Channel.CreateBounded<Job>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly AsyncLocal<DateTime?> _madeUp = new();
    private readonly Kept _kept = new(database);
    private DateTime _lastAt = DateTime.MinValue;
    private volatile string? _readOnlyBecause;

    /// <summary>Set when the console may only read: why, as a sentence.</summary>
    public string? ReadOnlyBecause => _readOnlyBecause;

    /// <summary>Completes when the writer has loaded the log and takes acts.</summary>
    public Task Ready => _ready.Task;

    /// <summary>From now on every act is refused.</summary>
    public void Freeze(string because) => _readOnlyBecause ??= because;

    /// <summary>UTC, whole milliseconds: what the database can store is what a rule is given.</summary>
    public DateTime Now()
    {
        if (_madeUp.Value is { } madeUp)
            return madeUp;
        var now = clock.GetUtcNow().UtcDateTime;
        return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }

    /// <summary>
    /// For the demo's made-up history only: whatever <paramref name="acts"/> awaits is done, judged and logged as of <paramref name="at"/>. Throws outside the demo, and for a moment before the last
    /// act's: in a log, time goes one way.
    /// </summary>
    public async Task<T> DoAt<T>(DateTime at, Func<Task<T>> acts)
    {
        if (!place.Demo)
            throw new InvalidOperationException("Only the demo has a history that was made up.");
        _madeUp.Value = new DateTime(at.Ticks - (at.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
        return await acts();
    }

    /// <summary>
    /// Runs <paramref name="body"/> on the writer and answers when it is durable. Refused: nothing was written. <paramref name="cancel"/> counts only until the act
    /// begins.
    /// </summary>
    public async Task<Outcome<T>> Do<T>(Actor actor, Func<Act, Task<Outcome<T>>> body, CancellationToken cancel = default)
    {
        if (_readOnlyBecause is { } why)
            return WorkRefusals.ReadOnly(why);
        var job = new Job<T>(actor, body, _madeUp.Value, cancel);
        if (!_queue.Writer.TryWrite(job))
            return WorkRefusals.Busy;
        return await job.Answer;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Write(stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private async Task Write(CancellationToken stop)
    {
        try
        {
            // Open for reading only: a log that does not add up is left exactly as it was found.
            if (_readOnlyBecause is not null)
            {
                _ready.TrySetResult();
                return;
            }

            await using var db = await database.OpenWriter(stop);
            await ledger.Load(db, stop);
            _ready.TrySetResult();
            while (await _queue.Reader.WaitToReadAsync(stop))
                await CommitWaiting(db, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _ready.TrySetCanceled(stop);
        }
        catch (Exception fault)
        {
            log.LogCritical(fault, "The writer stopped");
            Freeze("the writer failed; see the console's own log.");
            _ready.TrySetException(fault);
            throw;
        }
        finally
        {
            _queue.Writer.TryComplete();
            while (_queue.Reader.TryRead(out var late))
                late.Fail(new OperationCanceledException("The console is stopping."));
        }
    }

    private async Task CommitWaiting(GovernanceDb db, CancellationToken stop)
    {
        List<Job> done = [];
        HashSet<string> topics = new(StringComparer.Ordinal);
        var sizeBefore = ledger.Size;
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            while (done.Count < Batch && _queue.Reader.TryRead(out var job))
            {
                if (job.IsCancelled)
                {
                    job.Fail(new OperationCanceledException("The caller went away before the act began."));
                    continue;
                }
                done.Add(job);
                await RunOne(db, job, topics, stop);
            }
            if (ledger.Size != sizeBefore)
                await ledger.Seal(db);
            await transaction.CommitAsync(stop);
        }
        catch (Exception fault)
        {
            db.ChangeTracker.Clear();
            database.StandingChanged();
            foreach (var job in done)
                job.Fail(fault);
            log.LogError(fault, "A commit failed; its {Count} acts were not done", done.Count);
            await ledger.Load(db, stop);
            return;
        }
        if (ledger.Size != sizeBefore)
            Publish();
        // Told first, resumed second: a caller never meets a mirror that is older than his own act.
        foreach (var topic in topics)
            feed.Publish(topic);
        foreach (var job in done)
            job.Complete();
    }

    /// <summary>What was committed stays done when its head cannot be anchored, but nothing further is: an unanchored log could be rolled back unseen.</summary>
    private void Publish()
    {
        try
        {
            ledger.Committed();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            log.LogCritical(fault, "The tree head could not be anchored");
            Freeze("the anchor file of the log cannot be written. Mend that and start the console again.");
        }
    }

    private async Task RunOne(GovernanceDb db, Job job, HashSet<string> topics, CancellationToken stop)
    {
        var act = new Act(db, job.Actor, job.MadeUpAt ?? Now(), ids, ledger.Size, _kept);
        await db.Statements.Run("SAVEPOINT act");
        database.ResetWritten();
        var keep = false;
        IReadOnlyList<PreparedEntry> leaves = [];
        try
        {
            if (job.MadeUpAt < _lastAt)
                throw new InvalidOperationException("The made-up moment lies before the last act. Nothing was done.");
            if (await job.Run(act))
            {
                var changed = act.Rows.Count > 0 || db.ChangeTracker.HasChanges() || database.HasWritten;
                if (changed && act.Entries.Count == 0 && act.UngovernedBecause is null)
                    throw new InvalidOperationException("An act changed rows and left no audit entry. Nothing of it was kept.");
                await db.SaveChangesAsync(stop);
                foreach (var (row, isNew) in act.Rows)
                    await (isNew ? db.Statements.Insert(row) : db.Statements.Update(row));
                // Written out before anything is kept: an entry that the format forbids undoes its own act, not those beside it.
                leaves = ledger.Prepare(act.Entries, act.Now);
                keep = true;
            }
        }
        catch (Exception fault)
        {
            job.Threw(fault);
        }
        db.ChangeTracker.Clear();
        if (!keep)
        {
            await db.Statements.Run("ROLLBACK TO SAVEPOINT act");
            database.StandingChanged();
            return;
        }
        _lastAt = act.Now;
        await ledger.Append(db, leaves);
        await db.Statements.Run("RELEASE SAVEPOINT act");
        topics.UnionWith(act.Topics);
    }

    /// <summary>An act on its way: keeps its answer until the commit is durable.</summary>
    private abstract class Job(Actor actor, DateTime? madeUpAt, CancellationToken cancel)
    {
        public Actor Actor => actor;

        /// <summary>The past moment it is done at; null for now.</summary>
        public DateTime? MadeUpAt => madeUpAt;

        public bool IsCancelled => cancel.IsCancellationRequested;

        /// <summary>True when the act was not refused and its changes are to be kept.</summary>
        public abstract Task<bool> Run(Act act);

        public abstract void Threw(Exception fault);

        public abstract void Fail(Exception fault);

        public abstract void Complete();
    }

    private sealed class Job<T>(Actor actor, Func<Act, Task<Outcome<T>>> body, DateTime? madeUpAt, CancellationToken cancel) : Job(actor, madeUpAt, cancel)
    {
        private readonly TaskCompletionSource<Outcome<T>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Outcome<T>? _outcome;
        private Exception? _fault;

        public Task<Outcome<T>> Answer => _answer.Task;

        public override async Task<bool> Run(Act act)
        {
            _outcome = await body(act);
            return !_outcome.IsRefused;
        }

        public override void Threw(Exception fault) => _fault = fault;

        public override void Fail(Exception fault) => _answer.TrySetException(fault);

        public override void Complete()
        {
            if (_fault is not null)
                _answer.TrySetException(_fault);
            else
                _answer.TrySetResult(_outcome!);
        }
    }
}
