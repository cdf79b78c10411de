using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Oversight;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Drills;

/// <summary>A drill in a list. Who decided it stands nowhere here: a drill is about teams.</summary>
/// <param name="IntentId">The decoy; null until it is over, so that a list tells nobody which card it is.</param>
public sealed record DrillRow(string Id, string? IntentId, DrillState State, string? Team, DateTime OpensAt, DateTime? EndedAt, TimeSpan? Took, string PlannedBy, string Lesson, string? Because);

/// <summary>How a team did: the people policy asked.</summary>
/// <param name="MedianMs">Half of the decisions took no longer.</param>
public sealed record TeamResult(string Team, int Caught, int Approved, int Ignored, long? MedianMs);

/// <summary>Drills, newest first, and how teams did in all of them.</summary>
public sealed record DrillsView(IReadOnlyList<DrillRow> Drills, IReadOnlyList<TeamResult> Teams, bool MayRun);

/// <summary>What a person reads right after a drill has ended.</summary>
/// <param name="Mine">The reader decided it.</param>
public sealed record DrillReveal(DrillState State, bool Mine, string Lesson, DateTime PlannedAt, string Commitment);

/// <summary>Reads drills for operators and auditors, and the one that a card was, for whoever was shown the card, once it is over.</summary>
internal sealed class ReadDrills(Database database, Work work)
{
    private const int Most = 200;

    public async Task<Outcome<DrillsView>> Handle(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadOversight, now) is { } refusal)
            return refusal;
        var drills = await db.Drills.OrderByDescending(d => d.OpensAt).Take(Most).ToListAsync(cancel);
        var teams = drills.Where(d => d.State is DrillState.Caught or DrillState.Approved or DrillState.Ignored).GroupBy(d => d.Team ?? "", StringComparer.Ordinal).Select(Result).OrderBy(t => t.Team, StringComparer.Ordinal);
        return new DrillsView(
            [.. drills.Select(d => new DrillRow(d.Id, d.IsOver && d.OpenedAt is not null ? d.IntentId : null, d.State, d.Team, d.OpensAt, d.EndedAt, d.EndedAt - d.OpenedAt, d.PlannedByName, d.Lesson, d.Because))],
            [.. teams], await db.Lacks(actor, Permission.RunDrills, now) is null);
    }

    /// <summary>Null while it waits, and for an intent that is no drill.</summary>
    public async Task<DrillReveal?> Revealed(Actor actor, string intentId, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        if (await db.Lacks(actor, Permission.ReadQueue, work.Now()) is not null)
            return null;
        return await db.Drills.SingleOrDefaultAsync(d => d.IntentId == intentId, cancel) is { IsOver: true } drill
            ? new DrillReveal(drill.State, drill.DecidedById == actor.Id, drill.Lesson, drill.PlannedAt, drill.Commitment)
            : null;
    }

    private static TeamResult Result(IGrouping<string, Drill> team)
    {
        int Count(DrillState state) => team.Count(d => d.State == state);
        List<long> took = [.. team.Where(d => d.State != DrillState.Ignored).Select(d => d.EndedAt - d.OpenedAt).OfType<TimeSpan>().Select(t => (long)t.TotalMilliseconds).Order()];
        return new TeamResult(team.Key, Count(DrillState.Caught), Count(DrillState.Approved), Count(DrillState.Ignored), ReadingPace.Percentile(took, 50));
    }
}
