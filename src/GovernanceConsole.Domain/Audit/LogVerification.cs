using GovernanceConsole.Domain.Audit.Formats.V1;

namespace GovernanceConsole.Domain.Audit;

/// <summary>
/// An entry as it is stored. <paramref name="Detail"/> is null when it was erased or never was; <paramref name="Listed"/> is what columns repeat from the leaf, where there are any.
/// </summary>
public sealed record LogRow(long Index, byte[] Leaf, byte[] LeafHash, SaltedDetail? Detail, ListedEntry? Listed = null);

/// <summary>What lists show and filter by without opening the leaf.</summary>
public sealed record ListedEntry(DateTime At, string Type, string ActorId, string SubjectId);

/// <summary>
/// A walk over a whole log from entry 0, trusting nothing but the log's key: entries in order of index by <see cref="Entry"/>, each checkpoint by <see cref="Checkpoint"/> when the
/// entries it covers were walked, the stored nodes by <see cref="Node"/>, then <see cref="Finish"/>. It stops at the first fault and names the entries it lies among; where only
/// a checkpoint shows it, those since the last good checkpoint. What someone with the log's key rewrote and signed again it cannot see: that takes an anchor or a witness, whose
/// checkpoints may be walked too.
/// </summary>
public sealed class LogVerification(NoteKey key, TimeSpan skew)
{
    private readonly MerkleFrontier _tree = new();
    private readonly List<MerkleNode> _completed = [];
    private Checkpoint? _last;
    private DateTime _latest = DateTime.MinValue;
    private long _checkpoints;
    private long _erased;

    /// <summary>How many entries were walked.</summary>
    public long Size => _tree.Size;

    /// <summary>The first fault; once there is one, nothing further is looked at.</summary>
    public LogFault? Fault { get; private set; }

    /// <summary>The nodes (roots of full tiles) that entries completed since this was last asked, to be compared with the stored ones.</summary>
    public IReadOnlyList<MerkleNode> TakeCompleted()
    {
        var completed = _completed.ToArray();
        _completed.Clear();
        return completed;
    }

    public void Entry(LogRow row)
    {
        if (Fault is not null)
            return;
        if (row.Index != Size)
        {
            Fail(LogFaultKind.MissingEntry, Size, $"Entry {Size} is missing; entry {row.Index} stands in its place.");
            return;
        }

        var hash = MerkleTree.HashLeaf(row.Leaf);
        if (!hash.AsSpan().SequenceEqual(row.LeafHash))
        {
            Fail(LogFaultKind.LeafHashMismatch, row.Index, $"Entry {row.Index} is not what its hash was made from.");
            return;
        }

        var entry = EntryV1.Parse(row.Leaf, row.Index);
        if (entry.IsRefused)
        {
            Fail(LogFaultKind.UnreadableEntry, row.Index, $"Entry {row.Index}: {entry.Refusal.Message}");
            return;
        }

        if (row.Listed is { } listed && listed != new ListedEntry(entry.Value.At, entry.Value.Type, entry.Value.ActorId, entry.Value.SubjectId))
        {
            Fail(LogFaultKind.ListingMismatch, row.Index, $"Lists show entry {row.Index} with a time, type, actor or subject that its leaf does not have.");
            return;
        }

        var digest = entry.Value.Digests.GetValueOrDefault(AuditEntry.DetailDigest);
        if (row.Detail is { } detail && detail.Digest != digest)
        {
            Fail(LogFaultKind.DetailMismatch, row.Index, $"The detail of entry {row.Index} is not the one the entry was made with.");
            return;
        }

        if (_latest - entry.Value.At > skew)
        {
            Fail(LogFaultKind.TimeBackwards, row.Index, $"Entry {row.Index} says it is older than an entry before it.");
            return;
        }

        if (row.Detail is null && digest is not null)
            _erased++;
        if (entry.Value.At > _latest)
            _latest = entry.Value.At;
        _tree.Append(hash, _completed);
    }

    /// <summary>A signed checkpoint, of the log's own or kept elsewhere, when as many entries were walked as it covers.</summary>
    public void Checkpoint(string note)
    {
        if (Fault is not null)
            return;

        var from = _last?.Size ?? 0;
        var opened = Audit.Checkpoint.Open(note, key);
        if (opened.IsRefused)
        {
            Fail(LogFaultKind.BadSignature, from, Math.Max(from, Size - 1), $"The checkpoint after entry {Size - 1} cannot be trusted. {opened.Refusal.Message}");
            return;
        }

        var checkpoint = opened.Value;
        if (checkpoint.Size == _last?.Size && !checkpoint.Agrees(_last))
            Fail(LogFaultKind.InconsistentCheckpoints, 0, Math.Max(0, checkpoint.Size - 1), $"The log's key signed two different trees of {checkpoint.Size} entries: somebody was shown another history.");
        else if (checkpoint.Size > Size)
            Fail(LogFaultKind.Truncated, Size, checkpoint.Size - 1, $"The log ends after {Size} entries, but {checkpoint.Size} were signed: entry {Size} and what follows is missing.");
        else if (checkpoint.Size < Size)
            Fail(LogFaultKind.InconsistentCheckpoints, checkpoint.Size, Size - 1, $"The checkpoint after entry {Size - 1} is one of {checkpoint.Size} entries and stands in the wrong place.");
        else if (!checkpoint.Root.AsSpan().SequenceEqual(_tree.Root()))
            Fail(LogFaultKind.RootMismatch, Math.Min(from, Math.Max(0, Size - 1)), Math.Max(from, Size - 1), $"The entries from {from} to {Size - 1} are not the ones that were signed: one of them was changed, swapped or put in.");
        else
            (_last, _checkpoints) = (checkpoint, _checkpoints + 1);
    }

    /// <summary>A node as it is stored beside the one the entries make (<see cref="TakeCompleted"/>); null when it is not there.</summary>
    public void Node(MerkleNode made, byte[]? stored)
    {
        if (Fault is null && (stored is null || !made.Hash.AsSpan().SequenceEqual(stored)))
            Fail(LogFaultKind.NodeMismatch, made.Index << made.Level, ((made.Index + 1) << made.Level) - 1, $"The stored node {made.Index} of level {made.Level} is not the one its entries make, so that proofs of them fail.");
    }

    public LogVerdict Finish()
    {
        if (Fault is null && Size > (_last?.Size ?? 0))
            Fail(LogFaultKind.Unsigned, _last?.Size ?? 0, Size - 1, $"No checkpoint signs entry {_last?.Size ?? 0} and what follows.");
        return new LogVerdict(Size, _tree.Root(), _checkpoints, _erased, Fault);
    }

    /// <summary>Walks a log held in memory; <paramref name="checkpoints"/> in order of size.</summary>
    public static LogVerdict Walk(NoteKey key, TimeSpan skew, IEnumerable<LogRow> rows, IEnumerable<(long Size, string Note)> checkpoints)
    {
        var walk = new LogVerification(key, skew);
        using var next = checkpoints.GetEnumerator();
        var more = next.MoveNext();
        foreach (var row in rows)
        {
            for (; more && next.Current.Size <= walk.Size; more = next.MoveNext())
                walk.Checkpoint(next.Current.Note);
            walk.Entry(row);
        }

        for (; more; more = next.MoveNext())
            walk.Checkpoint(next.Current.Note);
        return walk.Finish();
    }

    private void Fail(LogFaultKind kind, long index, string message) => Fail(kind, index, index, message);

    private void Fail(LogFaultKind kind, long first, long last, string message) => Fault = new LogFault(kind, first, last, message);
}
