using System.Security.Cryptography;
using GovernanceConsole.Domain.Audit;

namespace GovernanceConsole.Domain.Tests.Audit;

public sealed class CheckpointTests : IDisposable
{
    private const string Root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => _key.Dispose();

    [Fact]
    public void Text_IsTheOneOfTheSpecification()
    {
        var text = $"example.com/behind-the-sofa\n20852163\n{Root}\n";
        var checkpoint = Checkpoint.Parse(text).Value;
        Assert.Equal(("example.com/behind-the-sofa", 20852163L), (checkpoint.Origin, checkpoint.Size));
        Assert.Equal(text, checkpoint.Text);
    }

    [Theory]
    [InlineData("o\n5\n" + Root)]
    [InlineData("o\n05\n" + Root + "\n")]
    [InlineData("o\n-5\n" + Root + "\n")]
    [InlineData("o\n+5\n" + Root + "\n")]
    [InlineData("o\n5 \n" + Root + "\n")]
    [InlineData("o\n9223372036854775808\n" + Root + "\n")]
    [InlineData("\n5\n" + Root + "\n")]
    [InlineData("o\n5\nAAAA\n")]
    [InlineData("o\n5\n")]
    [InlineData("o\n5\n" + Root + "\n\nextension\n")]
    public void WhatIsNoCheckpoint_IsRefused(string text) => Assert.Equal(AuditRefusals.Malformed, Checkpoint.Parse(text).Refusal?.Code);

    [Fact]
    public void Extensions_AreKeptAndSigned()
    {
        var text = $"o\n5\n{Root}\nTimestamp: 1\n";
        Assert.Equal(["Timestamp: 1"], Checkpoint.Parse(text).Value.Extensions);
        Assert.Equal(text, Checkpoint.Parse(text).Value.Text);
    }

    [Fact]
    public void SignedCheckpoint_OpensWithItsKeyOnly()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var checkpoint = new Checkpoint("o", 5, Convert.FromBase64String(Root));
        var signer = new NoteSigner("o", _key);
        var note = checkpoint.Sign(signer).ToString();

        Assert.True(Checkpoint.Open(note, signer.Key).Value.Agrees(checkpoint));
        Assert.Equal(AuditRefusals.NotVerified, Checkpoint.Open(note, new NoteSigner("o", other).Key).Refusal?.Code);
        Assert.Equal(AuditRefusals.NotVerified, Checkpoint.Open(note, new NoteSigner("p", _key).Key).Refusal?.Code);
        Assert.Equal(AuditRefusals.NotVerified, Checkpoint.Open(note.Replace("\n5\n", "\n6\n", StringComparison.Ordinal), signer.Key).Refusal?.Code);
        Assert.Equal(AuditRefusals.Malformed, Checkpoint.Open("nonsense", signer.Key).Refusal?.Code);
    }
}
