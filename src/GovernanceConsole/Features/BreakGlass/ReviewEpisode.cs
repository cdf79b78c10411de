using System.Globalization;
using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.BreakGlass;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Ui;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.BreakGlass;

/// <summary>What a reviewer says: a conclusion, and of every act whether it was justified.</summary>
internal sealed record ReviewOrder(string? EpisodeId, string? Conclusion, IReadOnlyList<ActFinding>? Findings);

/// <summary>Somebody outside an episode that is over signs its review (<c>break-glass-review/1</c>): a conclusion, and a yes or no for each act. Once, and for good.</summary>
internal sealed class ReviewEpisode(Work work, Place place, PasskeyAssertion assertion)
{
    public async Task<Outcome<AskedSignature>> Open(Actor actor, ReviewOrder order)
    {
        return await assertion.Ask(actor, async act =>
        {
            var allowed = await MayReview(act, order);
            if (allowed.IsRefused)
                return allowed.Refusal;
            var statement = BreakGlassStatements.OfReview(Ceremonies.Frame(act, place), order.EpisodeId!, order.Conclusion!.Trim(), allowed.Value);
            return Ceremonies.OpenOver(act, SignedStatement.BreakGlassReview, order.EpisodeId, statement);
        });
    }

    public async Task<Outcome<Done>> Handle(Actor actor, string? ceremonyId, string answer)
    {
        var answered = await assertion.Take(ceremonyId, SignedStatement.BreakGlassReview, actor.Id, answer);
        return answered.IsRefused ? answered.Refusal : await work.Do<Done>(actor, act => Sign(act, answered.Value.Ceremony, answered.Value.Proof));
    }

    private static async Task<Outcome<Done>> Sign(Act act, SigningCeremony ceremony, PasskeyProof proof)
    {
        var signed = SignedReview.Read(ceremony.Statement!);
        var allowed = await MayReview(act, new ReviewOrder(signed.EpisodeId, signed.Conclusion, signed.Findings));
        if (allowed.IsRefused)
            return allowed.Refusal;
        if (await PasskeyAssertion.Spend(act, ceremony, proof) is { } spent)
            return spent;
        var written = await act.Db.Episodes.Where(e => e.Id == signed.EpisodeId && e.ReviewedAt == null).ExecuteUpdateAsync(set => set
            .SetProperty(e => e.ReviewedAt, (DateTime?)act.Now)
            .SetProperty(e => e.ReviewedById, act.Actor.Id)
            .SetProperty(e => e.Conclusion, signed.Conclusion));
        if (written != 1)
            return BreakGlassRefusals.Reviewed;
        foreach (var finding in signed.Findings)
            await act.Db.EpisodeActs.Where(a => a.IntentId == finding.Intent).ExecuteUpdateAsync(set => set.SetProperty(a => a.Justified, (bool?)finding.Justified).SetProperty(a => a.Remark, finding.Remark));
        var unjustified = signed.Findings.Count(f => !f.Justified);
        act.Audit(AuditTypes.BreakGlassReviewed, signed.EpisodeId,
            new Dictionary<string, string> { ["acts"] = signed.Findings.Count.ToString(CultureInfo.InvariantCulture), ["not_justified"] = unjustified.ToString(CultureInfo.InvariantCulture) },
            new JsonObject { ["conclusion"] = signed.Conclusion, ["signed"] = proof.ToDetail(ceremony) }, new Dictionary<string, string> { ["statement"] = IntentDigest.Of(ceremony.Statement) });
        var requester = await act.Db.Episodes.Where(e => e.Id == signed.EpisodeId).Select(e => e.RequestedById).SingleAsync();
        await Notices.TellPersonAndOperators(act, requester, "Your break-glass episode was reviewed.", name => $"The break-glass episode of {name} was reviewed{(unjustified == 0 ? "." : $": {unjustified} of {signed.Findings.Count} acts not justified.")}", NoticeRoute.BreakGlass, Links.Episode(signed.EpisodeId));
        act.Signal(Topics.BreakGlass);
        return new Done();
    }

    private static async Task<Outcome<IReadOnlyList<ActFinding>>> MayReview(Act act, ReviewOrder order)
    {
        if (await act.Lacks(Permission.ReviewBreakGlass) is { } lacking)
            return lacking;
        if (await act.Db.Episodes.AsNoTracking().SingleOrDefaultAsync(e => e.Id == order.EpisodeId) is not { } episode)
            return BreakGlassRefusals.NotFound;
        var given = await act.Db.EpisodeSignatures.AsNoTracking().Where(s => s.EpisodeId == episode.Id).ToListAsync();
        if (BreakGlassRules.MayReview(episode, given, act.Actor.Id, await GlassPeople.Owners(act.Db, EpisodeScope.Parse(episode.Scope))) is { } refusal)
            return refusal;
        if (EpisodeOrders.Fault(order.Conclusion, TextUse.Prose) is { } wrong)
            return BreakGlassRefusals.InvalidField with { Message = "Mend the places named. Nothing was recorded.", Errors = [new FieldError("/conclusion", wrong)] };
        return SignedReview.Check(order.Findings ?? [], await act.Db.EpisodeActs.Where(a => a.EpisodeId == episode.Id).Select(a => a.IntentId).ToListAsync());
    }
}
