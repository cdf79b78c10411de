using GovernanceConsole.Data;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.Rotation;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Escalation;

/// <summary>Everything the rules of escalation want to know, read once and asked for any moment from then on. For one thread at a time.</summary>
internal sealed class EscalationBoard
{
    private static readonly HashSet<string> Nobody = [];
    private readonly List<Person> _people;
    private readonly List<RoleHolding> _approvers;
    private readonly HashSet<string> _keyed;
    private readonly List<GroupMembership> _memberships;
    private readonly DutyBoard _duty;
    private (DateTime From, DateTime Until, EscalationFacts Facts)? _last;

    private EscalationBoard(List<Person> people, List<RoleHolding> approvers, HashSet<string> keyed, List<GroupMembership> memberships, DutyBoard duty, IReadOnlyDictionary<string, EscalationTree> trees)
    {
        (_people, _approvers, _keyed, _memberships, _duty) = (people, approvers, keyed, memberships, duty);
        Trees = trees;
    }

    /// <summary>The trees as they stand, by name.</summary>
    public IReadOnlyDictionary<string, EscalationTree> Trees { get; }

    public static async Task<EscalationBoard> Read(GovernanceDb db) => new(
        await db.People.AsNoTracking().ToListAsync(),
        await db.RoleHoldings.AsNoTracking().Where(h => h.Role == Role.Approver).ToListAsync(),
        (await db.Passkeys.Where(k => k.RemovedAt == null).Select(k => k.PersonId).ToListAsync()).ToHashSet(StringComparer.Ordinal),
        await db.GroupMemberships.AsNoTracking().ToListAsync(),
        await DutyBoard.Read(db),
        (await db.EscalationTrees.AsNoTracking().Where(t => t.UntilAt == null).ToListAsync()).ToDictionary(t => t.Name, t => EscalationTree.Parse(t.Document), StringComparer.Ordinal));

    /// <summary>The facts at a moment; <paramref name="excluded"/> is the requester chain.</summary>
    public EscalationFacts At(DateTime now, IReadOnlySet<string>? excluded = null)
    {
        if (_last is not { } last || now < last.From || now >= last.Until)
            _last = last = (now, NextEdge(now), Build(now));
        return excluded is null ? last.Facts : last.Facts with { Excluded = WithDelegates(excluded, last.Facts, now) };
    }

    /// <summary>Who stands in for somebody of the chain belongs to it.</summary>
    private static HashSet<string> WithDelegates(IReadOnlySet<string> chain, EscalationFacts facts, DateTime now) =>
        [.. chain, .. chain.SelectMany(id => Delegation.Resolve(id, now, facts.Absences)?.Chain ?? [])];

    /// <summary>What a tree may name.</summary>
    public KnownTargets Known(DateTime now)
    {
        var facts = At(now);
        return new KnownTargets(
            facts.People.Values.Where(p => p.Active && p.IsApprover).Select(p => p.Id).ToHashSet(StringComparer.Ordinal),
            facts.People.Values.SelectMany(p => p.Groups).ToHashSet(StringComparer.Ordinal),
            facts.Rotations.Keys.ToHashSet(StringComparer.Ordinal), Trees);
    }

    private EscalationFacts Build(DateTime now)
    {
        var approvers = _approvers.Where(h => Holds(h.FromAt, h.UntilAt, now)).Select(h => h.PersonId).ToHashSet(StringComparer.Ordinal);
        var groups = _memberships.Where(m => Holds(m.FromAt, m.UntilAt, now)).ToLookup(m => m.PersonId, m => m.Group, StringComparer.Ordinal);
        var people = _people.ToDictionary(p => p.Id, p => new AskablePerson(
            p.Id, p.TimeZone(), p.SuspendedAt is null, approvers.Contains(p.Id), _keyed.Contains(p.Id),
            groups[p.Id].ToHashSet(StringComparer.Ordinal)), StringComparer.Ordinal);
        return new EscalationFacts(people, _duty.Rotations, [.. _duty.Absences.Where(a => a.Time.UntilAt > now)], Trees, Nobody);
    }

    /// <summary>When the next role or membership begins or ends by itself.</summary>
    private DateTime NextEdge(DateTime now) =>
        _approvers.SelectMany(h => new[] { h.FromAt, h.UntilAt ?? DateTime.MaxValue }).Concat(_memberships.SelectMany(m => new[] { m.FromAt, m.UntilAt ?? DateTime.MaxValue }))
            .Where(edge => edge > now).DefaultIfEmpty(DateTime.MaxValue).Min();

    private static bool Holds(DateTime from, DateTime? until, DateTime now) => from <= now && (until is null || until > now);
}
