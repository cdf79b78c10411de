using System.Security.Cryptography;
using GovernanceConsole.Domain.Agents;

namespace GovernanceConsole.Domain.Tests.Agents;

public sealed class PublicJwkTests
{
    /// <summary>The EC key of RFC 7517 appendix A.1.</summary>
    private const string X = "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4";
    private const string Y = "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM";

    [Fact]
    public void PublicKeyOfTheRfc_IsRead_WithItsKnownThumbprint()
    {
        var jwk = PublicJwk.Read($$"""{"kty":"EC","crv":"P-256","x":"{{X}}","y":"{{Y}}","use":"sig","kid":"1"}""");

        Assert.Equal("cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s", jwk.Value.Thumbprint);
        Assert.Equal($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""", jwk.Value.Json);
    }

    [Fact]
    public void SetOfOne_IsRead() => Assert.Equal(X, PublicJwk.Read($$"""{"keys":[{"kty":"EC","crv":"P-256","x":"{{X}}","y":"{{Y}}"}]}""").Value.X);

    [Fact]
    public void KeyAtHand_ReadsAsItself()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Equal(PublicJwk.Of(key), PublicJwk.Read(PublicJwk.Of(key).Json).Value);
    }

    [Fact]
    public void PemOfAP256Key_IsRead_AndNoOther()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);

        Assert.Equal(PublicJwk.Of(key), PublicJwk.Read(key.ExportSubjectPublicKeyInfoPem()).Value);
        Assert.True(PublicJwk.Read(other.ExportSubjectPublicKeyInfoPem()).IsRefused);
        Assert.True(PublicJwk.Read(rsa.ExportSubjectPublicKeyInfoPem()).IsRefused);
    }

    [Theory]
    [InlineData("d")]
    [InlineData("k")]
    [InlineData("p")]
    public void PrivateMember_IsNamedAsAPrivateKey(string member)
    {
        var read = PublicJwk.Read($$"""{"kty":"EC","crv":"P-256","x":"{{X}}","y":"{{Y}}","{{member}}":"AAAA"}""");

        Assert.Equal(AgentRefusals.PrivateKey.Message, read.Refusal!.Message);
        Assert.Equal("/public_jwk", Assert.Single(read.Refusal.Errors!).Pointer);
    }

    [Fact]
    public void PrivatePem_IsNamedAsAPrivateKey() =>
        Assert.Equal(AgentRefusals.PrivateKey.Message, PublicJwk.Read("-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----").Refusal!.Message);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{}")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"kty":"oct","k":"AAAA"}""")]
    [InlineData("""{"kty":"RSA","n":"AQAB","e":"AQAB"}""")]
    [InlineData("""{"kty":"EC","crv":"P-384","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4=","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM="}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","y":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","alg":"ES384","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","use":"enc","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}""")]
    [InlineData("-----BEGIN PUBLIC KEY-----")]
    public void AnythingElse_IsRefusedWithThePointer(string text)
    {
        var read = PublicJwk.Read(text);

        Assert.True(read.IsRefused);
        Assert.Equal("/public_jwk", Assert.Single(read.Refusal!.Errors!).Pointer);
    }
}
