using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.BreakGlass;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Episodes;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.BreakGlass;

/// <summary>
/// Ends an episode before its time, or takes back one that was only asked for: whoever asked or signed, and any operator, at once and without a signature, for it takes power away. Unredeemed grants under it are revoked in the
/// same commit.
/// </summary>
internal sealed class CloseEpisode(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, string episodeId, CancellationToken cancel = default) => work.Do<Done>(actor, async act =>
    {
        if (await act.Lacks(Permission.BreakGlass) is { } lacking)
            return lacking;
        if (await act.Db.Episodes.AsNoTracking().SingleOrDefaultAsync(e => e.Id == episodeId) is not { } episode)
            return BreakGlassRefusals.NotFound;
        if (!await act.Db.EpisodeSignatures.AnyAsync(s => s.EpisodeId == episodeId && s.PersonId == actor.Id) && await act.Lacks(Permission.Stop) is not null)
            return BreakGlassRefusals.NotYours;
        return episode.Standing switch
        {
            EpisodeState.Asked => await Closing.TakeBack(act, episode, EpisodeState.Withdrawn),
            EpisodeState.Open => await Closing.End(act, episode, actor.Id, "Closed early."),
            _ => BreakGlassRefusals.NotOpen,
        };
    }, cancel);
}

/// <summary>What every end of an episode does, whoever or whatever ends it. The state moves by a conditional update: of two ends at once one counts.</summary>
internal static class Closing
{
    public static async Task<Outcome<Done>> End(Act act, Episode episode, string byId, string because)
    {
        DateTime? now = act.Now;
        var moved = await act.Db.Episodes.Where(e => e.Id == episode.Id && e.State == EpisodeState.Open).ExecuteUpdateAsync(set => set
            .SetProperty(e => e.State, EpisodeState.Closed)
            .SetProperty(e => e.ClosedAt, now)
            .SetProperty(e => e.ClosedById, byId)
            .SetProperty(e => e.ClosedBecause, because));
        if (moved != 1)
            return BreakGlassRefusals.NotOpen;
        var revoked = await Revoke(act, episode.Id);
        var acts = await act.Db.EpisodeActs.CountAsync(a => a.EpisodeId == episode.Id);
        act.Audit(AuditTypes.BreakGlassClosed, episode.Id, new Dictionary<string, string> { ["asked_by"] = episode.RequestedById, ["closed_by"] = byId },
            new JsonObject { ["because"] = because, ["acts"] = acts, ["revoked"] = revoked });
        var signers = await act.Db.EpisodeSignatures.Where(s => s.EpisodeId == episode.Id).Select(s => s.PersonId).Distinct().ToListAsync();
        await GlassPeople.TellEverybody(act, episode.Id, signers, $"A break-glass episode{(episode.Drill ? " (a drill)" : "")} is over: {episode.Reason} {(acts == 1 ? "One act" : $"{acts} acts")} to review, keys to replace.", byId);
        act.Signal(Topics.BreakGlass);
        return new Done();
    }

    /// <summary>It never opened: nobody signed in time, or it was taken back.</summary>
    public static async Task<Outcome<Done>> TakeBack(Act act, Episode episode, EpisodeState to)
    {
        DateTime? now = act.Now;
        var moved = await act.Db.Episodes.Where(e => e.Id == episode.Id && e.State == EpisodeState.Asked)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.State, to).SetProperty(e => e.ClosedAt, now).SetProperty(e => e.ClosedById, act.Actor.Id));
        if (moved != 1)
            return BreakGlassRefusals.NotOpen;
        act.Audit(to == EpisodeState.Lapsed ? AuditTypes.BreakGlassLapsed : AuditTypes.BreakGlassWithdrawn, episode.Id, new Dictionary<string, string> { ["asked_by"] = episode.RequestedById });
        act.Signal(Topics.BreakGlass);
        return new Done();
    }

    /// <summary>Takes back what was granted under it and not redeemed; each leaves an entry of its own.</summary>
    private static async Task<int> Revoke(Act act, string episodeId)
    {
        var open = await (from grant in act.Db.Grants.AsTracking()
                          join intent in act.Db.Intents.AsTracking() on grant.IntentId equals intent.Id
                          where grant.RedeemedAt == null && grant.RevokedAt == null && act.Db.EpisodeActs.Any(a => a.EpisodeId == episodeId && a.IntentId == grant.IntentId)
                          orderby grant.MintedAt
                          select new { grant, intent }).ToListAsync();
        var revoked = 0;
        foreach (var (grant, intent) in open.Select(row => (row.grant, row.intent)))
        {
            grant.CurrentTokenId = null;
            // One that ran out of time in the same moment ends as the sweep would end it.
            if (!intent.MoveTo(IntentStatus.Revoked, OutcomeCodes.Revoked))
                continue;
            grant.RevokedAt = act.Now;
            act.Audit(AuditTypes.GrantRevoked, grant.Id, new Dictionary<string, string> { ["intent"] = intent.Id, ["agent"] = grant.AgentId, [UnderEpisode.Tag] = episodeId });
            act.Signal(Topics.Intent(intent.Id));
            revoked++;
        }

        return revoked;
    }
}
