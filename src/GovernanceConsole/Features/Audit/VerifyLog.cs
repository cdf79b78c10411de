using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Audit;

/// <summary>How far a walk has come.</summary>
internal sealed record WalkProgress(long Walked, long Of);

/// <summary>
/// Walks the whole log: every leaf, detail, listed column, stored node and signed head, and every head in the anchor file. Reads only. One walk at a time, since each
/// costs a processor; a second is refused. Entries appended during the walk are left to the next.
/// </summary>
internal sealed class VerifyLog(Database database, LogKey key, AnchorFile anchor, Work work) : IDisposable
{
    private const int Chunk = 1000;

    /// <summary>The clock of one machine may be set back by this much; entries then stand in the order they were written.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1);

    public async Task<Outcome<LogVerdict>> Do(Actor actor, IProgress<WalkProgress>? progress = null, CancellationToken stop = default)
    {
        await using var db = database.Read();
        if (await db.Lacks(actor, Permission.VerifyLog, work.Now()) is { } refusal)
            return refusal;
        if (!await _one.WaitAsync(0, stop))
            return AuditFeatureRefusals.AlreadyWalking;
        try
        {
            return await Walk(db, progress, stop);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<LogVerdict> Walk(GovernanceDb db, IProgress<WalkProgress>? progress, CancellationToken stop)
    {
        // The anchor is read first: it follows the database, so what it says now the database has now.
        var anchored = anchor.Last() is { } note && SizeOf(note) is { } size ? size : 0;
        var rows = (await db.LogEntries.MaxAsync(e => (long?)e.Index, stop) ?? -1) + 1;
        var end = Math.Max(rows, await db.LogCheckpoints.MaxAsync(c => (long?)c.Size, stop) ?? 0);

        var walk = new LogVerification(key.Public, Skew);
        using var anchors = anchor.Heads().Select(n => new Head(SizeOf(n), n)).TakeWhile(h => h.Size is not { } s || s <= anchored).GetEnumerator();
        var anchorHead = anchors.MoveNext() ? anchors.Current : null;
        while (walk.Fault is null && walk.Size < end)
        {
            var from = walk.Size;
            var entries = await db.LogEntries.Where(e => e.Index >= from && e.Index < end).OrderBy(e => e.Index).Take(Chunk).ToListAsync(stop);
            if (entries.Count == 0)
                break;
            var to = entries[^1].Index + 1;
            var details = await db.AuditDetails.Where(d => d.Index >= from && d.Index < to).ToDictionaryAsync(d => d.Index, stop);
            var heads = new Queue<LogCheckpoint>(await db.LogCheckpoints.Where(c => c.Size > from && c.Size <= to).OrderBy(c => c.Size).ToListAsync(stop));
            foreach (var entry in entries)
            {
                walk.Entry(new LogRow(entry.Index, entry.Leaf, entry.LeafHash, Detail(details.GetValueOrDefault(entry.Index)), new ListedEntry(entry.At, entry.Type, entry.ActorId, entry.SubjectId)));
                string? walked = null;
                while (heads.TryPeek(out var head) && head.Size <= walk.Size)
                    walk.Checkpoint(walked = heads.Dequeue().Note);
                for (; anchorHead is not null && (anchorHead.Size ?? 0) <= walk.Size; anchorHead = anchors.MoveNext() ? anchors.Current : null)
                    if (anchorHead.Note != walked)
                        walk.Checkpoint(anchorHead.Note);
            }

            foreach (var node in walk.TakeCompleted())
                walk.Node(node, (await db.LogNodes.SingleOrDefaultAsync(n => n.Level == node.Level && n.Index == node.Index, stop))?.Hash);
            progress?.Report(new WalkProgress(walk.Size, end));
        }

        var walkedTo = walk.Size;
        foreach (var late in await db.LogCheckpoints.Where(c => c.Size > walkedTo && c.Size <= end).OrderBy(c => c.Size).ToListAsync(stop))
            walk.Checkpoint(late.Note);
        for (; anchorHead is not null; anchorHead = anchors.MoveNext() ? anchors.Current : null)
            walk.Checkpoint(anchorHead.Note);
        return walk.Finish();
    }

    private static SaltedDetail? Detail(AuditDetail? stored) =>
        stored is null or { Salt: null, Detail: null } ? null : new SaltedDetail(stored.Salt ?? [], stored.Detail ?? []);

    /// <summary>How many entries a note claims to cover, before it is believed; null when it claims nothing.</summary>
    private static long? SizeOf(string note) => SignedNote.Parse(note) is { IsRefused: false } signed && Checkpoint.Parse(signed.Value.Text) is { IsRefused: false } head ? head.Value.Size : null;

    private sealed record Head(long? Size, string Note);
}
