using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.BreakGlass;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Episodes;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.BreakGlass;

/// <summary>An episode in a list.</summary>
public sealed record EpisodeLineView(Episode Episode, string AskedBy, string Words, int Acts, bool Overdue);

/// <summary>Episodes that are not done with, most pressing first, and those that are.</summary>
public sealed record EpisodesView(IReadOnlyList<EpisodeLineView> Live, IReadOnlyList<EpisodeLineView> ToReview, IReadOnlyList<EpisodeLineView> Past, bool ReaderAsks);

/// <summary>What a person can ask for.</summary>
/// <param name="Why">Why they cannot ask at all at the moment; null when they can.</param>
public sealed record EpisodeChoices(
    IReadOnlyList<EpisodeLine> Agents, IReadOnlyDictionary<string, IReadOnlyList<string>> TypesOf, IReadOnlyDictionary<string, IReadOnlyList<string>> ToolsOf, IReadOnlyList<EpisodeLine> Types,
    int LongestMinutes, int MostActs, int Signatures, int ReviewHours, string? Why);

/// <summary>Reads episodes for people. Changes nothing.</summary>
internal sealed class ReadEpisodes(Database database, Work work, IntentTypes types, IOptions<BreakGlassOptions> options)
{
    private const int Most = 50;

    public async Task<Outcome<EpisodesView>> List(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadBreakGlass, now) is { } refusal)
            return refusal;
        var live = await Lines(db, db.Episodes.Where(e => e.State == EpisodeState.Asked || e.State == EpisodeState.Open).OrderByDescending(e => e.RequestedAt), now, cancel);
        var toReview = await Lines(db, db.Episodes.Where(e => e.State == EpisodeState.Closed && e.ReviewedAt == null).OrderBy(e => e.ReviewDueAt), now, cancel);
        var past = await Lines(db, db.Episodes.Where(e => e.ReviewedAt != null || e.State == EpisodeState.Lapsed || e.State == EpisodeState.Withdrawn).OrderByDescending(e => e.RequestedAt).Take(Most), now, cancel);
        return new EpisodesView(live, toReview, past, await db.Lacks(actor, Permission.BreakGlass, now) is null);
    }

    /// <summary>Open episodes and late reviews, for the banner on every page; empty for whoever may not read them.</summary>
    public async Task<(IReadOnlyList<EpisodeLineView> Open, int Overdue)> Loud(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadBreakGlass, now) is not null)
            return ([], 0);
        return (await Lines(db, db.Episodes.Where(e => e.State == EpisodeState.Open && e.EndsAt > now).OrderBy(e => e.EndsAt), now, cancel),
            await db.Episodes.CountAsync(e => e.ReviewedAt == null && e.ReviewDueAt <= now, cancel));
    }

    public async Task<Outcome<EpisodeChoices>> Choices(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.BreakGlass, now) is { } refusal)
            return refusal;
        var bounds = await GlassPeople.Bounds(db, actor.Id, options.Value);
        var mine = bounds.Mine.Keys.ToList();
        var agents = await db.Agents.Where(a => mine.Contains(a.Id)).OrderBy(a => a.Name).Select(a => new { a.Id, a.Name, a.Environment }).ToListAsync(cancel);
        var signatures = await GlassPeople.Signatures(db, actor.Id, options.Value);
        var own = await db.Episodes.Where(e => e.RequestedById == actor.Id).ToListAsync(cancel);
        var why = agents.Count == 0
            ? "You own no active agent. In an emergency you act through an agent you answer for, never with a token of your own."
            : BreakGlassRules.MayAsk(actor.Id, signatures, new HashSet<string> { actor.Id }, own, await GlassPeople.Read(db, now))?.Message;
        return new EpisodeChoices(
            [.. agents.Select(a => new EpisodeLine(a.Id, $"{a.Name} ({a.Environment})"))],
            bounds.Mine.ToDictionary(a => a.Key, a => a.Value.Types), bounds.Mine.ToDictionary(a => a.Key, a => (IReadOnlyList<string>)[.. a.Value.Tools.Where(bounds.Served.Contains)]),
            [.. types.All.Select(t => new EpisodeLine(t.Id, t.Title))], options.Value.LongestMinutes, options.Value.MostActs, signatures, options.Value.ReviewHours, why);
    }

    private static async Task<IReadOnlyList<EpisodeLineView>> Lines(GovernanceDb db, IQueryable<Episode> episodes, DateTime now, CancellationToken cancel)
    {
        var rows = await episodes.Select(e => new
        {
            Episode = e,
            AskedBy = db.People.Where(p => p.Id == e.RequestedById).Select(p => p.Name).FirstOrDefault() ?? e.RequestedById,
            Acts = db.EpisodeActs.Count(a => a.EpisodeId == e.Id),
        }).ToListAsync(cancel);
        return [.. rows.Select(r => new EpisodeLineView(r.Episode, r.AskedBy, string.Join(", ", EpisodeDisplay.Read(r.Episode.Display).Agents.Select(a => a.Words)), r.Acts, BreakGlassRules.IsOverdue(r.Episode, now)))];
    }
}
