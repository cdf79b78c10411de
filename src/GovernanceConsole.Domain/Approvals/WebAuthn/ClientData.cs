using System.Text.Json;

namespace GovernanceConsole.Domain.Approvals.WebAuthn;

/// <summary>
/// The client data a browser signs (WebAuthn L3 §5.8.1). Members it does not know are ignored, as the specification wants; a member it knows that is missing, twice, or of another kind makes the
/// whole malformed.
/// </summary>
public sealed record ClientData(string Type, byte[] Challenge, string Origin, bool CrossOrigin, string? TopOrigin)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public static Outcome<ClientData> Read(byte[] json)
    {
        try
        {
            // §7.2 step 8: "UTF-8 decode" drops a byte order mark.
            var text = json.AsMemory(json.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);
            using var document = JsonDocument.Parse(text, Strict);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || Text(root, "type") is not { } type
                || Base64UrlText.Decode(Text(root, "challenge")) is not { } challenge
                || Text(root, "origin") is not { } origin
                || !Flag(root, "crossOrigin", out var crossOrigin)
                || !OptionalText(root, "topOrigin", out var topOrigin))
                return CeremonyRefusals.ClientData;
            return new ClientData(type, challenge, origin, crossOrigin, topOrigin);
        }
        catch (Exception refused) when (refused is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a lone surrogate, found when the string is read.
            return CeremonyRefusals.ClientData;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static bool OptionalText(JsonElement root, string name, out string? value)
    {
        value = Text(root, name);
        return value is not null || !root.TryGetProperty(name, out _);
    }

    private static bool Flag(JsonElement root, string name, out bool value)
    {
        value = root.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.True;
        return value || member.ValueKind is JsonValueKind.False or JsonValueKind.Undefined;
    }
}
