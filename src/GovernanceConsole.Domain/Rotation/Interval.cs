namespace GovernanceConsole.Domain.Rotation;

/// <summary>A stretch of time, half-open: it holds <paramref name="FromAt"/> and not <paramref name="UntilAt"/>. Instants are UTC.</summary>
public readonly record struct Interval(DateTime FromAt, DateTime UntilAt)
{
    public bool IsEmpty => UntilAt <= FromAt;

    public bool Holds(DateTime instant) => FromAt <= instant && instant < UntilAt;

    public bool Meets(Interval other) => FromAt < other.UntilAt && other.FromAt < UntilAt;

    /// <summary>What both have; empty where they do not meet.</summary>
    public Interval And(Interval other) =>
        new(FromAt > other.FromAt ? FromAt : other.FromAt, UntilAt < other.UntilAt ? UntilAt : other.UntilAt);

    /// <summary>What is left of this when <paramref name="cuts"/>, in order and apart from each other, are taken out.</summary>
    public IEnumerable<Interval> Without(IEnumerable<Interval> cuts)
    {
        var from = FromAt;
        foreach (var cut in cuts)
        {
            if (cut.UntilAt <= from)
                continue;
            if (cut.FromAt >= UntilAt)
                break;
            if (cut.FromAt > from)
                yield return new Interval(from, cut.FromAt);
            from = cut.UntilAt;
        }

        if (from < UntilAt)
            yield return new Interval(from, UntilAt);
    }

    /// <summary>The same stretches in order, those that touch or overlap as one.</summary>
    public static IReadOnlyList<Interval> Join(IEnumerable<Interval> stretches)
    {
        var joined = new List<Interval>();
        foreach (var next in stretches.Where(s => !s.IsEmpty).OrderBy(s => s.FromAt))
        {
            if (joined.Count > 0 && next.FromAt <= joined[^1].UntilAt)
                joined[^1] = joined[^1] with { UntilAt = next.UntilAt > joined[^1].UntilAt ? next.UntilAt : joined[^1].UntilAt };
            else
                joined.Add(next);
        }

        return joined;
    }
}
