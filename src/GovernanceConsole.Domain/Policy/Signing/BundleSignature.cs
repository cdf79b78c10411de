using System.Text;
using System.Text.Json;
using GovernanceConsole.Domain.Approvals.WebAuthn;

namespace GovernanceConsole.Domain.Policy.Signing;

/// <summary>
/// Verifies the signature OPA puts into a bundle: <c>.signatures.json</c> with one JWS in compact form (RFC 7515 §7.1), whose payload lists name, digest and algorithm of every file. Holds only when a configured key
/// signed it, for the scope that key is for, and list and files name each other exactly; whatever else is the case is refused with a sentence.
/// </summary>
public static class BundleSignature
{
    /// <summary>The file at the bundle's root. It is the one file the list does not name.</summary>
    public const string Path = ".signatures.json";

    /// <summary>Characters of a JWS that lists as many files as a bundle may have.</summary>
    private const int Longest = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 12, AllowDuplicateProperties = false };

    /// <summary>The id of the key that signed.</summary>
    /// <param name="signatures">The bytes of <see cref="Path"/>.</param>
    /// <param name="files">Every other file of the bundle, also those the console has no use for.</param>
    /// <param name="keys">The keys that count.</param>
    public static Outcome<string> Verify(byte[] signatures, IReadOnlyDictionary<string, byte[]> files, IReadOnlyCollection<BundleKey> keys)
    {
        try
        {
            using var config = JsonDocument.Parse(signatures, Strict);
            return Token(config.RootElement, out var token) is { } wrong ? Refused(wrong) : Verify(token, files, keys);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException)
        {
            return Refused($"It cannot be read: {fault.Message}");
        }
    }

    private static Outcome<string> Verify(string token, IReadOnlyDictionary<string, byte[]> files, IReadOnlyCollection<BundleKey> keys)
    {
        var parts = token.Split('.');
        if (token.Length > Longest || parts.Length != 3 || Base64UrlText.Decode(parts[0]) is not { } head || Base64UrlText.Decode(parts[1]) is not { } body || Base64UrlText.Decode(parts[2]) is not { } signature)
            return Refused("Its entry is no JWS in compact form.");
        using var header = JsonDocument.Parse(head, Strict);
        using var payload = JsonDocument.Parse(body, Strict);
        // RFC 7515 §4.1.11: nothing a header calls critical is known here, b64 among it.
        if (header.RootElement.TryGetProperty("crit", out _))
            return Refused("Its header names extensions that must be understood, and this console knows none.");
        var (named, claimed) = (Text(header.RootElement, "kid"), Text(payload.RootElement, "keyid"));
        if ((named ?? claimed) is not { Length: > 0 } keyId)
            return Refused("It does not say which key it was made with (kid).");
        if (named is not null && claimed is not null && named != claimed)
            return Refused($"Its header says it was made with the key '{named}', its payload says '{claimed}'.");
        if (keys.FirstOrDefault(key => key.Id == keyId) is not { } key)
            return Refused($"It was made with the key '{keyId}', which is not among Policy:BundleKeys.");
        if (!key.Verifies(Text(header.RootElement, "alg") ?? "", Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature))
            return Refused($"It is not by the key '{keyId}', or its algorithm '{Text(header.RootElement, "alg")}' is not one that key is for.");
        var scope = Text(payload.RootElement, "scope") ?? "";
        if (scope != key.Scope)
            return Refused($"Its scope is '{scope}', and the key '{keyId}' signs for '{key.Scope}'.");
        return Differs(payload.RootElement, files) is { } difference ? Refused(difference) : keyId;
    }

    private static string? Token(JsonElement config, out string token)
    {
        token = "";
        if (config.ValueKind != JsonValueKind.Object || !config.TryGetProperty("signatures", out var entries) || entries.ValueKind != JsonValueKind.Array)
            return "It is no object with the member 'signatures', a list.";
        if (config.TryGetProperty("plugin", out var plugin) && plugin is not { ValueKind: JsonValueKind.String } || plugin.ValueKind == JsonValueKind.String && plugin.GetString() is not ("" or "_default"))
            return "It was made by a signing plug-in, and this console has none.";
        if (entries.GetArrayLength() != 1 || entries[0].ValueKind != JsonValueKind.String)
            return $"It holds {entries.GetArrayLength()} entries. Exactly one signature is expected.";
        token = entries[0].GetString()!;
        return null;
    }

    /// <summary>The first difference between what was signed and what is there; null when there is none.</summary>
    private static string? Differs(JsonElement payload, IReadOnlyDictionary<string, byte[]> files)
    {
        if (!payload.TryGetProperty("files", out var list) || list.ValueKind != JsonValueKind.Array)
            return "It lists no files.";
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in list.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object || Text(entry, "name") is not { } name || Text(entry, "hash") is not { } hash || Text(entry, "algorithm") is not { } algorithm)
                return "It lists a file without name, hash and algorithm.";
            if (!listed.Add(name))
                return $"It lists '{name}' twice.";
            if (!files.TryGetValue(name, out var bytes))
                return $"It lists '{name}', which is not there.";
            if (Digest(name, bytes, algorithm, out var found) is { } wrong)
                return wrong;
            if (!string.Equals(found, hash, StringComparison.OrdinalIgnoreCase))
                return $"'{name}' is not the file that was signed: its {algorithm} differs.";
        }
        return files.Keys.FirstOrDefault(path => !listed.Contains(path)) is { } extra ? $"'{extra}' is there, and the signature does not list it." : null;
    }

    private static string? Digest(string name, byte[] bytes, string algorithm, out string digest)
    {
        digest = "";
        try
        {
            if (StructuredHash.Of(name, bytes, algorithm) is not { } hash)
                return $"'{name}' is signed with the digest '{algorithm}'. SHA-256, SHA-384 and SHA-512 are taken.";
            digest = Convert.ToHexStringLower(hash);
            return null;
        }
        catch (FormatException fault)
        {
            return $"'{name}' cannot be read: {fault.Message}";
        }
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Refusal Refused(string why) => PolicyRefusals.Signature.At(new FieldError("/" + Path, why));
}
