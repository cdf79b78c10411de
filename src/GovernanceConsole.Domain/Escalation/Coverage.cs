using GovernanceConsole.Domain.Rotation;

namespace GovernanceConsole.Domain.Escalation;

/// <summary>How well a stretch of time is covered.</summary>
public enum CoverageState
{
    /// <summary>Enough people can be asked, whoever of them is missing.</summary>
    Covered = 0,

    /// <summary>Enough people can be asked as long as one certain person answers.</summary>
    SinglePoint = 1,

    /// <summary>Too few people can be asked.</summary>
    Hole = 2,
}

/// <summary>One hour, as it is at its worst.</summary>
/// <param name="At">Its first instant.</param>
/// <param name="State">The worst of the hour.</param>
/// <param name="People">Who can be asked at that worst moment.</param>
/// <param name="Without">The people without whom it would be a hole.</param>
public sealed record CoverageCell(DateTime At, CoverageState State, IReadOnlyList<string> People, IReadOnlyList<string> Without);

/// <summary>Whether a gate can be met, hour by hour.</summary>
/// <param name="Cells">The hours in order.</param>
/// <param name="Holes">When it cannot be met, joined.</param>
/// <param name="SinglePoints">Who is the only one, and when, joined by person.</param>
/// <param name="WithoutPasskey">People the tree names who could not sign, although they hold the role.</param>
public sealed record CoverageProof(
    IReadOnlyList<CoverageCell> Cells, IReadOnlyList<Interval> Holes, IReadOnlyDictionary<string, IReadOnlyList<Interval>> SinglePoints, IReadOnlyList<string> WithoutPasskey)
{
    /// <summary>The share of the time that is not a hole, in whole percent, rounded down so that a hole never reads as 100.</summary>
    public int PercentMet => Cells.Count == 0 ? 0 : Cells.Count(cell => cell.State != CoverageState.Hole) * 100 / Cells.Count;
}

/// <summary>
/// Proves that enough people can be asked at every hour of a time to come, by the calendars as they are now. Who can be asked changes only where a shift, an absence, somebody's hours or a membership begins or ends, so it looks
/// once at each stretch between. Counts everybody any level names: it says whether a gate can be met, not how soon.
/// </summary>
public static class Coverage
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The proof for a number of different people.</summary>
    public static CoverageProof Of(EscalationTree tree, int quorum, Interval window, EscalationFacts facts) => Of(tree, (people, _) => people.Count >= quorum, window, facts);

    /// <summary>The proof for whatever these people must be able to meet. <paramref name="isMet"/> only ever gains by more people, and depends on the instant by nothing but who is away then.</summary>
    public static CoverageProof Of(EscalationTree tree, Func<IReadOnlySet<string>, DateTime, bool> isMet, Interval window, EscalationFacts facts)
    {
        var levels = facts.Levels(tree);
        var seen = new Dictionary<string, (CoverageState State, string[] People, string[] Without)>(StringComparer.Ordinal);
        var stretches = new List<(Interval Time, (CoverageState State, string[] People, string[] Without) Found)>();
        var keyless = new SortedSet<string>(StringComparer.Ordinal);
        var edges = Edges(levels, window, facts);
        for (var i = 0; i + 1 < edges.Count; i++)
        {
            var people = Able(levels, edges[i], facts, keyless);
            var at = edges[i];
            var key = string.Join(' ', people) + " / " + string.Join(' ', facts.Absences.Index().Where(absence => absence.Item.Time.Holds(at)).Select(absence => absence.Index));
            if (!seen.TryGetValue(key, out var found))
                seen[key] = found = Judge(people, some => isMet(some, at));
            stretches.Add((new Interval(edges[i], edges[i + 1]), found));
        }

        return new CoverageProof(
            [.. Cells(stretches, window)],
            Interval.Join(stretches.Where(s => s.Found.State == CoverageState.Hole).Select(s => s.Time)),
            stretches.SelectMany(s => s.Found.Without, (s, id) => (id, s.Time)).GroupBy(s => s.id, s => s.Time)
                .ToDictionary(group => group.Key, Interval.Join, StringComparer.Ordinal),
            [.. keyless]);
    }

    private static (CoverageState, string[] People, string[] Without) Judge(SortedSet<string> people, Func<IReadOnlySet<string>, bool> isMet)
    {
        if (!isMet(people))
            return (CoverageState.Hole, [.. people], []);
        string[] without = [.. people.Where(id => !isMet(people.Where(other => other != id).ToHashSet()))];
        return (without.Length > 0 ? CoverageState.SinglePoint : CoverageState.Covered, [.. people], without);
    }

    /// <summary>Everybody any level could ask at an instant, back-ups too. Who could not sign for want of a passkey is remembered.</summary>
    private static SortedSet<string> Able(IReadOnlyList<EscalationLevel> levels, DateTime at, EscalationFacts facts, SortedSet<string> keyless)
    {
        var people = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var level in levels)
        {
            foreach (var targets in new[] { level.Targets, level.BackUps })
            {
                var answer = AskedPeople.Of(level with { Targets = targets, BackUps = [] }, at, facts);
                people.UnionWith(answer.Asked.Select(asked => asked.PersonId));
                keyless.UnionWith(answer.NotAsked.Where(not => not.Why == AskReason.NoPasskey).Select(not => Delegation.Resolve(not.Id, at, facts.Absences)!.PersonId));
            }
        }

        return people;
    }

    /// <summary>The instants at which somebody may begin or cease to be asked, with both ends of the window.</summary>
    private static List<DateTime> Edges(IReadOnlyList<EscalationLevel> levels, Interval window, EscalationFacts facts)
    {
        var rotations = levels.SelectMany(level => level.Targets.Concat(level.BackUps)).Select(target => EscalationTarget.Name(target, EscalationTarget.Rotation)).OfType<string>().Distinct();
        var shifts = rotations.SelectMany(name => facts.Rotations.TryGetValue(name, out var rotation) ? rotation.Shifts(window) : []).Select(shift => shift.Time);
        var zones = facts.People.Values.Select(person => person.Zone).DistinctBy(zone => zone.Id).ToList();
        var hours = levels.Select(level => level.Hours).OfType<WeeklyHours>().SelectMany(weekly => zones.SelectMany(zone => weekly.Within(window, zone)));
        return [.. shifts.Concat(hours).Concat(facts.Absences.Select(absence => absence.Time)).SelectMany(time => new[] { time.FromAt, time.UntilAt })
            .Where(window.Holds).Append(window.FromAt).Append(window.UntilAt).Distinct().Order()];
    }

    private static IEnumerable<CoverageCell> Cells(List<(Interval Time, (CoverageState State, string[] People, string[] Without) Found)> stretches, Interval window)
    {
        var first = 0;
        for (var at = window.FromAt; at < window.UntilAt; at += Hour)
        {
            while (stretches[first].Time.UntilAt <= at)
                first++;
            var worst = stretches[first].Found;
            for (var i = first + 1; i < stretches.Count && stretches[i].Time.FromAt < at + Hour; i++)
                worst = stretches[i].Found.State > worst.State ? stretches[i].Found : worst;
            yield return new CoverageCell(at, worst.State, worst.People, worst.Without);
        }
    }
}
