using System.Data.Common;
using GovernanceConsole.Data;
using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Domain.Audit.Formats.V1;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace GovernanceConsole.Features.Audit;

/// <summary>
/// The log's writing end, driven by <see cref="Work"/>: leaf, detail and completed tile roots in the transaction of the act, one signed tree head a commit. The conditional update of
/// <c>log_state</c> must hit one row, so that a second writer cannot fork the log. Statements are prepared once, because every act pays for them.
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
            await Run(db, "INSERT INTO log_entries (\"Index\", \"Leaf\", \"LeafHash\", \"At\", \"Type\", \"ActorId\", \"SubjectId\") VALUES (@a, @b, @c, @d, @e, @f, @g)",
                index, leaf, hash, new DateTimeOffset(at).ToUnixTimeMilliseconds(), entry.Type, entry.ActorId, entry.SubjectId);
            if (detail is not null)
                await Run(db, "INSERT INTO audit_details (\"Index\", \"Salt\", \"Detail\") VALUES (@a, @b, @c)", index, salt!, detail);
            _completed.Clear();
            _frontier.Append(hash, _completed);
            foreach (var node in _completed)
                await Run(db, "INSERT INTO log_nodes (\"Level\", \"Index\", \"Hash\") VALUES (@a, @b, @c)", node.Level, node.Index, node.Hash);
        }
    }

    public async Task Seal(GovernanceDb db)
    {
        _head = new Checkpoint(place.LogOrigin, Size, _frontier.Root());
        _headNote = _head.Sign(key.Signer).ToString();
        var rows = await Run(db, "UPDATE log_state SET \"Size\" = @a, \"Frontier\" = @b WHERE \"Id\" = 1 AND \"Size\" = @c", Size, _frontier.ToBytes(), _sealedSize);
        if (rows != 1)
            throw new DbUpdateConcurrencyException("Another writer extended the log. This one stops.");
        await Run(db, "INSERT INTO log_checkpoints (\"Size\", \"Note\") VALUES (@a, @b)", Size, _headNote);
    }

    public void Committed()
    {
        _sealedSize = Size;
        Volatile.Write(ref _headCommitted, _headNote);
        anchor.Append(_head!, _headNote!);
    }

    private static async Task<int> Run(GovernanceDb db, string sql, params object[] values)
    {
        var connection = db.Database.GetDbConnection();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        for (var i = 0; i < values.Length; i++)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = "@" + (char)('a' + i);
            parameter.Value = values[i];
            command.Parameters.Add(parameter);
        }
        return await command.ExecuteNonQueryAsync();
    }
}
