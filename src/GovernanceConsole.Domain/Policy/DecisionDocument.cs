using System.Text.Json.Nodes;

namespace GovernanceConsole.Domain.Policy;

/// <summary>
/// A stored decision read back: what was decided, with what terms, by which bundle. The bytes are ours and were canonical when written, so anything unexpected in them throws.
/// </summary>
public sealed record DecisionDocument(
    Effect Effect, Risk Risk, IReadOnlyList<string> Reasons, IReadOnlyList<string> Rules, IReadOnlyList<GrantTerm> Grants, int TtlSeconds, Requirement Requirement, string BundleDigest, string PolicyVersion)
{
    /// <summary>What was done along with it.</summary>
    public IReadOnlyList<Obligation> Obligations { get; init; } = [];

    public static DecisionDocument Read(byte[] document)
    {
        var json = JsonNode.Parse(document)!;
        var decision = json["decision"]!;
        var policy = json["policy"]!;
        return new DecisionDocument(
            (string?)decision["effect"] switch { "allow" => Effect.Allow, "deny" => Effect.Deny, _ => Effect.Escalate },
            SafetyNet.ReadRisk((string)decision["risk"]!),
            Texts(decision["reasons"]),
            Texts(policy["rules"]),
            [.. (decision["grants"] as JsonArray ?? []).Select(g => new GrantTerm((string)g!["permission"]!, (int)g["ttl_seconds"]!))],
            (int?)decision["ttl_seconds"] ?? 0,
            Requirement.Read(decision["require"]),
            (string)policy["bundle_digest"]!,
            (string)policy["version"]!)
        { Obligations = Obligation.Read(decision["obligations"]) };
    }

    private static List<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(t => (string)t!)];
}
