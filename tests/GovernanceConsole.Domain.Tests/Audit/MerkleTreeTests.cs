using System.Text;
using GovernanceConsole.Domain.Audit;

namespace GovernanceConsole.Domain.Tests.Audit;

public sealed class MerkleTreeTests
{
    [Fact]
    public void EmptyTree_HasTheHashOfNothing() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Convert.ToHexStringLower(MerkleTree.EmptyRoot()));

    [Theory]
    [InlineData("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData("L123456", "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56")]
    public void Leaf_MatchesThePublishedVector(string data, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(MerkleTree.HashLeaf(Encoding.ASCII.GetBytes(data))));

    [Theory]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(65535)]
    public void LongLeaf_HashesAsTheDefinitionSays(int length)
    {
        var data = new byte[length];
        data.AsSpan().Fill(0xa5);
        Assert.Equal(NaiveTree.Leaf(data), MerkleTree.HashLeaf(data));
    }

    [Fact]
    public void NodeOfShortChildren_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => MerkleTree.HashNode("N123"u8, "N456"u8));

    [Fact]
    public void Node_MatchesTheDefinition()
    {
        byte[] left = NaiveTree.Leaf([1]), right = NaiveTree.Leaf([2]);
        Assert.Equal(NaiveTree.Root([left, right]), MerkleTree.HashNode(left, right));
    }
}
