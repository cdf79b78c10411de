using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Evidence;

/// <summary>What a receipt's checks need of the policy decision document (decision document §9). Null where it cannot be read.</summary>
internal sealed record DecisionFacts(string IntentDigest, string BundleDigest, string Effect, int? TtlSeconds, IReadOnlyList<string> Permissions, Requirement? Requirement)
{
    public static DecisionFacts? Read(byte[] document) => Canonical.Read(document) is not { } root || root["decision"] is not JsonObject decision ? null : new DecisionFacts(
        Canonical.Text(root["intent_digest"]) ?? "",
        Canonical.Text((root["policy"] as JsonObject)?["bundle_digest"]) ?? "",
        Canonical.Text(decision["effect"]) ?? "",
        Canonical.Integer(decision["ttl_seconds"]),
        [.. (decision["grants"] as JsonArray ?? []).OfType<JsonObject>().Select(grant => Canonical.Text(grant["permission"]) ?? "")],
        Requires(decision["require"]));

    private static Requirement? Requires(JsonNode? node)
    {
        try
        {
            return node is null ? null : Policy.Requirement.Read(node);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

/// <summary>JSON whose bytes are exactly its canonical form (RFC 8785). Anything else is null here: two spellings of one thing have no place in evidence.</summary>
internal static class Canonical
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    public static JsonObject? Read(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return CanonicalJson.Write(document.RootElement).AsSpan().SequenceEqual(bytes) ? JsonNode.Parse(bytes) as JsonObject : null;
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static int? Integer(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}
