using System.Security.Cryptography;
using System.Text.Json;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Approvals.WebAuthn;

namespace GovernanceConsole.Domain.Policy.Signing;

/// <summary>
/// A public key bundles are signed with, under the id a signature names it by. The kind of key alone says which algorithms it verifies: ES256 for EC on P-256, RS256 and PS256 for RSA of at least 2048 bits, one of them
/// where a JWK says which (RFC 8725 §3.1). Reading refuses private keys and every other kind.
/// </summary>
public sealed class BundleKey
{
    private const int LeastRsaBits = 2048;

    private static readonly string[] Secret = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    private readonly byte[] _info;
    private readonly string[] _algorithms;

    private BundleKey(string id, string scope, byte[] info, params string[] algorithms) => (Id, Scope, _info, _algorithms) = (id, scope, info, algorithms);

    public string Id { get; }

    /// <summary>The scope a signature by this key must carry; empty for one without.</summary>
    public string Scope { get; }

    /// <param name="id">Its name in signatures.</param>
    /// <param name="scope">Null and empty mean the same.</param>
    /// <param name="text">A public key in PEM (RFC 7468 §13), or a JWK (RFC 7517).</param>
    public static Outcome<BundleKey> Read(string id, string? scope, string text)
    {
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
            return Wrong("It holds a private key. Configure its public half, and take the private one away from here.");
        try
        {
            return text.TrimStart().StartsWith('{') ? OfJwk(id, scope ?? "", text) : text.Contains("-----BEGIN", StringComparison.Ordinal) ? OfPem(id, scope ?? "", text) : Wrong("It is neither a public key in PEM nor a JWK.");
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException or JsonException)
        {
            return Wrong("It cannot be read as a public key.");
        }
    }

    /// <summary>True when the signature is by this key, with an algorithm the key is for.</summary>
    public bool Verifies(string algorithm, byte[] signed, byte[] signature)
    {
        if (!_algorithms.Contains(algorithm))
            return false;
        if (algorithm == "ES256")
        {
            using var curve = ECDsa.Create();
            curve.ImportSubjectPublicKeyInfo(_info, out _);
            return signature.Length == 64 && curve.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(_info, out _);
        return rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
    }

    private static Outcome<BundleKey> OfPem(string id, string scope, string pem)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
        }
        catch (Exception other) when (other is CryptographicException or ArgumentException)
        {
            using var curve = ECDsa.Create();
            curve.ImportFromPem(pem);
            return OfCurve(id, scope, PublicJwk.Read(curve.ExportSubjectPublicKeyInfoPem()));
        }
        return OfRsa(id, scope, rsa, null);
    }

    private static Outcome<BundleKey> OfJwk(string id, string scope, string text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 4, AllowDuplicateProperties = false });
        var jwk = document.RootElement;
        if (Secret.Any(name => jwk.TryGetProperty(name, out _)))
            return Wrong("It holds a private key. Configure its public half, and take the private one away from here.");
        if (Text(jwk, "kty") != "RSA")
            return OfCurve(id, scope, PublicJwk.Read(text));
        if (Base64UrlText.Decode(Text(jwk, "n")) is not { } modulus || Base64UrlText.Decode(Text(jwk, "e")) is not { } exponent)
            return Wrong("n and e must be base64url without padding.");
        using var rsa = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
        return OfRsa(id, scope, rsa, Text(jwk, "alg"));
    }

    private static Outcome<BundleKey> OfCurve(string id, string scope, Outcome<PublicJwk> jwk)
    {
        if (jwk.IsRefused)
            return Wrong(jwk.Refusal.Errors is [var error, ..] ? error.Message : jwk.Refusal.Message);
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Base64UrlText.Decode(jwk.Value.X), Y = Base64UrlText.Decode(jwk.Value.Y) } });
        return new BundleKey(id, scope, key.ExportSubjectPublicKeyInfo(), "ES256");
    }

    private static Outcome<BundleKey> OfRsa(string id, string scope, RSA key, string? algorithm) =>
        key.KeySize < LeastRsaBits ? Wrong($"An RSA key must have at least {LeastRsaBits} bits.")
        : algorithm is not (null or "RS256" or "PS256") ? Wrong("Says it is for another algorithm than RS256 and PS256.")
        : new BundleKey(id, scope, key.ExportSubjectPublicKeyInfo(), algorithm is null ? ["RS256", "PS256"] : [algorithm]);

    private static string? Text(JsonElement jwk, string name) => jwk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Refusal Wrong(string message) => PolicyRefusals.Key with { Message = message };
}
