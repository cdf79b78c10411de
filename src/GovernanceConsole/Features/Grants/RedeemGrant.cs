using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Episodes;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.Intents;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Features.Stops;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Grants;

/// <summary>What a point sends before it acts: the token the agent handed it, and the parameters it is about to execute.</summary>
/// <param name="TokenId">The <c>jti</c> of the action token, whose signature, type, issuer and expiry were verified.</param>
internal sealed record RedeemGrantCommand(string GrantId, string IdempotencyKey, string BodyDigest, string? TokenId, JsonElement Parameters);

/// <summary>The answer a point executes, as JSON, and whether it is the stored one of a call before.</summary>
/// <param name="Refused">Set when policy turned to deny: the grant was revoked, which a refused act could not record.</param>
internal sealed record Redemption(JsonObject Answer, bool Replayed, Refusal? Refused = null);

/// <summary>Redeeming was refused because it had been done: when and by whom.</summary>
internal sealed record RedeemedBefore(DateTime At, string By);

/// <summary>
/// Spends a grant, once, in one transaction: no stop in scope, token current, audience served by the caller, nothing expired, revoked or redeemed, agent and owner active, type and tool still allowed, every approval verifying and being the one in the log,
/// parameters equal to the canonical intent's, or within the signed constraints. The active policy decides again: deny revokes, escalate is met by the approvals unless it asks for more, or by the open episode it was granted under; an error refuses. Nothing widens.
/// The same point, key and body again get the stored answer.
/// </summary>
internal sealed class RedeemGrant(Work work, IntentTypes types, DecidePolicy policy, Place place)
{
    public Task<Outcome<Redemption>> Handle(Actor actor, RedeemGrantCommand command, CancellationToken cancel = default) =>
        work.Do<Redemption>(actor, act => Redeem(act, command), cancel);

    private async Task<Outcome<Redemption>> Redeem(Act act, RedeemGrantCommand command)
    {
        var grant = await act.Db.Grants.SingleOrDefaultAsync(g => g.Id == command.GrantId);
        if (act.Actor.Kind != ActorKind.Point || grant is null || !await Serves(act, grant.Audience))
            return GrantsRefusals.NotFound;
        var intent = await act.Db.Intents.SingleAsync(i => i.Id == grant.IntentId);
        var agent = await act.Db.Agents.AsNoTracking().SingleAsync(a => a.Id == grant.AgentId);
        // Before anything else, a stored answer included: whoever asks is about to act.
        if ((await act.Kept(StopsNow.Read)).Barring(StopSubject.Of(agent, intent)) is not null)
            return GrantsRefusals.Stopped;
        if (!await UnderEpisode.StillCovers(act, grant, agent))
            return GrantsRefusals.EpisodeOver;
        if (grant.RedeemedAt is not null)
            return Replay(act, grant, command);
        if (grant.RevokedAt is not null)
            return GrantsRefusals.Revoked;
        if (grant.ExpiresAt <= act.Now)
            return GrantsRefusals.Expired;
        if (command.TokenId is null || command.TokenId != grant.CurrentTokenId || grant.TokenExpiresAt <= act.Now)
            return GrantsRefusals.TokenNotCurrent;

        if (intent.Held || intent.Status != IntentStatus.Granted)
            return GrantsRefusals.Revoked;
        var owner = await act.Db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == agent.OwnerId);
        if (!agent.IsActive || owner is not { SuspendedAt: null })
            return GrantsRefusals.ClientInactive;
        if (!agent.IntentTypes.Contains(intent.Type) || !agent.Tools.Contains(intent.Tool))
            return GrantsRefusals.NoLongerAllowed;
        var recalled = types.Recall(intent.Canonical);
        if (recalled.IsRefused || recalled.Value.Digest != intent.Digest)
            return GrantsRefusals.NoLongerAllowed;
        var body = recalled.Value;
        if (!Constraints.Admit(types, body, Constraints.Stored(grant.Constraints), command.Parameters))
            return GrantsRefusals.ParametersMismatch;
        return await StandingApprovals.Of(act, intent, grant, place) is { } approvals
            ? await DecideAgain(act, grant, intent, body, agent, owner, approvals, command)
            : GrantsRefusals.ApprovalInvalid;
    }

    private async Task<Outcome<Redemption>> DecideAgain(Act act, Grant grant, Intent intent, DeclaredIntent body, Agent agent, Person owner, List<SignedApproval> approvals, RedeemGrantCommand command)
    {
        var facts = await LookUpFacts.Of(act.Db, agent, owner, body, intent.RecipientKey, act.Now);
        var floor = SafetyNet.Max(body.Type.RiskFloor, agent.RiskTier);
        var (verdict, decision) = await policy.Handle(act, intent.Id, intent.Digest, PolicyInputs.Of(intent.Id, body, agent, facts), floor, "redeemed");
        if (verdict.FailedClosed)
            return GrantsRefusals.PolicyFailed;
        if (verdict.Effect == Effect.Deny)
            return await Revoke(act, grant, intent, decision);
        if (verdict.Effect == Effect.Escalate && grant.EpisodeId is null && !await Meet(act, approvals, intent, verdict))
            return GrantsRefusals.PolicyAsksMore;

        var answer = Answer(act, grant, intent, command.Parameters, approvals);
        var spent = await act.Db.Grants.Where(g => g.Id == grant.Id && g.RedeemedAt == null && g.RevokedAt == null && g.CurrentTokenId == command.TokenId)
            .ExecuteUpdateAsync(set => set
                .SetProperty(g => g.RedeemedAt, (DateTime?)act.Now)
                .SetProperty(g => g.RedeemedById, act.Actor.Id)
                .SetProperty(g => g.RedeemKey, command.IdempotencyKey)
                .SetProperty(g => g.RedeemBodyDigest, command.BodyDigest)
                .SetProperty(g => g.RedeemAnswer, answer.ToJsonString(JsonSerializerOptions.Default))
                .SetProperty(g => g.CurrentTokenId, (string?)null));
        if (spent != 1 || !intent.MoveTo(IntentStatus.Redeemed, OutcomeCodes.Redeemed))
            return GrantsRefusals.AlreadyRedeemed;
        act.Audit(AuditTypes.GrantRedeemed, grant.Id, UnderEpisode.Tagged(grant.EpisodeId, new() { ["intent"] = intent.Id, ["agent"] = grant.AgentId, ["evaluation"] = decision.Id }),
            new JsonObject { ["effective"] = JsonNode.Parse(command.Parameters.GetRawText()) },
            new Dictionary<string, string> { ["intent"] = intent.Digest, ["policy"] = decision.BundleDigest });
        act.Signal(Topics.Intent(intent.Id));
        return new Redemption(answer, Replayed: false);
    }

    /// <summary>True when the signatures meet what the policy would ask now, by people who hold role and group now. An older one may have been met with less: then it is asked for more.</summary>
    private static async Task<bool> Meet(Act act, List<SignedApproval> approvals, Intent intent, Verdict verdict)
    {
        var signed = approvals.Select(approval => ApprovalStatement.Parse(approval.Statement).Value.Requirement).ToList();
        if (signed.Any(given => given.Control < verdict.Requirement.Control || !Assurance.Reaches(given.Assurance, verdict.Requirement.Assurance)))
            return false;
        var gate = new ApprovalGate(await ItemAsks.Targets(act.Db, intent, verdict.Escalation), verdict.Requirement, RequesterChain.Nobody);
        return verdict.Requirement.Quorum.IsMet(SeparationOfDuties.SeatsNow(gate, (await act.Kept(Candidates.Read)).At(act.Now), [.. approvals.Select(approval => approval.Cast)]));
    }

    /// <summary>Policy turned to deny: the grant dies, and that is recorded. The refusal travels in the answer, because a refused act would leave nothing.</summary>
    private static async Task<Outcome<Redemption>> Revoke(Act act, Grant grant, Intent intent, PolicyDecision decision)
    {
        intent.MoveTo(IntentStatus.Revoked, OutcomeCodes.Revoked);
        await Ending.Close(act, intent, grant, QueueState.Denied);
        grant.RevokedAt = act.Now;
        act.Audit(AuditTypes.GrantRevoked, grant.Id, new Dictionary<string, string> { ["intent"] = intent.Id, ["evaluation"] = decision.Id }, by: Actor.Console);
        return new Redemption([], Replayed: false, GrantsRefusals.PolicyDenies);
    }

    private static Outcome<Redemption> Replay(Act act, Grant grant, RedeemGrantCommand command)
    {
        if (grant.RedeemedById != act.Actor.Id || grant.RedeemKey != command.IdempotencyKey || grant.RedeemBodyDigest != command.BodyDigest)
            return GrantsRefusals.AlreadyRedeemed.At(new FieldError("/grant", $"Redeemed at {DisplayZone.Record(grant.RedeemedAt!.Value)} by {grant.RedeemedById}."));
        var answer = JsonNode.Parse(grant.RedeemAnswer!)!.AsObject();
        answer["replayed"] = true;
        return new Redemption(answer, Replayed: true);
    }

    private static JsonObject Answer(Act act, Grant grant, Intent intent, JsonElement effective, List<SignedApproval> approvals)
    {
        var answer = Approved(act, grant, intent, effective, approvals);
        if (grant.EpisodeId is { } episode)
            answer[UnderEpisode.Tag] = episode;
        return answer;
    }

    private static JsonObject Approved(Act act, Grant grant, Intent intent, JsonElement effective, List<SignedApproval> approvals) => new()
    {
        ["grant_id"] = grant.Id,
        ["intent_id"] = intent.Id,
        ["intent_digest"] = intent.Digest,
        ["intent"] = JsonNode.Parse(intent.Canonical),
        ["effective"] = new JsonObject { ["parameters"] = JsonNode.Parse(effective.GetRawText()) },
        ["constraints"] = JsonNode.Parse(grant.Constraints),
        ["permissions"] = JsonNode.Parse(grant.Permissions),
        ["acr"] = grant.Acr,
        ["approvals"] = new JsonArray([.. approvals.Select(a => (JsonNode)new JsonObject
        {
            ["id"] = a.Id,
            ["approver"] = a.PersonId,
            ["slot"] = a.Slot,
            ["signed_at"] = DisplayZone.Record(a.SignedAt),
            ["statement_digest"] = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(a.Statement)),
        })]),
        ["redeemed_at"] = DisplayZone.Record(act.Now),
        ["replayed"] = false,
    };

    private static Task<bool> Serves(Act act, string audience) =>
        (from served in act.Db.PointAudiences
         join point in act.Db.Points on served.PointId equals point.Id
         where served.Audience == audience && point.Id == act.Actor.Id && point.SuspendedAt == null
         select point.Id).AnyAsync();
}
