namespace GovernanceConsole.Domain.Escalation;

/// <summary>Where an open item stands in its tree. Kept with the item, so that a restart continues where it was and nobody's time is lost.</summary>
/// <param name="Round">From 0; counts repeats.</param>
/// <param name="Level">The first level asked, from 0 in the tree's flat list.</param>
/// <param name="Through">The last level asked; more than <paramref name="Level"/> only where time is too short to ask them one after the other.</param>
/// <param name="EnteredAt">Since when.</param>
/// <param name="NextAt">When the next level is asked; null when there is none and a breach is what follows.</param>
/// <param name="EndsAt">When the time of this position is over; equal to <paramref name="NextAt"/> where there is one.</param>
public sealed record EscalationPosition(int Round, int Level, int Through, DateTime EnteredAt, DateTime? NextAt, DateTime EndsAt);

/// <summary>One step of what would happen: where, until when, and who is asked as it begins.</summary>
public sealed record EscalationStage(EscalationPosition Position, AskedPeople People);

/// <summary>
/// Which level an item stands at and when it goes on. Works back from the deadline: where the levels of a round need more time than is left, each gets its share, and none less than <see cref="LeastSeconds"/>
/// (nor more than its own time); where even that does not fit, the remaining levels are asked together at once. A late step begins when it is made: people who were not asked
/// while the console was down lose none of their time to that. It never ends in a decision.
/// </summary>
public static class EscalationClock
{
    /// <summary>The least time anybody gets before others are asked too, seconds.</summary>
    public const int LeastSeconds = 60;

    /// <summary>The first position of an item that opens now; null when the tree has no levels.</summary>
    public static EscalationStage? Open(EscalationTree tree, DateTime openedAt, DateTime deadline, EscalationFacts facts)
    {
        var levels = facts.Levels(tree);
        return levels.Count == 0 ? null : Enter(levels, tree.Repeats, 0, 0, openedAt, deadline, facts);
    }

    /// <summary>The position that follows, entered now; null while the present one has time left, and when none follows.</summary>
    public static EscalationStage? Next(EscalationTree tree, EscalationPosition at, DateTime now, DateTime deadline, EscalationFacts facts)
    {
        if (at.NextAt is not { } due || now < due || now >= deadline)
            return null;
        var levels = facts.Levels(tree);
        if (levels.Count == 0)
            return null;
        var next = at.Through + 1;
        if (next < levels.Count)
            return Enter(levels, tree.Repeats, at.Round, next, now, deadline, facts);
        return at.Round < tree.Repeats ? Enter(levels, tree.Repeats, at.Round + 1, 0, now, deadline, facts) : null;
    }

    /// <summary>Everything that would happen to an item that opens at an instant and is not answered.</summary>
    public static IReadOnlyList<EscalationStage> Foresee(EscalationTree tree, DateTime openedAt, DateTime deadline, EscalationFacts facts)
    {
        var stages = new List<EscalationStage>();
        for (var stage = Open(tree, openedAt, deadline, facts); stage is not null;)
        {
            stages.Add(stage);
            stage = stage.Position.NextAt is { } next ? Next(tree, stage.Position, next, deadline, facts) : null;
        }

        return stages;
    }

    /// <summary>Who is asked at an instant for an item that opened at another and was not answered; null before it opened and for a tree without levels.</summary>
    public static EscalationStage? WhoIsAsked(EscalationTree tree, DateTime openedAt, DateTime now, DateTime deadline, EscalationFacts facts)
    {
        if (Foresee(tree, openedAt, deadline, facts).LastOrDefault(stage => stage.Position.EnteredAt <= now) is not { } stage)
            return null;
        return stage with { People = Ask(facts.Levels(tree), stage.Position, now, facts) };
    }

    /// <summary>Who is asked at a position now: people come on duty and go out of it while a level's time runs.</summary>
    public static AskedPeople Ask(IReadOnlyList<EscalationLevel> levels, EscalationPosition at, DateTime now, EscalationFacts facts)
    {
        // A tree that was shortened meanwhile asks with its last level.
        var first = Math.Max(0, Math.Min(at.Level, levels.Count - 1));
        var parts = levels.Skip(first).Take(at.Through - at.Level + 1).Select(level => AskedPeople.Of(level, now, facts)).ToList();
        return parts.Count == 1
            ? parts[0]
            : new AskedPeople([.. parts.SelectMany(part => part.Asked).DistinctBy(asked => asked.PersonId)], [.. parts.SelectMany(part => part.NotAsked).Distinct()]);
    }

    private static EscalationStage Enter(IReadOnlyList<EscalationLevel> levels, int repeats, int round, int level, DateTime now, DateTime deadline, EscalationFacts facts)
    {
        while (level < levels.Count - 1 && levels[level].SkipIfEmpty && AskedPeople.Of(levels[level], now, facts).IsEmpty)
            level++;

        var left = (deadline - now).TotalSeconds;
        var through = left < (double)LeastSeconds * (levels.Count - level) ? levels.Count - 1 : level;
        var ends = through > level ? deadline : now.AddSeconds(Share(levels, level, left));
        if (ends > deadline)
            ends = deadline;
        var isLast = through == levels.Count - 1 && round >= repeats;
        var position = new EscalationPosition(round, level, through, now, isLast || ends >= deadline ? null : ends, ends);
        return new EscalationStage(position, Ask(levels, position, now, facts));
    }

    /// <summary>The seconds a level has: its own, or its part of what is left, with the least for each that follows kept back.</summary>
    private static double Share(IReadOnlyList<EscalationLevel> levels, int level, double left)
    {
        double own = levels[level].WithinSeconds;
        var wanted = levels.Skip(level).Sum(l => (double)l.WithinSeconds);
        if (wanted <= left)
            return own;
        var keptBack = (double)LeastSeconds * (levels.Count - level - 1);
        return Math.Max(Math.Min(own, LeastSeconds), Math.Min(Math.Floor(own * left / wanted), left - keptBack));
    }
}
