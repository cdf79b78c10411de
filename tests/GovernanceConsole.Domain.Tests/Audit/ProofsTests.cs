using GovernanceConsole.Domain.Audit;

namespace GovernanceConsole.Domain.Tests.Audit;

public sealed class ProofsTests
{
    private const int Largest = 130;
    private static readonly StoredTree Tree = new(700);

    [Fact]
    public void InclusionInEverySmallTree_IsTheDefinitionsAndVerifies()
    {
        for (var size = 1; size <= Largest; size++)
        {
            var root = NaiveTree.Root(Tree.First(size));
            for (var index = 0; index < size; index++)
            {
                var proof = Proofs.PlanInclusion(index, size).Build(Tree.Read);
                Assert.Equal(NaiveTree.Path(index, Tree.First(size)), proof);
                Assert.True(Proofs.VerifyInclusion(Tree.Leaf(index), index, size, proof, root));
            }
        }
    }

    [Fact]
    public void ConsistencyOfEverySmallPair_IsTheDefinitionsAndVerifies()
    {
        for (var size = 1; size <= Largest; size++)
        {
            var root = NaiveTree.Root(Tree.First(size));
            for (var old = 1; old <= size; old++)
            {
                var proof = Proofs.PlanConsistency(old, size).Build(Tree.Read);
                Assert.Equal(NaiveTree.Proof(old, Tree.First(size)), proof);
                Assert.True(Proofs.VerifyConsistency(old, NaiveTree.Root(Tree.First(old)), size, root, proof));
            }
        }
    }

    [Theory]
    [InlineData(255, 256)]
    [InlineData(256, 257)]
    [InlineData(300, 512)]
    [InlineData(300, 700)]
    [InlineData(512, 700)]
    [InlineData(699, 700)]
    public void ProofsAcrossTiles_AreTheDefinitions(int old, int size)
    {
        Assert.Equal(NaiveTree.Proof(old, Tree.First(size)), Proofs.PlanConsistency(old, size).Build(Tree.Read));
        Assert.Equal(NaiveTree.Path(old - 1, Tree.First(size)), Proofs.PlanInclusion(old - 1, size).Build(Tree.Read));
        Assert.Equal([NaiveTree.Root(Tree.First(size))], ProofPlan.Root(size).Build(Tree.Read));
    }

    [Fact]
    public void ProofInALargeTree_ReadsFewTiles() => Assert.InRange(Proofs.PlanInclusion(123_456, 50_000_000).Tiles().Count, 1, 8);

    [Fact]
    public void AnyFlippedByte_BreaksInclusion()
    {
        const int size = 100, index = 37;
        var root = NaiveTree.Root(Tree.First(size));
        var proof = Proofs.PlanInclusion(index, size).Build(Tree.Read);
        for (var i = 0; i < proof.Count; i++)
        {
            var flipped = proof.Select(p => (byte[])p.Clone()).ToList();
            flipped[i][i] ^= 1;
            Assert.False(Proofs.VerifyInclusion(Tree.Leaf(index), index, size, flipped, root));
        }
    }

    [Fact]
    public void InclusionOfAnotherLeafIndexSizeOrRoot_Fails()
    {
        const int size = 100, index = 37;
        var root = NaiveTree.Root(Tree.First(size));
        var proof = Proofs.PlanInclusion(index, size).Build(Tree.Read);
        Assert.False(Proofs.VerifyInclusion(Tree.Leaf(38), index, size, proof, root));
        Assert.False(Proofs.VerifyInclusion(Tree.Leaf(index), index + 1, size, proof, root));
        Assert.False(Proofs.VerifyInclusion(Tree.Leaf(index), index + 64, size, proof, root));
        Assert.False(Proofs.VerifyInclusion(Tree.Leaf(index), -1, size, proof, root));
        Assert.False(Proofs.VerifyInclusion(Tree.Leaf(index), size, size, proof, root));
        Assert.False(Proofs.VerifyInclusion(Tree.Leaf(index), index, 1000, proof, root));
        Assert.False(Proofs.VerifyInclusion(Tree.Leaf(index), index, size, proof, NaiveTree.Root(Tree.First(size - 1))));
        Assert.False(Proofs.VerifyInclusion(Tree.Leaf(index), index, size, [.. proof.SkipLast(1)], root));
        Assert.False(Proofs.VerifyInclusion(Tree.Leaf(index), index, size, [.. proof, root], root));
        Assert.False(Proofs.VerifyInclusion(Tree.Leaf(index), index, size, [.. proof.SkipLast(1), proof[^1][..31]], root));
    }

    [Fact]
    public void ConsistencyWithWhatIsNoPrefix_Fails()
    {
        for (var old = 1; old < 70; old++)
        {
            const int size = 70;
            byte[] before = NaiveTree.Root(Tree.First(old)), root = NaiveTree.Root(Tree.First(size)), other = NaiveTree.Root(Tree.First(71));
            var proof = Proofs.PlanConsistency(old, size).Build(Tree.Read);
            Assert.False(Proofs.VerifyConsistency(old, other, size, root, proof));
            Assert.False(Proofs.VerifyConsistency(old, before, size, other, proof));
            Assert.False(Proofs.VerifyConsistency(old, before, size, root, [.. proof.SkipLast(1)]));
            Assert.False(Proofs.VerifyConsistency(old, before, size, root, [.. proof, root]));
            for (var i = 0; i < proof.Count; i++)
            {
                var flipped = proof.Select(p => (byte[])p.Clone()).ToList();
                flipped[i][0] ^= 0x80;
                Assert.False(Proofs.VerifyConsistency(old, before, size, root, flipped));
            }
        }
    }

    [Fact]
    public void EmptyTree_IsExtendedByEveryTreeAndByNothingElse()
    {
        byte[] empty = MerkleTree.EmptyRoot(), root = NaiveTree.Root(Tree.First(5));
        Assert.True(Proofs.VerifyConsistency(0, empty, 5, root, []));
        Assert.True(Proofs.VerifyConsistency(0, empty, 0, empty, []));
        Assert.False(Proofs.VerifyConsistency(0, root, 5, root, []));
        Assert.False(Proofs.VerifyConsistency(0, empty, 0, root, []));
        Assert.False(Proofs.VerifyConsistency(0, empty, 5, root, [root]));
    }

    [Fact]
    public void EqualSizes_NeedEqualRootsAndNoProof()
    {
        byte[] root = NaiveTree.Root(Tree.First(5)), other = NaiveTree.Root(Tree.First(6));
        Assert.True(Proofs.VerifyConsistency(5, root, 5, root, []));
        Assert.False(Proofs.VerifyConsistency(5, root, 5, other, []));
        Assert.False(Proofs.VerifyConsistency(5, root, 5, root, [other]));
        Assert.False(Proofs.VerifyConsistency(6, other, 5, root, []));
    }
}
