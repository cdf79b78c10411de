using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GovernanceConsole.Domain.Agents;

/// <summary>
/// A client's public key: EC, P-256, public members only (RFC 7517, RFC 7518 §6.2.1), kept as its four required members. Read strictly: a private or symmetric member, another
/// curve, a point that is not on the curve or a name twice is refused, and a private key is named as such so that nobody goes on using it.
/// </summary>
public sealed record PublicJwk(string X, string Y)
{
    private const int CoordinateBytes = 32;

    private const string P256 = "1.2.840.10045.3.1.7";

    private static readonly string[] Secret = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    /// <summary>The four required members in the order of RFC 7638 §3.2: what is stored, and what the thumbprint is taken of.</summary>
    public string Json => $$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""";

    /// <summary>RFC 7638 with SHA-256, base64url.</summary>
    public string Thumbprint => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Json)));

    /// <summary>The public half of a key at hand.</summary>
    public static PublicJwk Of(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new PublicJwk(Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
    }

    /// <summary>A JWK, a JWK Set that holds exactly one, or a public key in PEM (RFC 7468 §13).</summary>
    public static Outcome<PublicJwk> Read(string text)
    {
        if (text.Length > 4000)
            return Wrong("Longer than a JWK of one P-256 key is.");
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
            return LooksPrivate;
        if (text.Contains("-----BEGIN PUBLIC KEY-----", StringComparison.Ordinal))
            return ReadPem(text);
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            var jwk = document.RootElement;
            if (jwk.ValueKind == JsonValueKind.Object && jwk.TryGetProperty("keys", out var keys))
            {
                if (keys.ValueKind != JsonValueKind.Array || keys.GetArrayLength() != 1)
                    return Wrong("A JWK Set must hold exactly one key here.");
                jwk = keys[0];
            }

            return jwk.ValueKind == JsonValueKind.Object ? ReadMembers(jwk) : Wrong("Must be a JSON object: {\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"…\",\"y\":\"…\"}.");
        }
        catch (JsonException)
        {
            return Wrong("Is not JSON. Paste the public JWK, from { to }.");
        }
    }

    private static Outcome<PublicJwk> ReadPem(string text)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(text);
            return key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256 ? Of(key) : Wrong("Must be an EC key on the curve P-256.");
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException)
        {
            return Wrong("Is no public EC key in PEM.");
        }
    }

    private static Outcome<PublicJwk> ReadMembers(JsonElement jwk)
    {
        if (Secret.Any(name => jwk.TryGetProperty(name, out _)))
            return LooksPrivate;
        if (Text(jwk, "kty") != "EC" || Text(jwk, "crv") != "P-256")
            return Wrong("Must be an EC key on the curve P-256 (kty EC, crv P-256); that is what ES256 signs with.");
        if (jwk.TryGetProperty("alg", out _) && Text(jwk, "alg") != "ES256")
            return Wrong("Says it is for another algorithm than ES256.");
        if (jwk.TryGetProperty("use", out _) && Text(jwk, "use") != "sig")
            return Wrong("Says it is not for signatures.");
        if (Coordinate(jwk, "x") is not { } x || Coordinate(jwk, "y") is not { } y)
            return Wrong("x and y must be 32 bytes each, in base64url without padding.");
        try
        {
            using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
            return Of(key);
        }
        catch (CryptographicException)
        {
            return Wrong("x and y are no point on the curve P-256.");
        }
    }

    private static string? Text(JsonElement jwk, string name) =>
        jwk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[]? Coordinate(JsonElement jwk, string name)
    {
        if (Text(jwk, name) is not { Length: 43 } text || !Base64Url.IsValid(text))
            return null;
        var bytes = Base64Url.DecodeFromChars(text);
        return bytes.Length == CoordinateBytes && Base64Url.EncodeToString(bytes) == text ? bytes : null;
    }

    private static Refusal Wrong(string message) => AgentRefusals.InvalidField.At(new FieldError("/public_jwk", message));

    private static Refusal LooksPrivate => AgentRefusals.PrivateKey.At(new FieldError("/public_jwk", "Holds a private key."));
}
