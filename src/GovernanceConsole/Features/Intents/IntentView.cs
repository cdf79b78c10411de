using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Features.Episodes;

namespace GovernanceConsole.Features.Intents;

/// <summary>An intent as an agent sees it (<c>api.md</c>, Intents): state, outcome of the closed list, and the grant while there is one.</summary>
internal static class IntentView
{
    public static JsonObject Of(Intent intent, Grant? grant)
    {
        // What is held waits for a release, not for a signature; both at once would be the agent's to guess.
        var code = intent.Held ? OutcomeCodes.Held : intent.OutcomeCode;
        return Of(intent, grant, code, intent.Held ? null : intent.OutcomeMessage);
    }

    private static JsonObject Of(Intent intent, Grant? grant, string code, string? message) => new()
    {
        ["id"] = intent.Id,
        ["version"] = intent.Version,
        ["status"] = Name(intent.Status),
        ["held"] = intent.Held,
        ["digest"] = intent.Digest,
        ["expires_at"] = DisplayZone.Record(intent.ExpiresAt),
        ["outcome"] = new JsonObject
        {
            ["code"] = code,
            ["message"] = message ?? OutcomeCodes.Message(code),
            ["retry"] = OutcomeCodes.Retry(code),
        },
        ["grant"] = grant is null ? null : Of(grant),
    };

    private static JsonObject Of(Grant grant)
    {
        var view = new JsonObject
        {
            ["id"] = grant.Id,
            ["expires_at"] = DisplayZone.Record(grant.ExpiresAt),
            ["permissions"] = JsonNode.Parse(grant.Permissions),
            ["constraints"] = JsonNode.Parse(grant.Constraints),
            ["acr"] = grant.Acr,
        };
        if (grant.EpisodeId is { } episode)
            view[UnderEpisode.Tag] = new JsonObject { ["episode"] = episode, ["drill"] = grant.Drill == true };
        return view;
    }

    public static string Name(IntentStatus status) => status.ToString().ToLowerInvariant();
}
