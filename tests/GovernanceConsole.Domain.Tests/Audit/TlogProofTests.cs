using System.Security.Cryptography;
using GovernanceConsole.Domain.Audit;

namespace GovernanceConsole.Domain.Tests.Audit;

public sealed class TlogProofTests : IDisposable
{
    private const string Hash = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private NoteSigner Signer => new("example.com/log", _key);

    public void Dispose() => _key.Dispose();

    [Fact]
    public void Proof_IsWrittenAsTheSpecificationShows()
    {
        var proof = new TlogProof(73894, [Convert.FromBase64String(Hash)], "origin\n1\nroot\n\n— s\n", [1, 2, 3]);
        Assert.Equal($"c2sp.org/tlog-proof@v1\nextra AQID\nindex 73894\n{Hash}\n\norigin\n1\nroot\n\n— s\n", proof.ToString());
    }

    [Fact]
    public void ProofReadBack_VerifiesItsEntryAndNoOther()
    {
        var tree = new StoredTree(300);
        var note = new Checkpoint("example.com/log", 300, NaiveTree.Root(tree.First(300))).Sign(Signer).ToString();
        var text = new TlogProof(257, Proofs.PlanInclusion(257, 300).Build(tree.Read), note).ToString();

        var proof = TlogProof.Parse(text).Value;
        Assert.Equal(300, proof.Verify([1, 1], Signer.Key).Value.Size);
        Assert.Equal(AuditRefusals.NotVerified, proof.Verify([2, 1], Signer.Key).Refusal?.Code);
        Assert.Equal(AuditRefusals.NotVerified, (proof with { Index = 256 }).Verify([1, 1], Signer.Key).Refusal?.Code);
        Assert.Equal(AuditRefusals.NotVerified, (proof with { Checkpoint = note.Replace("300", "301", StringComparison.Ordinal) }).Verify([1, 1], Signer.Key).Refusal?.Code);
        Assert.Equal(text, proof.ToString());
    }

    [Fact]
    public void ProofInATreeOfOne_HasNoHashes()
    {
        var note = new Checkpoint("example.com/log", 1, NaiveTree.Leaf([7])).Sign(Signer).ToString();
        var proof = TlogProof.Parse($"c2sp.org/tlog-proof@v1\nindex 0\n\n{note}").Value;
        Assert.False(proof.Verify([7], Signer.Key).IsRefused);
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2sp.org/tlog-proof@v2\nindex 0\n\nc\n")]
    [InlineData("c2sp.org/tlog-proof@v1\n\nc\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 00\n\nc\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex -1\n\nc\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nc\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nextra AAAA\n\nc\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra A\nindex 0\n\nc\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nc\n")]
    public void WhatIsNoProof_IsRefused(string text) => Assert.Equal(AuditRefusals.Malformed, TlogProof.Parse(text).Refusal?.Code);
}
