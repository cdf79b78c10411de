using GovernanceConsole.Domain.Audit;

namespace GovernanceConsole.Domain.Tests.Audit;

public sealed class MerkleFrontierTests
{
    private static readonly byte[][] Leaves = [.. Enumerable.Range(0, 700).Select(i => NaiveTree.Leaf([(byte)i, (byte)(i >> 8)]))];

    [Fact]
    public void EverySize_HasTheRootOfTheDefinition()
    {
        var frontier = new MerkleFrontier();
        for (var n = 0; n <= Leaves.Length; n++)
        {
            Assert.Equal(n, frontier.Size);
            if (n < 140 || n % 64 < 3)
                Assert.Equal(NaiveTree.Root(Leaves.AsSpan(0, n)), frontier.Root());
            if (n < Leaves.Length)
                frontier.Append(Leaves[n]);
        }
    }

    [Fact]
    public void FullTiles_AreReportedWhenTheirLastLeafArrives()
    {
        var frontier = new MerkleFrontier();
        var completed = new List<MerkleNode>();
        for (var n = 0; n < 600; n++)
        {
            frontier.Append(Leaves[n], completed);
            Assert.Equal((n + 1) / 256, completed.Count);
        }

        Assert.Equal([(8, 0L), (8, 1L)], completed.Select(c => (c.Level, c.Index)));
        Assert.Equal(NaiveTree.Root(Leaves.AsSpan(256, 256)), completed[1].Hash);
    }

    [Fact]
    public void TileOfTiles_IsReportedAtItsLevel()
    {
        var frontier = new MerkleFrontier();
        var completed = new List<MerkleNode>();
        for (var n = 0; n < 65536; n++)
            frontier.Append(Leaves[n % Leaves.Length], completed);

        Assert.Equal(257, completed.Count);
        Assert.Equal((16, 0L), (completed[^1].Level, completed[^1].Index));
        Assert.Equal(frontier.Root(), completed[^1].Hash);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(300)]
    public void WrittenAndRead_GoesOnAsIfNothingHappened(int size)
    {
        var frontier = new MerkleFrontier();
        foreach (var leaf in Leaves.AsSpan(0, size))
            frontier.Append(leaf);

        var read = MerkleFrontier.Parse(frontier.ToBytes());
        foreach (var leaf in Leaves.AsSpan(size, 20))
            read.Append(leaf);

        Assert.Equal(NaiveTree.Root(Leaves.AsSpan(0, size + 20)), read.Root());
    }

    [Fact]
    public void Copy_IsNotTouchedByWhatTheOriginalAppends()
    {
        var frontier = new MerkleFrontier();
        frontier.Append(Leaves[0]);
        var copy = frontier.Copy();
        frontier.Append(Leaves[1]);
        Assert.Equal((1L, 2L), (copy.Size, frontier.Size));
        Assert.Equal(Leaves[0], copy.Root());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000000000000001")]
    [InlineData("8000000000000000")]
    [InlineData("ffffffffffffffff")]
    public void BytesThatFitNoTree_AreRefused(string hex) => Assert.Throws<FormatException>(() => MerkleFrontier.Parse(Convert.FromHexString(hex)));
}
