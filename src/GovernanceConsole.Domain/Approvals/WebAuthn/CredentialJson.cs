using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace GovernanceConsole.Domain.Approvals.WebAuthn;

/// <summary>Reads the members of a credential as JSON (WebAuthn L3 §5.1.8). What is missing or misspelt is null; nothing here throws.</summary>
internal readonly struct CredentialJson(JsonElement root)
{
    private const int MaxLength = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public static bool TryOpen(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out JsonDocument? document)
    {
        document = null;
        if (json.Length > MaxLength)
            return false;
        try
        {
            document = JsonDocument.Parse(json, Strict);
        }
        catch (JsonException)
        {
            return false;
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return true;
        document.Dispose();
        document = null;
        return false;
    }

    /// <summary>The credential id, when the type is <c>public-key</c> and <c>id</c> and <c>rawId</c> agree.</summary>
    public byte[]? Id
    {
        get
        {
            var id = Text(root, "id");
            return Text(root, "type") == "public-key" && Text(root, "rawId") == id ? Base64UrlText.Decode(id) : null;
        }
    }

    /// <summary>A base64url member of <c>response</c>.</summary>
    public byte[]? Bytes(string name) => Base64UrlText.Decode(Text(Response, name));

    /// <summary>The same where absence and null are fine; false when it is there and not readable.</summary>
    public bool OptionalBytes(string name, out byte[]? value)
    {
        value = null;
        if (!Response.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null)
            return true;
        value = Bytes(name);
        return value is not null;
    }

    /// <summary>The short strings of an array of <c>response</c>; whatever else stands in it is left out.</summary>
    public IReadOnlyList<string> Words(string name)
    {
        if (!Response.TryGetProperty(name, out var member) || member.ValueKind != JsonValueKind.Array)
            return [];
        return [.. member.EnumerateArray().Take(16).Select(Word).OfType<string>().Where(word => word.Length is > 0 and <= 32)];
    }

    private JsonElement Response =>
        root.TryGetProperty("response", out var member) && member.ValueKind == JsonValueKind.Object ? member : Empty;

    private static string? Text(JsonElement parent, string name) => parent.TryGetProperty(name, out var member) ? Word(member) : null;

    private static string? Word(JsonElement member)
    {
        try
        {
            return member.ValueKind == JsonValueKind.String ? member.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate parses and cannot be read.
            return null;
        }
    }

    private static readonly JsonElement Empty = JsonElement.Parse("{}");
}
