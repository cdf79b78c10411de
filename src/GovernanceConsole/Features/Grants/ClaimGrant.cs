using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Episodes;
using GovernanceConsole.Features.Stops;
using GovernanceConsole.Features.Tokens;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Grants;

/// <summary>
/// Exchanges a grant for an action token, as often as asked while the grant is unredeemed. The grant names the one token that is alive, and naming a new one is a conditional update that must hit one row: so
/// each new token ends the one before, and of two claims at once one fails. Whether the agent may still do this, and whether every approval still verifies, is asked inside the act; what
/// policy says by now is asked when the grant is redeemed, which is when it counts.
/// </summary>
internal sealed class ClaimGrant(Work work, IssuedTokens tokens, Place place, IOptions<TokensOptions> options)
{
    /// <param name="agentId">The authenticated agent.</param>
    /// <param name="intentId">What it says it was granted.</param>
    /// <param name="target">The audience it asked for, if it named one: must be the intent's tool (RFC 8707 §2).</param>
    /// <param name="subjectTokenEndsAt">End of the console token it came with; the action token does not outlive it.</param>
    /// <param name="cancel">Counts until the act begins.</param>
    public async Task<Outcome<TokenAnswer>> Handle(string agentId, string intentId, string? target, DateTime subjectTokenEndsAt, CancellationToken cancel)
    {
        var claimed = await work.Do<Claimed>(Actor.Agent(agentId), async act =>
        {
            var agent = await act.Db.Agents.AsNoTracking().SingleOrDefaultAsync(a => a.Id == agentId);
            if (agent is null || !agent.IsActive)
                return TokenRefusals.InvalidClient;
            var intent = await act.Db.Intents.AsNoTracking().SingleOrDefaultAsync(i => i.Id == intentId);
            var grant = await act.Db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.IntentId == intentId);
            var isServed = intent is not null && await act.Db.PointAudiences.AnyAsync(a => a.Audience == intent.Tool
                && act.Db.Points.Any(p => p.Id == a.PointId && p.SuspendedAt == null));
            var ownerIsActive = await act.Db.People.AnyAsync(p => p.Id == agent.OwnerId && p.SuspendedAt == null);
            var ends = ClaimRules.MayClaim(agent, intent, grant, isServed && ownerIsActive, options.Value.ActionTokenSeconds, subjectTokenEndsAt, act.Now);
            if (ends.IsRefused)
                return ends.Refusal;
            if ((await act.Kept(StopsNow.Read)).Barring(StopSubject.Of(agent, intent!)) is not null)
                return ClaimRefusals.Stopped;
            if (!await UnderEpisode.StillCovers(act, grant!, agent))
                return ClaimRefusals.EpisodeOver;
            if (target is not null && target != grant!.Audience)
                return TokenRefusals.InvalidTarget;
            if (await StandingApprovals.Of(act, intent!, grant!, place) is null)
                return ClaimRefusals.NoLongerAllowed;

            var tokenId = act.Ids.New(Ids.Token);
            var before = grant!.CurrentTokenId;
            var hit = await act.Db.Grants
                .Where(g => g.Id == grant.Id && g.CurrentTokenId == before && g.RedeemedAt == null && g.RevokedAt == null)
                .ExecuteUpdateAsync(g => g.SetProperty(x => x.CurrentTokenId, tokenId).SetProperty(x => x.TokenExpiresAt, ends.Value));
            if (hit != 1)
                return ClaimRefusals.Raced;
            act.Audit(AuditTypes.GrantClaimed, grant.Id, UnderEpisode.Tagged(grant.EpisodeId, new() { ["intent"] = intentId, ["token"] = tokenId }));
            return new Claimed(intent!, grant, tokenId, agent.TokenEpoch, act.Now, ends.Value);
        }, cancel);
        return claimed.IsRefused ? claimed.Refusal : Answer(claimed.Value);
    }

    private TokenAnswer Answer(Claimed claimed)
    {
        var (intent, grant, tokenId, epoch, now, ends) = claimed;
        var claims = new JsonObject
        {
            ["sub"] = grant.AgentId,
            ["client_id"] = grant.AgentId,
            ["aud"] = grant.Audience,
            ["exp"] = IssuedTokens.Seconds(ends),
            ["jti"] = tokenId,
            ["txn"] = intent.Id,
            ["acr"] = grant.Acr,
            ["act"] = new JsonObject { ["sub"] = grant.AgentId, ["sub_profile"] = "ai_agent" },
            ["authorization_details"] = Details(intent, grant),
            ["epoch"] = epoch,
        };
        // Nobody signed this action, and the acr says so; what stands behind it is named beside.
        if (grant.EpisodeId is { } episode)
            claims[UnderEpisode.Tag] = episode;
        var token = tokens.Write(claims, now);
        return new TokenAnswer(token, IssuedTokens.Seconds(ends) - IssuedTokens.Seconds(now), AuthorizationDetails: Details(intent, grant), IssuedTokenType: TokenTypes.AccessToken);
    }

    private static JsonArray Details(Intent intent, Grant grant) =>
    [
        new JsonObject
        {
            ["type"] = TokenTypes.IntentDetails,
            ["intent_id"] = intent.Id,
            ["intent_digest"] = intent.Digest,
            ["grant_id"] = grant.Id,
            ["permissions"] = JsonNode.Parse(grant.Permissions),
            ["constraints"] = JsonNode.Parse(grant.Constraints),
        },
    ];

    private sealed record Claimed(Intent Intent, Grant Grant, string TokenId, int Epoch, DateTime Now, DateTime EndsAt);
}
