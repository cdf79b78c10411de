using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Features.Intents;

/// <summary>Builds what a policy is asked with, the same at declaration and at redemption.</summary>
internal static class PolicyInputs
{
    public static PolicyInput Of(string intentId, DeclaredIntent intent, Agent agent, Facts facts) => new(
        intent.Type.Id,
        new JsonObject
        {
            ["id"] = intentId,
            ["type"] = intent.Type.Id,
            ["tool"] = intent.Tool,
            ["parameters"] = JsonNode.Parse(intent.Parameters.GetRawText()),
            ["changes"] = new JsonArray([.. intent.Changes.Select(c => (JsonNode)new JsonObject
            {
                ["target"] = c.Target,
                ["before"] = c.Before is { } before ? JsonNode.Parse(before.GetRawText()) : null,
                ["after"] = c.After is { } after ? JsonNode.Parse(after.GetRawText()) : null,
            })]),
            ["digest"] = intent.Digest,
            ["typed"] = intent.TypedJson(),
        },
        new JsonObject
        {
            ["id"] = agent.Id,
            ["name"] = agent.Name,
            ["owner"] = agent.OwnerId,
            ["environment"] = agent.Environment,
            ["risk_tier"] = SafetyNet.Name(agent.RiskTier),
            ["status"] = agent.IsActive ? "active" : "suspended",
        },
        facts,
        facts.AsOf);
}
