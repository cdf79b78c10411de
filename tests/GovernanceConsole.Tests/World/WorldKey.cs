using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GovernanceConsole.Tests.World;

/// <summary>A client's ES256 key, made for one test.</summary>
internal sealed class WorldKey : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string PublicJwk
    {
        get
        {
            var at = _key.ExportParameters(false).Q;
            return new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64UrlEncoder.Encode(at.X), ["y"] = Base64UrlEncoder.Encode(at.Y) }.ToJsonString();
        }
    }

    /// <summary>A client assertion (RFC 7523) of these claims.</summary>
    public string Sign(JsonObject claims, string? type = null)
    {
        var credentials = new SigningCredentials(new ECDsaSecurityKey(_key) { CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } }, SecurityAlgorithms.EcdsaSha256);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(claims.ToJsonString(), credentials, new Dictionary<string, object> { ["typ"] = type ?? "JWT" });
    }

    public void Dispose() => _key.Dispose();
}
