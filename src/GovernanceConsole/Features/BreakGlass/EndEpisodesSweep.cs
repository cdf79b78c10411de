using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.BreakGlass;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Platform.Sweeps;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.BreakGlass;

/// <summary>
/// Ends episodes whose time is over, lets unsigned ones lapse, and says once, loudly, that a review is late. A clock that stands before an episode's opening ends it, too: it grants nothing then, and nobody knows how long it has
/// lasted. Whether an episode grants is judged in each act, so a late sweep delays only the news.
/// </summary>
internal sealed class EndEpisodesSweep(Database database, Work work) : ISweep
{
    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task Run(CancellationToken stop)
    {
        var now = work.Now();
        await using var db = database.Read();
        var due = await db.Episodes.Where(e => (e.State == EpisodeState.Open && (e.EndsAt <= now || e.OpenedAt > now)) || (e.State == EpisodeState.Asked && e.AskedUntil <= now)
            || (e.ReviewedAt == null && e.OverdueToldAt == null && e.ReviewDueAt <= now)).OrderBy(e => e.RequestedAt).Select(e => e.Id).Take(50).ToListAsync(stop);
        foreach (var id in due)
            await work.Do<Done>(Actor.Console, act => Look(act, id), stop);
    }

    private static async Task<Outcome<Done>> Look(Act act, string id)
    {
        var episode = await act.Db.Episodes.AsNoTracking().SingleAsync(e => e.Id == id);
        if (episode.Standing == EpisodeState.Asked)
            return act.Now >= episode.AskedUntil ? await Closing.TakeBack(act, episode, EpisodeState.Lapsed) : new Done();
        if (episode.Standing == EpisodeState.Open && (act.Now >= episode.EndsAt || act.Now < episode.OpenedAt))
            return await Closing.End(act, episode, Actor.Console.Id, act.Now < episode.OpenedAt ? "The clock went backwards." : "Its time was over.");
        if (!BreakGlassRules.IsOverdue(episode, act.Now) || episode.OverdueToldAt is not null)
            return new Done();
        await act.Db.Episodes.Where(e => e.Id == id).ExecuteUpdateAsync(set => set.SetProperty(e => e.OverdueToldAt, (DateTime?)act.Now));
        act.Audit(AuditTypes.BreakGlassReviewLate, id, new Dictionary<string, string> { ["asked_by"] = episode.RequestedById });
        var name = (await act.Kept(Standings.Read)).Person(episode.RequestedById)?.Name ?? "Somebody";
        await GlassPeople.TellEverybody(act, episode.Id, [episode.RequestedById], $"The review of {name}'s break-glass episode is overdue. Until it is signed, {name} cannot break glass again.", Actor.Console.Id);
        act.Signal(Topics.BreakGlass);
        return new Done();
    }
}
