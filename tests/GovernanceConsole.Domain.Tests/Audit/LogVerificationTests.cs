using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Domain.Audit.Formats.V1;

namespace GovernanceConsole.Domain.Tests.Audit;

/// <summary>A log of 20 entries with a checkpoint every 4, and everything a hand could do to it.</summary>
public sealed class LogVerificationTests : IDisposable
{
    private const string Origin = "example.com/log";
    private static readonly DateTime Start = new(2026, 11, 22, 14, 0, 0, DateTimeKind.Utc);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly List<LogRow> _rows;
    private readonly List<(long Size, string Note)> _checkpoints;

    public LogVerificationTests()
    {
        _rows = [.. Enumerable.Range(0, 20).Select(i => Row(i, $"word {i}", Start.AddSeconds(i)))];
        _checkpoints = Seal(_rows, _key);
    }

    public void Dispose() => _key.Dispose();

    [Fact]
    public void UntouchedLog_IsSound()
    {
        var verdict = Walk();
        Assert.True(verdict.IsSound);
        Assert.Equal((20L, 5L, 0L), (verdict.Size, verdict.Checkpoints, verdict.ErasedDetails));
        Assert.Equal(NaiveTree.Root(_rows.Select(r => r.LeafHash).ToArray()), verdict.Root);
    }

    [Fact]
    public void EmptyLog_IsSound()
    {
        _rows.Clear();
        _checkpoints.Clear();
        Assert.True(Walk().IsSound);
    }

    [Fact]
    public void ErasedDetail_IsCountedAndSound()
    {
        _rows[7] = _rows[7] with { Detail = null };
        var verdict = Walk();
        Assert.True(verdict.IsSound);
        Assert.Equal(1, verdict.ErasedDetails);
    }

    [Fact]
    public void FlippedLeaf_IsNamed()
    {
        _rows[9].Leaf[40] ^= 1;
        AssertFault(LogFaultKind.LeafHashMismatch, 9, 9);
    }

    [Fact]
    public void FlippedHash_IsNamed()
    {
        _rows[9].LeafHash[0] ^= 1;
        AssertFault(LogFaultKind.LeafHashMismatch, 9, 9);
    }

    [Fact]
    public void ChangedDetail_IsNamed()
    {
        _rows[11] = _rows[11] with { Detail = SaltedDetail.Of(_rows[11].Detail!.Salt, new JsonObject { ["says"] = "other" }) };
        AssertFault(LogFaultKind.DetailMismatch, 11, 11);
    }

    [Fact]
    public void DetailOfAnotherEntry_IsNamed()
    {
        _rows[11] = _rows[11] with { Detail = _rows[12].Detail };
        AssertFault(LogFaultKind.DetailMismatch, 11, 11);
    }

    [Fact]
    public void DetailTheLeafKnowsNothingOf_IsNamed()
    {
        var entry = EntryV1.Parse(_rows[3].Leaf, 3).Value with { Digests = new Dictionary<string, string>() };
        var leaf = EntryV1.Write(entry);
        _rows[3] = new LogRow(3, leaf, MerkleTree.HashLeaf(leaf), _rows[3].Detail);
        AssertFault(LogFaultKind.DetailMismatch, 3, 3);
    }

    [Theory]
    [InlineData("intent.denied", "agt_1", "int_5", 0)]
    [InlineData("intent.declared", "agt_2", "int_5", 0)]
    [InlineData("intent.declared", "agt_1", "int_6", 0)]
    [InlineData("intent.declared", "agt_1", "int_5", 1)]
    public void ColumnThatSaysOtherThanItsLeaf_IsNamed(string type, string actor, string subject, int later)
    {
        _rows[5] = _rows[5] with { Listed = new ListedEntry(Start.AddSeconds(5), "intent.declared", "agt_1", "int_5") };
        Assert.True(Walk().IsSound);
        _rows[5] = _rows[5] with { Listed = new ListedEntry(Start.AddSeconds(5 + later), type, actor, subject) };
        AssertFault(LogFaultKind.ListingMismatch, 5, 5);
    }

    [Fact]
    public void LeafRewrittenWithItsHash_IsFoundWithinItsCheckpoint()
    {
        _rows[9] = Row(9, "rewritten", Start.AddSeconds(9));
        AssertFault(LogFaultKind.RootMismatch, 8, 11);
    }

    [Fact]
    public void DroppedEntry_IsNamed()
    {
        _rows.RemoveAt(6);
        AssertFault(LogFaultKind.MissingEntry, 6, 6);
    }

    [Fact]
    public void DroppedFirstEntry_IsNamed()
    {
        _rows.RemoveAt(0);
        AssertFault(LogFaultKind.MissingEntry, 0, 0);
    }

    [Fact]
    public void DroppedEntryWithTheRestMovedUp_IsFoundWithinItsCheckpoint()
    {
        _rows.RemoveAt(6);
        for (var i = 6; i < _rows.Count; i++)
            _rows[i] = _rows[i] with { Index = i };
        AssertFault(LogFaultKind.RootMismatch, 4, 7);
    }

    [Fact]
    public void DoubledEntry_IsNamed()
    {
        _rows.Insert(6, _rows[5]);
        AssertFault(LogFaultKind.MissingEntry, 6, 6);
    }

    [Fact]
    public void SwappedEntries_AreFoundWithinTheirCheckpoint()
    {
        (_rows[13], _rows[14]) = (_rows[14] with { Index = 13 }, _rows[13] with { Index = 14 });
        AssertFault(LogFaultKind.RootMismatch, 12, 15);
    }

    [Fact]
    public void TruncatedLog_IsNoticedByItsCheckpoints()
    {
        _rows.RemoveRange(17, 3);
        AssertFault(LogFaultKind.Truncated, 17, 19);
    }

    [Fact]
    public void LogTruncatedWithItsCheckpoints_IsNoticedByOneKeptElsewhere()
    {
        var anchor = _checkpoints[^1];
        _rows.RemoveRange(16, 4);
        _checkpoints.RemoveAt(4);
        Assert.True(Walk().IsSound);
        _checkpoints.Add(anchor);
        AssertFault(LogFaultKind.Truncated, 16, 19);
    }

    [Fact]
    public void EntriesAfterTheLastCheckpoint_AreUnsigned()
    {
        _checkpoints.RemoveAt(4);
        AssertFault(LogFaultKind.Unsigned, 16, 19);
    }

    [Fact]
    public void LogSignedAgainWithAnotherKey_IsNotTrusted()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _rows[2] = Row(2, "rewritten", Start.AddSeconds(2));
        _checkpoints.Clear();
        _checkpoints.AddRange(Seal(_rows, other));
        AssertFault(LogFaultKind.BadSignature, 0, 3);
    }

    [Fact]
    public void LogRewrittenWithItsOwnKey_IsNoticedByACheckpointKeptElsewhere()
    {
        var anchor = _checkpoints[2];
        _rows[2] = Row(2, "rewritten", Start.AddSeconds(2));
        _checkpoints.Clear();
        _checkpoints.AddRange(Seal(_rows, _key));
        Assert.True(Walk().IsSound);
        _checkpoints.Insert(3, anchor);
        AssertFault(LogFaultKind.InconsistentCheckpoints, 0, 11);
    }

    [Fact]
    public void CheckpointOfAnotherLog_IsNotTrusted()
    {
        var foreign = new Checkpoint("example.com/other", 8, NaiveTree.Root(_rows.Take(8).Select(r => r.LeafHash).ToArray())).Sign(new NoteSigner(Origin, _key));
        _checkpoints[1] = (8, foreign.ToString());
        AssertFault(LogFaultKind.BadSignature, 4, 7);
    }

    [Fact]
    public void CheckpointInTheWrongPlace_IsNamed()
    {
        _checkpoints[2] = (12, _checkpoints[0].Note);
        AssertFault(LogFaultKind.InconsistentCheckpoints, 4, 11);
    }

    [Fact]
    public void TimeGoingBack_IsNamedBeyondTheSkew()
    {
        Reseal(10, Start.AddSeconds(10 - 4));
        Assert.True(Walk().IsSound);
        Reseal(10, Start.AddSeconds(-30));
        AssertFault(LogFaultKind.TimeBackwards, 10, 10);
    }

    [Fact]
    public void LeafOfAnUnknownVersion_IsNamed()
    {
        var leaf = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_rows[4].Leaf).Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal));
        _rows[4] = _rows[4] with { Leaf = leaf, LeafHash = MerkleTree.HashLeaf(leaf) };
        AssertFault(LogFaultKind.UnreadableEntry, 4, 4);
    }

    [Fact]
    public void StoredNodeThatIsWrong_IsNamed()
    {
        var walk = new LogVerification(new NoteSigner(Origin, _key).Key, TimeSpan.FromSeconds(5));
        for (var i = 0; i < 256; i++)
            walk.Entry(Row(i, "w", Start));
        var node = Assert.Single(walk.TakeCompleted());
        walk.Node(node, node.Hash);
        Assert.Null(walk.Fault);
        walk.Node(node, null);
        Assert.Equal((LogFaultKind.NodeMismatch, 0L, 255L), (walk.Fault!.Kind, walk.Fault.FirstIndex, walk.Fault.LastIndex));
    }

    private void AssertFault(LogFaultKind kind, long first, long last)
    {
        var verdict = Walk();
        Assert.False(verdict.IsSound);
        Assert.Equal((kind, first, last), (verdict.Fault!.Kind, verdict.Fault.FirstIndex, verdict.Fault.LastIndex));
    }

    private LogVerdict Walk() => LogVerification.Walk(new NoteSigner(Origin, _key).Key, TimeSpan.FromSeconds(5), _rows, _checkpoints);

    private void Reseal(int index, DateTime at)
    {
        _rows[index] = Row(index, $"word {index}", at);
        _checkpoints.Clear();
        _checkpoints.AddRange(Seal(_rows, _key));
    }

    private static List<(long Size, string Note)> Seal(List<LogRow> rows, ECDsa key)
    {
        var signer = new NoteSigner(Origin, key);
        return [.. Enumerable.Range(1, rows.Count / 4).Select(n => n * 4)
            .Select(n => ((long)n, new Checkpoint(Origin, n, NaiveTree.Root(rows.Take(n).Select(r => r.LeafHash).ToArray())).Sign(signer).ToString()))];
    }

    private static LogRow Row(int index, string says, DateTime at)
    {
        var detail = SaltedDetail.Of([.. Enumerable.Repeat((byte)index, 16)], new JsonObject { ["says"] = says });
        var leaf = EntryV1.Write(new AuditEntry { Index = index, At = at, Type = "intent.declared", ActorId = "agt_1", SubjectId = $"int_{index}" }.With(detail));
        return new LogRow(index, leaf, MerkleTree.HashLeaf(leaf), detail);
    }
}
