using System.Globalization;
using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.BreakGlass;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.BreakGlass;

/// <summary>
/// Another person signs what was asked for, over the very document the requester saw; or a designated requester signs again with their other passkey. The signature that completes it opens the episode in the same commit, tells
/// everybody, and sets the review's due date. Of two who sign at once one opens it, and the other is told.
/// </summary>
internal sealed class SignEpisode(Work work, Place place, PasskeyAssertion assertion, IOptions<BreakGlassOptions> options)
{
    public async Task<Outcome<AskedSignature>> Open(Actor actor, string? episodeId)
    {
        return await assertion.Ask(actor, async act =>
        {
            var asked = await MaySign(act, episodeId);
            if (asked.IsRefused)
                return asked.Refusal;
            var part = asked.Value.Episode.Signatures == 0 ? EpisodePart.SecondKey : EpisodePart.CoSign;
            var statement = BreakGlassStatements.OfEpisode(Ceremonies.Frame(act, place), asked.Value.Episode, part);
            return Ceremonies.OpenOver(act, SignedStatement.BreakGlass, asked.Value.Episode.Id, statement, memo: part, display: asked.Value.Episode.Display);
        });
    }

    public async Task<Outcome<Episode>> Handle(Actor actor, string? ceremonyId, string answer)
    {
        var answered = await assertion.Take(ceremonyId, SignedStatement.BreakGlass, actor.Id, answer);
        if (answered.IsRefused)
            return answered.Refusal;
        return answered.Value.Ceremony.Memo is EpisodePart.CoSign or EpisodePart.SecondKey ? await work.Do<Episode>(actor, act => Sign(act, answered.Value.Ceremony, answered.Value.Proof)) : PeopleRefusals.CeremonyOver;
    }

    private async Task<Outcome<Episode>> Sign(Act act, SigningCeremony ceremony, PasskeyProof proof)
    {
        var signed = SignedEpisode.Read(ceremony.Statement!);
        var asked = await MaySign(act, signed.EpisodeId);
        if (asked.IsRefused)
            return asked.Refusal;
        var (episode, given, facts) = asked.Value;
        if (BreakGlassRules.MaySignWith(episode, given, act.Actor.Id, proof.Passkey.CredentialId, proof.Passkey.VouchedById) is { } refusal)
            return refusal;
        if (await PasskeyAssertion.Spend(act, ceremony, proof) is { } spent)
            return spent;

        var signature = EpisodeSignatures.Of(act, episode.Id, given.Count, proof);
        act.Insert(signature);
        act.Audit(AuditTypes.BreakGlassSigned, episode.Id, new Dictionary<string, string> { ["part"] = signed.Part, ["place"] = signature.Place.ToString(CultureInfo.InvariantCulture) },
            new JsonObject { ["signed"] = proof.ToDetail(ceremony) },
            new Dictionary<string, string> { ["statement"] = IntentDigest.Of(ceremony.Statement), ["display"] = IntentDigest.Of(episode.Display) });
        act.Signal(Topics.BreakGlass);
        if (BreakGlassRules.Opens(episode, [.. given, signature], facts))
            await Begin(act, episode, [.. given, signature]);
        return episode;
    }

    private async Task Begin(Act act, Episode episode, IReadOnlyList<EpisodeSignature> signatures)
    {
        var ends = act.Now.AddSeconds(episode.Seconds);
        var due = ends.AddHours(options.Value.ReviewHours);
        DateTime? now = act.Now;
        var moved = await act.Db.Episodes.Where(e => e.Id == episode.Id && e.State == EpisodeState.Asked).ExecuteUpdateAsync(set => set
            .SetProperty(e => e.State, EpisodeState.Open)
            .SetProperty(e => e.OpenedAt, now)
            .SetProperty(e => e.EndsAt, (DateTime?)ends)
            .SetProperty(e => e.ReviewDueAt, (DateTime?)due));
        if (moved != 1)
            throw new InvalidOperationException($"The episode {episode.Id} waits for nothing any more.");
        await act.Db.EpisodeLimits.Where(l => l.EpisodeId == episode.Id).ExecuteUpdateAsync(set => set.SetProperty(l => l.LastAt, act.Now));
        (episode.State, episode.OpenedAt, episode.EndsAt, episode.ReviewDueAt) = (EpisodeState.Open, now, ends, due);
        act.Audit(AuditTypes.BreakGlassOpened, episode.Id, new Dictionary<string, string> { ["asked_by"] = episode.RequestedById, ["drill"] = episode.Drill ? "true" : "false" },
            new JsonObject
            {
                ["ends_at"] = DisplayZone.Record(ends),
                ["review_due_at"] = DisplayZone.Record(due),
                ["signed_by"] = new JsonArray([.. signatures.Select(s => (JsonNode)s.PersonId)]),
                ["scope"] = JsonNode.Parse(episode.Scope),
                ["reason"] = episode.Reason,
            });
        var asker = (await act.Kept(Standings.Read)).Person(episode.RequestedById)!.Name;
        await GlassPeople.TellEverybody(act, episode.Id, signatures.Select(s => s.PersonId),
            $"{(episode.Drill ? "Drill: " : "")}{asker} broke glass for {EpisodeDisplay.Duration(episode.Seconds)}: {episode.Reason}", act.Actor.Id);
    }

    private static async Task<Outcome<(Episode Episode, List<EpisodeSignature> Given, GlassFacts Facts)>> MaySign(Act act, string? episodeId)
    {
        if (await act.Lacks(Permission.BreakGlass) is { } lacking)
            return lacking;
        if (await act.Db.Episodes.AsNoTracking().SingleOrDefaultAsync(e => e.Id == episodeId) is not { } episode)
            return BreakGlassRefusals.NotFound;
        var given = await act.Db.EpisodeSignatures.AsNoTracking().Where(s => s.EpisodeId == episode.Id).OrderBy(s => s.Place).ToListAsync();
        var facts = await GlassPeople.Read(act.Db, act.Now);
        if (BreakGlassRules.MaySign(episode, given, act.Actor.Id, await GlassPeople.Owners(act.Db, EpisodeScope.Parse(episode.Scope)), facts) is { } refusal)
            return refusal;
        var own = await act.Db.Episodes.AsNoTracking().Where(e => e.RequestedById == episode.RequestedById).ToListAsync();
        return own.Any(e => BreakGlassRules.IsOverdue(e, act.Now)) ? BreakGlassRefusals.ReviewOverdue : (episode, given, facts);
    }
}
