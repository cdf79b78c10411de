using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Features.Intents;

/// <summary>An intent as an agent sees it (<c>api.md</c>, Intents): state, outcome of the closed list, and the grant while there is one.</summary>
internal static class IntentView
{
    public static JsonObject Of(Intent intent, Grant? grant) => new()
    {
        ["id"] = intent.Id,
        ["version"] = intent.Version,
        ["status"] = Name(intent.Status),
        ["held"] = intent.Held,
        ["digest"] = intent.Digest,
        ["expires_at"] = DisplayZone.Record(intent.ExpiresAt),
        ["outcome"] = new JsonObject
        {
            ["code"] = intent.OutcomeCode,
            ["message"] = intent.OutcomeMessage ?? OutcomeCodes.Message(intent.OutcomeCode),
            ["retry"] = OutcomeCodes.Retry(intent.OutcomeCode),
        },
        ["grant"] = grant is null ? null : new JsonObject
        {
            ["id"] = grant.Id,
            ["expires_at"] = DisplayZone.Record(grant.ExpiresAt),
            ["permissions"] = JsonNode.Parse(grant.Permissions),
            ["constraints"] = JsonNode.Parse(grant.Constraints),
            ["acr"] = grant.Acr,
        },
    };

    public static string Name(IntentStatus status) => status.ToString().ToLowerInvariant();
}
