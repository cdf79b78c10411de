using GovernanceConsole.Domain.Rotation;

namespace GovernanceConsole.Domain.Escalation;

/// <summary>Why somebody is asked, or is not.</summary>
public enum AskReason
{
    /// <summary>Named themselves.</summary>
    Named,

    /// <summary>In the group that is named.</summary>
    GroupMember,

    /// <summary>On duty in the rotation that is named.</summary>
    OnCall,

    /// <summary>Everybody with the role is asked.</summary>
    Everybody,

    Unknown,
    Suspended,
    NotApprover,
    NoPasskey,
    OutsideHours,

    /// <summary>Away, and nobody stands in.</summary>
    Away,

    /// <summary>In the requester chain, or stands in for somebody who is, or the other way round.</summary>
    RequesterChain,
}

/// <summary>One person who is asked.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Why">By which kind of target.</param>
/// <param name="Target">The target that named them, or the person they stand in for.</param>
/// <param name="IsBackUp">No target of the level could be asked.</param>
/// <param name="StandsIn">The people they stand in for, first to last; empty where they answer for themselves.</param>
public sealed record Asked(string PersonId, AskReason Why, string Target, bool IsBackUp, IReadOnlyList<string> StandsIn);

/// <summary>One person or target that is not asked, and why.</summary>
public sealed record NotAsked(string Id, AskReason Why, string Target);

/// <summary>The answer for one level at one instant. Empty means that nobody can be asked; it is never filled with somebody the level does not name.</summary>
public sealed record AskedPeople(IReadOnlyList<Asked> Asked, IReadOnlyList<NotAsked> NotAsked)
{
    public bool IsEmpty => Asked.Count == 0;

    /// <summary>Who is asked by a level at an instant: its targets, or its back-ups where none of them can be asked. Each person once, for the first target that names them.</summary>
    public static AskedPeople Of(EscalationLevel level, DateTime at, EscalationFacts facts)
    {
        var left = new List<NotAsked>();
        var first = Ask(level.Targets, level.Hours, isBackUp: false);
        return new AskedPeople(first.Count > 0 ? first : Ask(level.BackUps, level.Hours, isBackUp: true), left);

        List<Asked> Ask(IReadOnlyList<string> targets, WeeklyHours? hours, bool isBackUp)
        {
            var asked = new List<Asked>();
            foreach (var (id, why, target) in targets.SelectMany(target => Named(target, at, facts), (target, n) => (n.Id, n.Why, target)))
            {
                var standIn = Delegation.Resolve(id, at, facts.Absences);
                var objection = Fault(id, standIn, hours, at, facts);
                if (objection is { } no)
                    left.Add(new NotAsked(id, no, target));
                else if (!asked.Exists(a => a.PersonId == standIn!.PersonId))
                    asked.Add(new Asked(standIn!.PersonId, why, target, isBackUp, [.. standIn.Chain.SkipLast(1)]));
            }

            return asked;
        }
    }

    private static IEnumerable<(string Id, AskReason Why)> Named(string target, DateTime at, EscalationFacts facts)
    {
        if (target == EscalationTarget.Everybody)
            return facts.People.Values.Where(p => p.IsApprover && p.Active).Select(p => (p.Id, AskReason.Everybody));
        if (EscalationTarget.Name(target, EscalationTarget.Group) is { } group)
            return facts.People.Values.Where(p => p.Groups.Contains(group)).Select(p => (p.Id, AskReason.GroupMember));
        if (EscalationTarget.Name(target, EscalationTarget.Person) is { } person)
            return [(person, AskReason.Named)];
        return EscalationTarget.Name(target, EscalationTarget.Rotation) is { } name && facts.Rotations.TryGetValue(name, out var rotation) && rotation.WhoAt(at) is { } shift
            ? [(shift.PersonId, AskReason.OnCall)]
            : [];
    }

    /// <summary>Why the person cannot be asked; null when they, or who stands in for them, can. The named person must hold the role too, so that a delegate never gains by it.</summary>
    private static AskReason? Fault(string id, StandIn? standIn, WeeklyHours? hours, DateTime at, EscalationFacts facts)
    {
        if (!facts.People.TryGetValue(id, out var named))
            return AskReason.Unknown;
        if (!named.Active)
            return AskReason.Suspended;
        if (!named.IsApprover)
            return AskReason.NotApprover;
        if (standIn is null)
            return AskReason.Away;
        if (standIn.Excluded(facts.Excluded) is not null)
            return AskReason.RequesterChain;
        if (!facts.People.TryGetValue(standIn.PersonId, out var there))
            return AskReason.Unknown;
        return !there.Active ? AskReason.Suspended
            : !there.IsApprover ? AskReason.NotApprover
            : !there.HasPasskey ? AskReason.NoPasskey
            : hours is not null && !hours.Hold(at, there.Zone) ? AskReason.OutsideHours
            : null;
    }
}
