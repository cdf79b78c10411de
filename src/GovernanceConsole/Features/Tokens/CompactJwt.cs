using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GovernanceConsole.Features.Tokens;

/// <summary>
/// A JWS in compact form (RFC 7515 §7.1), read before it is believed: three segments of canonical base64url, JSON objects without a name twice, <c>alg</c> ES256 and no header but
/// <c>alg</c>, <c>typ</c> and <c>kid</c> (RFC 8725 §3.1, §3.10: nothing in a token chooses its key or its algorithm; <c>crit</c>, <c>jku</c>, <c>jwk</c>, <c>x5u</c>, <c>zip</c>, <c>b64</c> are
/// refused by not being on the list). Encrypted and nested tokens are refused by their shape. The signature is checked by the library.
/// </summary>
internal sealed class CompactJwt
{
    private const int Longest = 8192;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 12, AllowDuplicateProperties = false };

    private static readonly JsonWebTokenHandler Library = new() { MaximumTokenSizeInBytes = Longest };

    private CompactJwt(string text, JsonElement header, JsonElement payload)
    {
        Text = text;
        Type = String(header, "typ");
        KeyId = String(header, "kid");
        Payload = payload;
    }

    public string Text { get; }

    public string? Type { get; }

    public string? KeyId { get; }

    public JsonElement Payload { get; }

    /// <summary>False for whatever is not exactly such a token.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out CompactJwt? jwt)
    {
        jwt = null;
        if (text is not { Length: > 0 and <= Longest })
            return false;
        var segments = text.Split('.');
        if (segments.Length != 3 || Json(segments[0]) is not { } header || Json(segments[1]) is not { } payload || Bytes(segments[2]) is not { Length: 64 })
            return false;
        if (String(header, "alg") != SecurityAlgorithms.EcdsaSha256)
            return false;
        foreach (var member in header.EnumerateObject())
            if (member.Name is not ("alg" or "typ" or "kid") || member.Value.ValueKind != JsonValueKind.String)
                return false;
        jwt = new CompactJwt(text, header, payload);
        return true;
    }

    /// <summary>True when the signature is by that key. Says nothing about claims.</summary>
    public async Task<bool> IsSignedBy(SecurityKey key)
    {
        var result = await Library.ValidateTokenAsync(Text, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            RequireSignedTokens = true,
            TryAllIssuerSigningKeys = true,
            // Claims are checked by the callers, with the console's own clock.
            RequireExpirationTime = false,
            ValidateLifetime = false,
            ValidateAudience = false,
            ValidateIssuer = false,
        });
        return result.IsValid;
    }

    /// <summary>The claim when it is a string, else null.</summary>
    public string? String(string name) => String(Payload, name);

    /// <summary>The claim as an instant (RFC 7519 §2 NumericDate), else null. Parts of a second are cut.</summary>
    public DateTime? Instant(string name) =>
        Payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is > 0 and < 253_402_300_799
            ? DateTime.UnixEpoch.AddSeconds(Math.Floor(seconds))
            : null;

    /// <summary>False when the claim is there and is no instant: a date that cannot be read is not a date that does not matter.</summary>
    public bool IsInstantOrAbsent(string name) => !Payload.TryGetProperty(name, out _) || Instant(name) is not null;

    private static string? String(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement? Json(string segment)
    {
        if (Bytes(segment) is not { } bytes)
            return null;
        try
        {
            // Decoding and encoding again refuses bytes that are no UTF-8 and strings with lone surrogates before anything reads them.
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object && Encoding.UTF8.GetString(bytes) is { } read && !read.Contains('\uFFFD', StringComparison.Ordinal)
                ? document.RootElement.Clone()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Bytes(string segment)
    {
        if (segment.Length == 0 || segment.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) || !Base64Url.IsValid(segment))
            return null;
        var bytes = Base64Url.DecodeFromChars(segment);
        return Base64Url.EncodeToString(bytes) == segment ? bytes : null;
    }
}
