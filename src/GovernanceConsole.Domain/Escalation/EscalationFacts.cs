using GovernanceConsole.Domain.Rotation;

namespace GovernanceConsole.Domain.Escalation;

/// <summary>Somebody a level may name, as they stand now.</summary>
/// <param name="Id">Who.</param>
/// <param name="Zone">On whose wall clock business hours are read.</param>
/// <param name="Active">Not suspended.</param>
/// <param name="IsApprover">Holds the role.</param>
/// <param name="HasPasskey">Could sign at all.</param>
/// <param name="Groups">The lists the person is in.</param>
public sealed record AskablePerson(string Id, TimeZoneInfo Zone, bool Active, bool IsApprover, bool HasPasskey, IReadOnlySet<string> Groups)
{
    public bool CanSign => Active && IsApprover && HasPasskey;
}

/// <summary>Everything needed to say who is asked. Values only: the same facts and instant give the same answer.</summary>
/// <param name="People">Everybody, by id. Who is missing is nobody.</param>
/// <param name="Rotations">By name.</param>
/// <param name="Absences">Those that are not over.</param>
/// <param name="Trees">By name, for levels that stand for another tree.</param>
/// <param name="Excluded">The requester chain: neither asked nor answered for.</param>
public sealed record EscalationFacts(
    IReadOnlyDictionary<string, AskablePerson> People,
    IReadOnlyDictionary<string, OnCallRotation> Rotations,
    IReadOnlyCollection<Absence> Absences,
    IReadOnlyDictionary<string, EscalationTree> Trees,
    IReadOnlySet<string> Excluded)
{
    /// <summary>The levels of a tree with those of the trees it refers to in their place. A tree that is unknown or refers to itself gives none there.</summary>
    public IReadOnlyList<EscalationLevel> Levels(EscalationTree tree) => [.. Flatten(tree, [tree.Name])];

    private IEnumerable<EscalationLevel> Flatten(EscalationTree tree, HashSet<string> above)
    {
        foreach (var level in tree.Levels)
        {
            if (level.Tree is not { } name)
                yield return level;
            else if (!above.Contains(name) && Trees.TryGetValue(name, out var other))
            {
                foreach (var inner in Flatten(other, [.. above, name]))
                    yield return inner;
            }
        }
    }
}
