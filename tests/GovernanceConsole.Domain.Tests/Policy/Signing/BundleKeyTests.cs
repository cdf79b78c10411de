using System.Buffers.Text;
using System.Security.Cryptography;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Policy.Signing;

namespace GovernanceConsole.Domain.Tests.Policy.Signing;

/// <summary>Keys are read as PEM or JWK; private ones, weak ones and other kinds are refused.</summary>
public sealed class BundleKeyTests
{
    [Fact]
    public void CurveKey_VerifiesEs256_HoweverItIsWritten()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signature = key.SignData([1], HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

        foreach (var text in new[] { key.ExportSubjectPublicKeyInfoPem(), PublicJwk.Of(key).Json })
        {
            var read = BundleKey.Read("k", null, text).Value;
            Assert.Equal((true, false, false), (read.Verifies("ES256", [1], signature), read.Verifies("ES256", [2], signature), read.Verifies("RS256", [1], signature)));
        }
    }

    [Theory]
    [InlineData(null, true, true)]
    [InlineData("PS256", false, true)]
    [InlineData("RS256", true, false)]
    public void RsaJwk_IsForTheAlgorithmItNames(string? algorithm, bool pkcs1, bool pss)
    {
        using var key = RSA.Create(2048);
        var read = BundleKey.Read("k", null, Jwk(key, algorithm is null ? "" : $",\"alg\":\"{algorithm}\"")).Value;

        Assert.Equal((pkcs1, pss), (
            read.Verifies("RS256", [1], key.SignData([1], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            read.Verifies("PS256", [1], key.SignData([1], HashAlgorithmName.SHA256, RSASignaturePadding.Pss))));
    }

    [Fact]
    public void KeyThatIsNoneToSignBundlesWith_IsRefused()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        using var weak = RSA.Create(1024);

        foreach (var text in new[]
        {
            "", "{", "[]", "{}", "-----BEGIN PUBLIC KEY-----", curve.ExportPkcs8PrivateKeyPem(), other.ExportSubjectPublicKeyInfoPem(), weak.ExportSubjectPublicKeyInfoPem(), weak.ExportRSAPublicKeyPem(),
            Jwk(weak, ""), Jwk(rsa, ",\"alg\":\"RS1\""), Jwk(rsa, ",\"d\":\"AQAB\""), """{"kty":"oct","k":"AAAA"}""",
        })
            Assert.Equal("policy.key", BundleKey.Read("k", null, text).Refusal?.Code);
        Assert.False(BundleKey.Read("k", null, rsa.ExportRSAPublicKeyPem()).IsRefused);
    }

    private static string Jwk(RSA key, string more)
    {
        var parameters = key.ExportParameters(false);
        return $$"""{"kty":"RSA","n":"{{Base64Url.EncodeToString(parameters.Modulus)}}","e":"{{Base64Url.EncodeToString(parameters.Exponent)}}"{{more}}}""";
    }
}
