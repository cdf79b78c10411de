namespace GovernanceConsole.Domain.Rotation;

/// <summary>A person is away and, where one is named, another stands in for them.</summary>
public sealed record Absence(string PersonId, string? DelegateId, Interval Time);

/// <summary>
/// Who answers for whom. <paramref name="Chain"/> begins with the person and ends with whoever is there; everybody between is away. Separation of duties holds for the whole chain:
/// nobody stands in for somebody who must not decide, and nobody who must not decide stands in.
/// </summary>
public sealed record StandIn(IReadOnlyList<string> Chain)
{
    /// <summary>Whom to ask.</summary>
    public string PersonId => Chain[^1];

    /// <summary>For whom; the same person where nobody stands in.</summary>
    public string ForId => Chain[0];

    public bool IsDelegate => Chain.Count > 1;

    /// <summary>Null when nobody of the chain is excluded; else who is.</summary>
    public string? Excluded(IReadOnlySet<string> excluded) => Chain.FirstOrDefault(excluded.Contains);
}

/// <summary>
/// Follows absences from delegate to delegate, at most <see cref="LongestChain"/> steps. A circle, a chain that is too long, or an end at somebody who is away answers nobody: unknown means no.
/// </summary>
public static class Delegation
{
    /// <summary>How often one person may stand in for the next.</summary>
    public const int LongestChain = 3;

    /// <summary>Who answers for the person at an instant; null when nobody does.</summary>
    public static StandIn? Resolve(string personId, DateTime at, IEnumerable<Absence> absences)
    {
        var away = absences.Where(absence => absence.Time.Holds(at)).ToLookup(absence => absence.PersonId, absence => absence.DelegateId);
        return Follow(personId, id => away.Contains(id), id => away[id].First());
    }

    /// <summary>For whom the person answers at an instant: each with the whole chain, the person's own first unless they are away.</summary>
    public static IReadOnlyList<StandIn> AnswersFor(string personId, DateTime at, IReadOnlyCollection<Absence> absences) =>
        [.. absences.Where(absence => absence.Time.Holds(at)).Select(absence => absence.PersonId).Prepend(personId).Distinct()
            .Select(id => Resolve(id, at, absences)).OfType<StandIn>().Where(standIn => standIn.PersonId == personId)];

    /// <summary>Null when the absence may be added to those that are known; else why not. At no instant may it close a circle or make a chain too long.</summary>
    public static Refusal? Objects(Absence absence, IReadOnlyCollection<Absence> known, DateTime now)
    {
        if (absence.Time.IsEmpty || absence.Time.UntilAt - absence.Time.FromAt > TimeSpan.FromDays(366))
            return RotationRefusals.Field("/until_at", "The end comes after the beginning, and at most a year after it.");
        if (absence.Time.UntilAt <= now)
            return RotationRefusals.Field("/until_at", "The absence would be over already.");
        if (absence.DelegateId == absence.PersonId)
            return RotationRefusals.Field("/delegate_id", "Nobody stands in for themselves; choose another person, or nobody.");
        if (known.Any(other => other.PersonId == absence.PersonId && other.Time.Meets(absence.Time)))
            return RotationRefusals.AbsencesOverlap;

        // Who is away changes only where an absence begins or ends, so these instants stand for all.
        List<Absence> all = [.. known, absence];
        var instants = all.Select(a => a.Time.FromAt).Append(absence.Time.FromAt).Where(absence.Time.Holds).Distinct();
        return instants.Select(at => At(at, all)).FirstOrDefault(refusal => refusal is not null);
    }

    private static Refusal? At(DateTime at, List<Absence> all)
    {
        var away = all.Where(a => a.Time.Holds(at)).ToLookup(a => a.PersonId, a => a.DelegateId);
        foreach (var person in away.Select(group => group.Key))
        {
            var seen = new HashSet<string>();
            string? next = person;
            while (next is not null && away.Contains(next))
            {
                if (!seen.Add(next))
                    return RotationRefusals.Circle;
                next = away[next].First();
            }

            if (next is not null && seen.Count > LongestChain)
                return RotationRefusals.ChainTooLong;
        }

        return null;
    }

    private static StandIn? Follow(string personId, Func<string, bool> isAway, Func<string, string?> delegateOf)
    {
        List<string> chain = [personId];
        while (isAway(chain[^1]))
        {
            if (delegateOf(chain[^1]) is not { } next || chain.Contains(next) || chain.Count > LongestChain)
                return null;
            chain.Add(next);
        }

        return new StandIn(chain);
    }
}
