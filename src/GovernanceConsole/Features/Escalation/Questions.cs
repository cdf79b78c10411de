using System.Globalization;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Rotation;

namespace GovernanceConsole.Features.Escalation;

/// <summary>What an item is put to, and in which order: the steps a policy named, with the trees they stand for. Kept with the item as JSON.</summary>
internal static class Questions
{
    /// <summary>True where one group or everybody is asked and nothing follows: such a question needs no clock, and its target alone says who may answer.</summary>
    public static bool IsPlain(IReadOnlyList<EscalationStep> steps) => steps is [var only] && IsPlain(only.To);

    public static bool IsPlain(string target) => target == EscalationTarget.Everybody || (target.StartsWith(EscalationTarget.Group, StringComparison.Ordinal) && !target.Contains(' ', StringComparison.Ordinal));

    /// <summary>
    /// The tree of a decision. A step that names an unknown tree asks every approver: what nobody knows widens the question and never loses it. Groups that must sign are asked from the start, whatever the steps name.
    /// </summary>
    public static EscalationTree Tree(IReadOnlyList<EscalationStep> steps, IEnumerable<string> mustSign, EscalationFacts facts)
    {
        var levels = steps.SelectMany(step => Levels(step, facts)).Take(EscalationRules.MostLevelsInAll).ToList();
        var groups = mustSign.Select(group => EscalationTarget.Group + group).Except(levels[0].Targets, StringComparer.Ordinal).ToList();
        if (groups.Count > 0 && !levels[0].Targets.Contains(EscalationTarget.Everybody))
            levels[0] = levels[0] with { Targets = [.. levels[0].Targets, .. groups] };
        var name = steps is [var only] ? EscalationTarget.Name(only.To, EscalationTarget.Tree) : null;
        var named = name is null ? null : facts.Trees.GetValueOrDefault(name);
        return new EscalationTree(name ?? "policy", levels, named?.Repeats ?? 0, named?.AnswerWithin);
    }

    /// <summary>Everything a tree could ever ask, for the question whether anybody could answer: targets with a blank between them.</summary>
    public static string AllTargets(EscalationTree tree, EscalationFacts facts, DateTime now, DateTime deadline)
    {
        var people = EscalationClock.Foresee(tree, now, deadline, facts).SelectMany(stage => Asks(tree, stage.Position, stage.People).Select(ask => ask.Target));
        return string.Join(' ', people.Distinct(StringComparer.Ordinal));
    }

    /// <summary>
    /// To whom a position puts the question. A group that is asked as a whole stays a group, so that who joins it may answer; where hours or a calendar chose, it is the people. Somebody who is away is asked by their own name:
    /// who stands in follows from that at any moment.
    /// </summary>
    public static IEnumerable<(string Target, string Of, bool IsBackUp)> Asks(EscalationTree tree, EscalationPosition position, AskedPeople people)
    {
        var narrowed = tree.Levels.Skip(position.Level).Take(position.Through - position.Level + 1).Any(level => level.Hours is not null);
        return people.Asked.Select(asked => (
                asked.Why is AskReason.GroupMember or AskReason.Everybody && !narrowed ? asked.Target : EscalationTarget.Person + asked.StandsIn.FirstOrDefault(asked.PersonId),
                asked.Target, asked.IsBackUp))
            .DistinctBy(ask => ask.Item1);
    }

    /// <summary>The tree and the levels of a position, as channels follow them: <c>tree:payments tree:payments/2</c>.</summary>
    public static IEnumerable<string> Places(EscalationTree tree, EscalationPosition at) =>
        Enumerable.Range(at.Level + 1, at.Through - at.Level + 1).Select(level => string.Create(CultureInfo.InvariantCulture, $"{EscalationTarget.Tree}{tree.Name}/{level}")).Prepend(EscalationTarget.Tree + tree.Name);

    /// <summary>When an item at this position may have something to do: the next level, a late answer, or a calendar that moves on.</summary>
    public static DateTime? LookAt(EscalationTree tree, ItemEscalation item, EscalationFacts facts, DateTime now)
    {
        var until = item.NextAt ?? item.DeadlineAt;
        var levels = tree.Levels.Skip(item.Level).Take(item.Through - item.Level + 1).ToList();
        var breach = item.BreachedAt is null ? Earliest(item.BreachAt, item.NextAt is null && item.EndsAt < item.DeadlineAt ? item.EndsAt : null) : null;
        return Earliest(Earliest(item.NextAt, breach), until > now ? Turn(levels, facts, new Interval(now, until)) : null);
    }

    /// <summary>The first instant after now at which a shift, somebody's hours or an absence begins or ends.</summary>
    private static DateTime? Turn(List<EscalationLevel> levels, EscalationFacts facts, Interval window)
    {
        var rotations = levels.SelectMany(level => level.Targets.Concat(level.BackUps)).Select(target => EscalationTarget.Name(target, EscalationTarget.Rotation)).OfType<string>().Distinct();
        var times = rotations.SelectMany(name => facts.Rotations.TryGetValue(name, out var rotation) ? rotation.Shifts(window) : []).Select(shift => shift.Time).ToList();
        foreach (var hours in levels.Select(level => level.Hours).OfType<WeeklyHours>())
            times.AddRange(facts.People.Values.Select(person => person.Zone).DistinctBy(zone => zone.Id).SelectMany(zone => hours.Within(window, zone)));
        times.AddRange(facts.Absences.Select(absence => absence.Time));
        return times.SelectMany(time => new[] { time.FromAt, time.UntilAt }).Where(edge => edge > window.FromAt && edge < window.UntilAt).Select(edge => (DateTime?)edge).Min();
    }

    private static IEnumerable<EscalationLevel> Levels(EscalationStep step, EscalationFacts facts)
    {
        var within = Math.Clamp(step.WithinSeconds, EscalationClock.LeastSeconds, EscalationRules.LongestSeconds);
        if (EscalationTarget.Name(step.To, EscalationTarget.Tree) is not { } name)
            return [new EscalationLevel([.. step.To.Split(' ')], within, [])];
        return facts.Trees.TryGetValue(name, out var tree) && facts.Levels(tree) is { Count: > 0 } levels ? levels : [new EscalationLevel([EscalationTarget.Everybody], within, [])];
    }

    private static DateTime? Earliest(DateTime? a, DateTime? b) => a is null ? b : b is null || a < b ? a : b;
}
