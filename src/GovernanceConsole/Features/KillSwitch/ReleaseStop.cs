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
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Ui;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.KillSwitch;

/// <summary>Which step of a release, and why it may be taken.</summary>
internal sealed record ReleaseOrder(string? StopId, string? Stage, string? Reason);

/// <summary>
/// Takes a stop back by one step, with another operator's signature over <c>release/1</c>. First people decide again, and what was held goes on with exactly the time it lost; then tokens and redemptions; then policy
/// may allow alone. What was revoked stays revoked.
/// </summary>
internal sealed class ReleaseStop(Work work, Place place, PasskeyAssertion assertion)
{
    public async Task<Outcome<AskedSignature>> Open(Actor actor, ReleaseOrder order)
    {
        return await assertion.Ask(actor, async act =>
        {
            var to = Enum.GetValues<StopStage>().FirstOrDefault(stage => StopRules.Name(stage) == order.Stage);
            var allowed = await MaySign(act, order.StopId, to, order.Reason);
            if (allowed.IsRefused)
                return allowed.Refusal;
            var (stop, bootstrap) = allowed.Value;
            var statement = StopStatements.OfRelease(Ceremonies.Frame(act, place), stop, to, order.Reason!.Trim(), bootstrap);
            return Ceremonies.OpenOver(act, SignedStatement.Release, stop.Id, statement);
        });
    }

    public async Task<Outcome<StopStage>> Handle(Actor actor, string? ceremonyId, string answer)
    {
        var answered = await assertion.Take(ceremonyId, SignedStatement.Release, actor.Id, answer);
        return answered.IsRefused ? answered.Refusal : await work.Do<StopStage>(actor, act => Sign(act, answered.Value.Ceremony, answered.Value.Proof));
    }

    private static async Task<Outcome<StopStage>> Sign(Act act, SigningCeremony ceremony, PasskeyProof proof)
    {
        var signed = SignedStop.Read(ceremony.Statement!, SignedStatement.Release);
        var to = signed.Stage!.Value;
        var allowed = await MaySign(act, signed.StopId, to, signed.Reason);
        if (allowed.IsRefused)
            return allowed.Refusal;
        if (await PasskeyAssertion.Spend(act, ceremony, proof) is { } spent)
            return spent;
        var (stop, bootstrap) = allowed.Value;
        var sequence = act.LogPosition;
        DateTime? over = to == StopStage.Released ? act.Now : null;
        var moved = await act.Db.Stops.Where(s => s.Id == stop.Id && s.Stage == stop.Stage)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Stage, to).SetProperty(s => s.ReleasedAt, over).SetProperty(s => s.Sequence, sequence));
        if (moved != 1)
            return StopRefusals.OtherStage;

        var release = new StopRelease { Id = act.Ids.New(Ids.StopRelease), StopId = stop.Id, Stage = to, SignedById = act.Actor.Id, SignedAt = act.Now, Reason = signed.Reason, Bootstrap = bootstrap };
        act.Insert(release);
        act.Audit(AuditTypes.StopReleased, stop.Id, new Dictionary<string, string> { ["release"] = release.Id, ["stage"] = StopRules.Name(to), ["placed_by"] = stop.PlacedById },
            new JsonObject { ["reason"] = signed.Reason, ["bootstrap"] = bootstrap, ["signed"] = proof.ToDetail(ceremony) },
            new Dictionary<string, string> { ["statement"] = IntentDigest.Of(ceremony.Statement) });
        await FreezeScope.Thaw(act, stop.Id);
        await Notices.TellOperators(act, act.Actor.Id, name => $"{name} released a step of the stop on {stop.Words}: {StopWords.Next(to)}", NoticeRoute.Stop, Links.Stop(stop.Id));
        Outgoing.Announce(act, NoticeRoute.Stop, stop.Id);
        act.Signal(Topics.Stops);
        return to;
    }

    private static async Task<Outcome<(Stop Stop, bool Bootstrap)>> MaySign(Act act, string? stopId, StopStage to, string? reason)
    {
        if (await act.Lacks(Permission.Stop) is { } lacking)
            return lacking;
        var stop = await act.Db.Stops.AsNoTracking().SingleOrDefaultAsync(s => s.Id == stopId);
        var signers = StopRules.MayRelease(stop, to, await Operators.Of(act.Db, act.Now));
        if (signers.IsRefused)
            return signers.Refusal;
        if (!signers.Value.PersonIds.Contains(act.Actor.Id))
            return StopRefusals.NotYourSignature;
        return AgentRules.Reason(reason ?? "") is { IsRefused: true } wrong ? wrong.Refusal : (stop!, signers.Value.Bootstrap);
    }
}
