using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.BreakGlass;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.BreakGlass;

/// <summary>
/// A person asks for an episode and signs its scope, duration and reason (<c>break-glass/1</c>). Nothing is granted by it: it waits for the signatures of others, or for the requester's second passkey where they are designated.
/// </summary>
internal sealed class AskEpisode(Work work, Place place, PasskeyAssertion assertion, IntentTypes types, IOptions<BreakGlassOptions> options)
{
    public async Task<Outcome<AskedSignature>> Open(Actor actor, EpisodeOrder order)
    {
        return await assertion.Ask(actor, async act =>
        {
            if (await act.Lacks(Permission.BreakGlass) is { } lacking)
                return lacking;
            var scope = EpisodeOrders.Check(order, await GlassPeople.Bounds(act.Db, actor.Id, options.Value));
            if (scope.IsRefused)
                return scope.Refusal;
            var signatures = await GlassPeople.Signatures(act.Db, actor.Id, options.Value);
            if (await Objects(act, scope.Value, signatures) is { } refusal)
                return refusal;
            var (reason, seconds) = (order.Reason!.Trim(), order.Minutes * 60);
            var episode = Draft(act, act.Ids.New(Ids.Episode), scope.Value, seconds, reason, order.Drill, signatures, (await Display(act, scope.Value, seconds, reason, order.Drill)).Write());
            var statement = BreakGlassStatements.OfEpisode(Ceremonies.Frame(act, place), episode, EpisodePart.Ask);
            return Ceremonies.OpenOver(act, SignedStatement.BreakGlass, episode.Id, statement, memo: EpisodePart.Ask, display: episode.Display);
        });
    }

    public async Task<Outcome<Episode>> Handle(Actor actor, string? ceremonyId, string answer)
    {
        var answered = await assertion.Take(ceremonyId, SignedStatement.BreakGlass, actor.Id, answer);
        if (answered.IsRefused)
            return answered.Refusal;
        return answered.Value.Ceremony.Memo == EpisodePart.Ask ? await work.Do<Episode>(actor, act => Sign(act, answered.Value.Ceremony, answered.Value.Proof)) : PeopleRefusals.CeremonyOver;
    }

    private async Task<Outcome<Episode>> Sign(Act act, SigningCeremony ceremony, PasskeyProof proof)
    {
        if (await act.Lacks(Permission.BreakGlass) is { } lacking)
            return lacking;
        var signed = SignedEpisode.Read(ceremony.Statement!);
        if (!(await GlassPeople.Owners(act.Db, signed.Scope)).SetEquals([act.Actor.Id]))
            return BreakGlassRefusals.AgentsChanged;
        if (signed.Signatures != await GlassPeople.Signatures(act.Db, act.Actor.Id, options.Value))
            return PeopleRefusals.CeremonyOver;
        if (await Objects(act, signed.Scope, signed.Signatures) is { } refusal)
            return refusal;
        if (await PasskeyAssertion.Spend(act, ceremony, proof) is { } spent)
            return spent;

        var episode = Draft(act, signed.EpisodeId, signed.Scope, signed.Seconds, signed.Reason, signed.Drill, signed.Signatures, ceremony.DisplayModel!);
        act.Insert(episode);
        act.Insert(EpisodeSignatures.Of(act, episode.Id, 0, proof));
        act.Insert(Limit(episode.Id, EpisodeLimit.Acts, signed.Scope.Acts, act.Now));
        foreach (var amount in signed.Scope.Amounts)
            act.Insert(Limit(episode.Id, amount.Currency, amount.Minor, act.Now));
        act.Audit(AuditTypes.BreakGlassAsked, episode.Id, new Dictionary<string, string> { ["asked_by"] = episode.RequestedById, ["drill"] = episode.Drill ? "true" : "false" },
            new JsonObject { ["reason"] = episode.Reason, ["seconds"] = episode.Seconds, ["scope"] = signed.Scope.ToJson(), ["signatures"] = episode.Signatures, ["signed"] = proof.ToDetail(ceremony) },
            new Dictionary<string, string> { ["statement"] = IntentDigest.Of(ceremony.Statement), ["display"] = IntentDigest.Of(episode.Display) });
        await AskOthers(act, episode, signed.Scope);
        act.Signal(Topics.BreakGlass);
        return episode;
    }

    private static async Task AskOthers(Act act, Episode episode, EpisodeScope scope)
    {
        var (facts, owners) = (await GlassPeople.Read(act.Db, act.Now), await GlassPeople.Owners(act.Db, scope));
        var name = (await act.Kept(Standings.Read)).Person(act.Actor.Id)!.Name;
        foreach (var person in facts.People.Where(p => p.Active && episode.Signatures > 0 && BreakGlassRules.MaySign(episode, [], p.Id, owners, facts) is null))
            Notices.Tell(act, person.Id, $"{name} asks to {(episode.Drill ? "practise breaking glass" : "break glass")} and needs a signature: {episode.Reason}", NoticeRoute.BreakGlass, Links.Episode(episode.Id));
    }

    private static async Task<Refusal?> Objects(Act act, EpisodeScope scope, int signatures)
    {
        var own = await act.Db.Episodes.AsNoTracking().Where(e => e.RequestedById == act.Actor.Id).ToListAsync();
        return BreakGlassRules.MayAsk(act.Actor.Id, signatures, await GlassPeople.Owners(act.Db, scope), own, await GlassPeople.Read(act.Db, act.Now));
    }

    private async Task<EpisodeDisplay> Display(Act act, EpisodeScope scope, int seconds, string reason, bool drill)
    {
        var agents = await act.Kept(Registry.Agents);
        return EpisodeDisplay.Of((await act.Kept(Standings.Read)).Person(act.Actor.Id)!.Name, reason, seconds, drill, scope,
            [.. scope.Agents.Select(id => new EpisodeLine(id, $"{agents[id].Name} ({agents[id].Environment})"))],
            [.. scope.IntentTypes.Select(id => new EpisodeLine(id, types.Find(id)?.Title ?? id))]);
    }

    private Episode Draft(Act act, string id, EpisodeScope scope, int seconds, string reason, bool drill, int signatures, byte[] display) => new()
    {
        Id = id,
        RequestedById = act.Actor.Id,
        RequestedAt = act.Now,
        AskedUntil = act.Now.AddMinutes(options.Value.AskMinutes),
        Reason = reason,
        Seconds = seconds,
        Scope = scope.Write(),
        Drill = drill,
        Signatures = signatures,
        Display = display,
        State = EpisodeState.Asked,
    };

    private static EpisodeLimit Limit(string episodeId, string measure, long most, DateTime now) => new() { EpisodeId = episodeId, Measure = measure, Most = most, LastAt = now };
}

/// <summary>A signature as a row; statement and evidence stand in the log.</summary>
internal static class EpisodeSignatures
{
    public static EpisodeSignature Of(Act act, string episodeId, int place, PasskeyProof proof) => new()
    {
        EpisodeId = episodeId,
        Place = place,
        PersonId = act.Actor.Id,
        CredentialId = proof.Passkey.CredentialId,
        VouchedById = proof.Passkey.VouchedById,
        SignedAt = act.Now,
    };
}
