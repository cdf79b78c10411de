using System.Security.Cryptography;
using GovernanceConsole.Domain.Approvals.WebAuthn;

namespace GovernanceConsole.Domain.Tests.Approvals.WebAuthn;

public sealed class CoseKeyTests
{
    [Fact]
    public void W3cKey_ExportsAsSpki()
    {
        var key = CoseKey.Read(W3cVectors.CoseKey).Value;

        using var imported = ECDsa.Create();
        imported.ImportSubjectPublicKeyInfo(key.Spki(), out _);

        Assert.Equal(W3cVectors.CoseKey[10..42], imported.ExportParameters(false).Q.X);
        Assert.Equal(CoseKey.Es256, key.Algorithm);
    }

    [Fact]
    public void AnyBitOfThePointFlipped_IsRefused()
    {
        // A flipped bit leaves the curve; x at 10..42, y at 45..77.
        for (var at = 10; at < 77; at++)
        {
            if (at is >= 42 and < 45)
                continue;
            var bytes = W3cVectors.CoseKey.ToArray();
            bytes[at] ^= 1;
            Assert.Equal("webauthn.key", CoseKey.Read(bytes).Refusal?.Code);
        }
    }

    [Theory]
    [InlineData("a5010203382220012158200000000000000000000000000000000000000000000000000000000000000000225820000000000000000000000000000000000000000000000000000000000000", "webauthn.key")]
    [InlineData("a20102033822", "webauthn.algorithm")] // ES384
    [InlineData("a201020328", "webauthn.algorithm")] // ESP256: -9
    [InlineData("a201030326", "webauthn.algorithm")] // RSA type with ES256
    [InlineData("a101 02", "webauthn.key")]
    public void AnotherKind_IsRefused(string hex, string code) =>
        Assert.Equal(code, CoseKey.Read(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))).Refusal?.Code);

    [Theory]
    [InlineData(1024)]
    [InlineData(8192)]
    public void RsaOfAnotherSize_IsRefused(int bits)
    {
        var modulus = new byte[bits / 8];
        modulus[0] = 0x80;
        modulus[^1] = 1;

        byte[] cose = [0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, 0x59, (byte)(modulus.Length >> 8), (byte)modulus.Length, .. modulus, 0x21, 0x43, 1, 0, 1];
        if (modulus.Length < 256)
            cose = [0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, 0x58, (byte)modulus.Length, .. modulus, 0x21, 0x43, 1, 0, 1];

        Assert.Equal("webauthn.key", CoseKey.Read(cose).Refusal?.Code);
    }

    [Fact]
    public void ExtraParameter_IsRefused()
    {
        byte[] extra = [0xa6, .. W3cVectors.CoseKey[1..], 0x23, 0x00];

        Assert.Equal("webauthn.key", CoseKey.Read(extra).Refusal?.Code);
    }
}
