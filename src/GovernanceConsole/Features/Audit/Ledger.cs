using GovernanceConsole.Data;
using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Domain.Audit.Formats.V1;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Audit;

/// <summary>
/// The log's writing end, driven by <see cref="Work"/>: leaf, detail and completed tile roots in the transaction of the act, one signed tree head a commit. The conditional update of
/// <c>log_state</c> must hit one row, so that a second writer cannot fork the log.
/// </summary>
internal sealed class Ledger(LogKey key, Place place, IdSource ids, AnchorFile anchor) : ILedger
{
    private readonly List<MerkleNode> _completed = [];
    private MerkleFrontier _frontier = new();
    private long _sealedSize;
    private Checkpoint? _head;
    private string? _headNote;
    private string? _headCommitted;

    public long Size => _frontier.Size;

    /// <summary>The last durable tree head as a signed note; null while the log is empty.</summary>
    public string? Head => Volatile.Read(ref _headCommitted);

    public async Task Load(GovernanceDb db, CancellationToken stop)
    {
        var state = await db.LogStates.AsNoTracking().SingleOrDefaultAsync(s => s.Id == 1, stop);
        if (state is null)
        {
            db.LogStates.Add(new LogState { Id = 1, Size = 0, Frontier = new MerkleFrontier().ToBytes() });
            await db.SaveChangesAsync(stop);
            db.ChangeTracker.Clear();
        }
        _frontier = state is null ? new MerkleFrontier() : MerkleFrontier.Parse(state.Frontier);
        _sealedSize = _frontier.Size;
        _headCommitted = (await db.LogCheckpoints.AsNoTracking().OrderByDescending(c => c.Size).FirstOrDefaultAsync(stop))?.Note;
    }

    public IReadOnlyList<PreparedEntry> Prepare(IReadOnlyList<PendingEntry> entries, DateTime at)
    {
        var prepared = new PreparedEntry[entries.Count];
        for (var i = 0; i < prepared.Length; i++)
        {
            var pending = entries[i];
            var entry = new AuditEntry { Index = Size + i, At = at, Type = pending.Type, ActorId = pending.ActorId, SubjectId = pending.SubjectId, Ids = pending.Ids, Digests = pending.Digests };
            var detail = pending.Detail is null ? null : new SaltedDetail(ids.Bytes(SaltedDetail.SaltLength), CanonicalJson.Write(pending.Detail));
            prepared[i] = new PreparedEntry(pending, at, EntryV1.Write(detail is null ? entry : entry.With(detail)), detail?.Salt, detail?.Json);
        }
        return prepared;
    }

    public async Task Append(GovernanceDb db, IReadOnlyList<PreparedEntry> entries)
    {
        foreach (var (entry, at, leaf, salt, detail) in entries)
        {
            var index = Size;
            var hash = MerkleTree.HashLeaf(leaf);
            await db.Statements.Run("INSERT INTO log_entries (\"Index\", \"Leaf\", \"LeafHash\", \"At\", \"Type\", \"ActorId\", \"SubjectId\") VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)",
                index, leaf, hash, UtcMilliseconds.Of(at), entry.Type, entry.ActorId, entry.SubjectId);
            if (detail is not null)
                await db.Statements.Run("INSERT INTO audit_details (\"Index\", \"Salt\", \"Detail\") VALUES (@p0, @p1, @p2)", index, salt!, detail);
            _completed.Clear();
            _frontier.Append(hash, _completed);
            foreach (var node in _completed)
                await db.Statements.Run("INSERT INTO log_nodes (\"Level\", \"Index\", \"Hash\") VALUES (@p0, @p1, @p2)", node.Level, node.Index, node.Hash);
        }
    }

    public async Task Seal(GovernanceDb db)
    {
        _head = new Checkpoint(place.LogOrigin, Size, _frontier.Root());
        _headNote = _head.Sign(key.Signer).ToString();
        var rows = await db.Statements.Run("UPDATE log_state SET \"Size\" = @p0, \"Frontier\" = @p1 WHERE \"Id\" = 1 AND \"Size\" = @p2", Size, _frontier.ToBytes(), _sealedSize);
        if (rows != 1)
            throw new DbUpdateConcurrencyException("Another writer extended the log. This one stops.");
        await db.Statements.Run("INSERT INTO log_checkpoints (\"Size\", \"Note\") VALUES (@p0, @p1)", Size, _headNote);
    }

    public void Committed()
    {
        _sealedSize = Size;
        Volatile.Write(ref _headCommitted, _headNote);
        anchor.Append(_head!, _headNote!);
    }
}
