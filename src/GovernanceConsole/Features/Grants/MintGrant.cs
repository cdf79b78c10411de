using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Evidence;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Episodes;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Features.Grants;

/// <summary>
/// Makes the grant of an intent that has just become granted, in the act that made it so. Lives for the policy's time, until the agent's deadline, or until the end of the episode it is under, whichever is earliest.
/// </summary>
internal sealed class MintGrant
{
    public Grant Handle(Act act, Intent intent, IReadOnlyList<GrantTerm> terms, int ttlSeconds, int approvals, Control control, string constraints = Domain.Intents.Constraints.None, UnderEpisode? under = null)
    {
        // The last line before power is given: whatever led here, a drill ends without it.
        if (intent.IsDrill)
            throw new InvalidOperationException("A drill is never granted.");
        var until = act.Now.AddSeconds(ttlSeconds);
        if (intent.Deadline is { } deadline && deadline < until)
            until = deadline;
        if (under?.EndsAt < until)
            until = under.EndsAt;
        var permissions = new JsonArray([.. terms.Select(t => (JsonNode)t.Permission)]);
        var grant = new Grant
        {
            Id = act.Ids.New(Ids.Grant),
            IntentId = intent.Id,
            AgentId = intent.AgentId,
            Audience = intent.Tool,
            MintedAt = act.Now,
            ExpiresAt = until,
            Permissions = permissions.ToJsonString(JsonSerializerOptions.Default),
            Constraints = constraints,
            Acr = Acr.Of(approvals, control),
            EpisodeId = under?.EpisodeId,
            Drill = under?.Drill,
        };
        intent.ExpiresAt = until;
        act.Insert(grant);
        act.Audit(AuditTypes.GrantMinted, grant.Id, UnderEpisode.Tagged(under?.EpisodeId, new() { ["intent"] = intent.Id, ["acr"] = grant.Acr }),
            new JsonObject { ["permissions"] = permissions.DeepClone(), ["constraints"] = JsonNode.Parse(constraints), ["expires_at"] = DisplayZone.Record(until) },
            new Dictionary<string, string> { [ReceiptGrant.GrantDigest] = ReceiptGrant.Of(grant).TermsDigest(intent.Id, intent.AgentId) }, by: Actor.Console);
        return grant;
    }
}
