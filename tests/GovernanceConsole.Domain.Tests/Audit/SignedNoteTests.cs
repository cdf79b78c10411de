using System.Security.Cryptography;
using GovernanceConsole.Domain.Audit;

namespace GovernanceConsole.Domain.Tests.Audit;

public sealed class SignedNoteTests : IDisposable
{
    // Public facts of a log that is not ours: the key of Sigstore's Rekor and two checkpoints it signed.
    private const string RekorKey = "rekor.sigstore.dev+c0d23d6a+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNhtmPtrWm3U1eQXBogSMdGvXwBcK5AW5i0hrZLOC96l+smGNM7nwZ4QvFK/4sueRoVj//QP22Ni4Qt9DPfkWLc=";
    private const string Rekor = "rekor.sigstore.dev - 2605736670972794746\n90244708\nCOSIc1jqxpbuuTChPdiTqtZBBve7GAVJqTYjqAaM940=\n\n— rekor.sigstore.dev wNI9ajBEAiAkKWVCpp/N5yF/GlQkAyKQxUsjc3Vpu04YyALJvrBsvAIgcZfXJsJdwLdgUAWwnekWg8YXS4gfz/DM1wVhhcouJBE=\n";
    private const string RekorOlder = "Rekor\n798034\nf+7CoKgXKE/tNys9TTXcr/ad6U/K3xvznmzew9y6SP0=\n\n— rekor.sigstore.dev wNI9ajBEAiARInWIWyCdyG27CO6LPnPekyw20qO0YJfoaPaowGp/XgIgc+qEHS3+GKVClgqq20uDLet7MCoTURUCRdxwWBHHufk=\n";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private NoteSigner Signer => new("example.com/log", _key);

    public void Dispose()
    {
        _key.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData(Rekor, 90244708)]
    [InlineData(RekorOlder, 798034)]
    public void NoteOfAForeignLog_Verifies(string note, long size)
    {
        var key = NoteKey.Parse(RekorKey).Value;
        var signed = SignedNote.Parse(note).Value;
        Assert.True(signed.VerifyBy(key));
        Assert.Equal(size, Checkpoint.Parse(signed.Text).Value.Size);
        Assert.Equal(note, signed.ToString());
        Assert.Equal(RekorKey, key.ToString());
        Assert.False(SignedNote.Parse(note.Replace("\n9", "\n8", StringComparison.Ordinal).Replace("\n7", "\n6", StringComparison.Ordinal)).Value.VerifyBy(key));
    }

    [Fact]
    public void OwnNote_SurvivesWritingAndReading()
    {
        var note = SignedNote.Sign("one\n\ntwo\n", Signer);
        var read = SignedNote.Parse(note.ToString()).Value;
        Assert.Equal("one\n\ntwo\n", read.Text);
        Assert.True(read.VerifyBy(NoteKey.Parse(Signer.Key.ToString()).Value));
    }

    [Fact]
    public void UnknownSignatures_AreIgnored()
    {
        var note = SignedNote.Sign("text\n", Signer)
            .And(new NoteSigner("witness.example", _other).Sign("text\n"))
            .And(new NoteSigner("example.com/log", _other).Sign("text\n"))
            .And(new NoteSignature("example.com/log", 1, [4, 5, 6]));
        Assert.True(SignedNote.Parse(note.ToString()).Value.VerifyBy(Signer.Key));
    }

    [Fact]
    public void NoteWithoutASignatureByAKnownKey_IsNotVerified()
    {
        var note = SignedNote.Sign("text\n", new NoteSigner("example.com/log", _other));
        Assert.False(note.VerifyBy(Signer.Key));
        Assert.False(note.VerifyBy());
    }

    [Fact]
    public void OneBadSignatureByAKnownKey_CondemnsTheNote()
    {
        var note = SignedNote.Sign("text\n", Signer);
        Assert.False(note.And(new NoteSignature(Signer.Key.Name, Signer.Key.Id, [1, 2, 3])).VerifyBy(Signer.Key));
        Assert.False((note with { Text = "texts\n" }).VerifyBy(Signer.Key));
    }

    [Fact]
    public void SixteenSignatures_AreRead()
    {
        var note = SignedNote.Sign("text\n", Signer);
        for (uint i = 0; i < 15; i++)
            note = note.And(new NoteSignature("w", i, [1]));
        Assert.Equal(16, SignedNote.Parse(note.ToString()).Value.Signatures.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n— n AAAAAAA=\n")]
    [InlineData("text\n\n— n AAAAAAA=")]
    [InlineData("text\n\n- n AAAAAAA=\n")]
    [InlineData("text\n\n— AAAAAAA=\n")]
    [InlineData("text\n\n—  AAAAAAA=\n")]
    [InlineData("text\n\n— a+b AAAAAAA=\n")]
    [InlineData("text\n\n— n AAAAAA==\n")]
    [InlineData("text\n\n— n AAAA AAA=\n")]
    [InlineData("text\n\n— n AAAAAAB=\n")]
    [InlineData("te\txt\n\n— n AAAAAAA=\n")]
    [InlineData("text\r\n\n— n AAAAAAA=\n")]
    [InlineData("text\n\n— n AAAAAAA=\nmore\n")]
    public void WhatIsNoNote_IsRefused(string note) => Assert.Equal(AuditRefusals.Malformed, SignedNote.Parse(note).Refusal?.Code);

    [Theory]
    [InlineData("rekor.sigstore.dev+c0d23d6b", "its id does not belong")]
    [InlineData("rekor.sigstore.dev+C0D23D6A", "its id does not belong")]
    [InlineData("a b+c0d23d6a", "its name")]
    [InlineData("+c0d23d6a", "its name")]
    [InlineData("rekor.sigstore.dev", "it has not the form")]
    public void KeyWithTheWrongNameOrId_IsRefused(string start, string why) =>
        Assert.Contains(why, NoteKey.Parse(start + RekorKey[RekorKey.IndexOf("+Aj", StringComparison.Ordinal)..]).Refusal!.Message, StringComparison.Ordinal);

    [Fact]
    public void KeyOfAnotherTypeOrCurve_IsRefused()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.True(NoteKey.From("n", p384.ExportSubjectPublicKeyInfo()).IsRefused);
        Assert.True(NoteKey.From("n", [1, 2, 3]).IsRefused);
        Assert.True(NoteKey.From("n", [.. _key.ExportSubjectPublicKeyInfo(), 0]).IsRefused);
        Assert.True(NoteKey.Parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").IsRefused);
    }

    [Fact]
    public void TextThatIsNoNoteText_IsNotSigned()
    {
        Assert.Throws<ArgumentException>(() => SignedNote.Sign("no newline", Signer));
        Assert.Throws<ArgumentException>(() => SignedNote.Sign("bell\a\n", Signer));
    }
}
