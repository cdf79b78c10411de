using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Outbox;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Stops;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Ui;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.KillSwitch;

/// <summary>What to stop, and why.</summary>
internal sealed record StopOrder(string? Reach, string? Value, string? Reason);

/// <summary>
/// The kill switch: one press and one operator's signature over <c>stop/1</c>. From this commit on nothing in scope gets a token or a grant and nothing is redeemed, for whatever would let it happen asks the
/// stops in its own act. In the same commit pending intents are held and unredeemed grants revoked, tokens with them. Pressed again for the same scope it changes nothing and says so.
/// </summary>
internal sealed class PlaceStop(Work work, Place place, PasskeyAssertion assertion, IntentTypes types)
{
    public async Task<Outcome<AskedSignature>> Open(Actor actor, StopOrder order)
    {
        return await assertion.Ask(actor, async act =>
        {
            if (StopScope.Parse(order.Reach, order.Value) is not { } scope)
                return await act.Lacks(Permission.Stop) ?? StopRefusals.Scope;
            var words = await MayPlace(act, scope, order.Reason);
            if (words.IsRefused)
                return words.Refusal;
            var id = act.Ids.New(Ids.Stop);
            var statement = StopStatements.OfStop(Ceremonies.Frame(act, place), id, scope, order.Reason!.Trim());
            return Ceremonies.OpenOver(act, SignedStatement.Stop, id, statement);
        });
    }

    public async Task<Outcome<Stop>> Handle(Actor actor, string? ceremonyId, string answer)
    {
        var answered = await assertion.Take(ceremonyId, SignedStatement.Stop, actor.Id, answer);
        return answered.IsRefused ? answered.Refusal : await work.Do<Stop>(actor, act => Sign(act, answered.Value.Ceremony, answered.Value.Proof));
    }

    private async Task<Outcome<Stop>> Sign(Act act, SigningCeremony ceremony, PasskeyProof proof)
    {
        var signed = SignedStop.Read(ceremony.Statement!, SignedStatement.Stop);
        var words = await MayPlace(act, signed.Scope, signed.Reason);
        if (words.IsRefused)
            return words.Refusal;
        if (await PasskeyAssertion.Spend(act, ceremony, proof) is { } spent)
            return spent;
        return await Place(act, signed, words.Value, new JsonObject { ["signed"] = proof.ToDetail(ceremony) }, new Dictionary<string, string> { ["statement"] = IntentDigest.Of(ceremony.Statement) });
    }

    private async Task<Outcome<string>> MayPlace(Act act, StopScope scope, string? reason)
    {
        if (await act.Lacks(Permission.Stop) is { } lacking)
            return lacking;
        if (AgentRules.Reason(reason ?? "") is { IsRefused: true } wrong)
            return wrong.Refusal;
        if (await StopTargets.Words(act.Db, types, scope) is not { } words)
            return StopRefusals.NoSuchScope;
        return StopRules.Same(scope, (await act.Kept(StopsNow.Read)).All) is { } same
            ? StopRefusals.InForce.At(new FieldError("/scope", $"Stopped since {DisplayZone.Record(same.PlacedAt)} ({same.Id})."))
            : words;
    }

    /// <summary>What the signature does, once it counts.</summary>
    internal static async Task<Outcome<Stop>> Place(Act act, SignedStop signed, string words, JsonObject detail, Dictionary<string, string> digests)
    {
        var hit = await FreezeScope.Look(act.Db, signed.Scope, act.Now);
        var stop = new Stop
        {
            Id = signed.StopId,
            Reach = signed.Scope.Reach,
            Value = signed.Scope.Value,
            Words = words,
            Reason = signed.Reason,
            PlacedById = act.Actor.Id,
            PlacedAt = act.Now,
            Stage = StopStage.InForce,
            Sequence = act.LogPosition,
            AgentsHit = hit.Agents,
            IntentsHit = hit.Intents.Count,
            GrantsHit = hit.Grants.Count,
            TokensHit = hit.Tokens,
        };
        act.Insert(stop);
        foreach (var point in await StopTargets.Points(act.Db, signed.Scope).ToListAsync())
            act.Insert(new StopConfirmation { StopId = stop.Id, PointId = point, RequestedAt = act.Now });
        detail["scope"] = StopStatements.ToJson(signed.Scope);
        (detail["words"], detail["reason"]) = (words, signed.Reason);
        (detail["agents"], detail["intents"], detail["grants"], detail["tokens"]) = (stop.AgentsHit, stop.IntentsHit, stop.GrantsHit, stop.TokensHit);
        act.Audit(AuditTypes.StopPlaced, stop.Id, detail: detail, digests: digests);
        await FreezeScope.Do(act, stop, hit);
        await Notices.TellOperators(act, act.Actor.Id, name => $"{name} stopped {words}: {signed.Reason}", NoticeRoute.Stop, Links.Stop(stop.Id));
        Outgoing.Announce(act, NoticeRoute.Stop, stop.Id);
        act.Signal(Topics.Stops);
        return stop;
    }
}
