using GovernanceConsole.Data;
using GovernanceConsole.Domain.BreakGlass;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.Outbox;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Ui;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.BreakGlass;

/// <summary>What the rules of break-glass want to know of people and agents, read at one moment; and whom an episode is told to.</summary>
internal static class GlassPeople
{
    public static async Task<GlassFacts> Read(GovernanceDb db, DateTime now)
    {
        var holdings = (await db.RoleHoldings.AsNoTracking().Where(h => h.FromAt <= now && (h.UntilAt == null || h.UntilAt > now)).Select(h => new { h.PersonId, h.Role }).ToListAsync()).ToLookup(h => h.PersonId, h => h.Role, StringComparer.Ordinal);
        var keys = (await db.Passkeys.AsNoTracking().Where(k => k.RemovedAt == null).Select(k => new { k.PersonId, k.VouchedById }).ToListAsync()).ToLookup(k => k.PersonId, k => k.VouchedById, StringComparer.Ordinal);
        var people = await db.People.AsNoTracking().Where(p => p.SuspendedAt == null).Select(p => p.Id).ToListAsync();
        return new GlassFacts(
            [.. people.Where(keys.Contains).Select(id => new GlassPerson(id, Permissions.Allow(holdings[id], Permission.BreakGlass), Permissions.Allow(holdings[id], Permission.ReviewBreakGlass), [.. keys[id]]))],
            [.. (await db.Absences.AsNoTracking().Where(a => a.UntilAt > now).ToListAsync()).Select(a => a.Absence)], now);
    }

    /// <summary>Who answers for the agents of a scope now. An agent that is stopped or gone is answered for by nobody, and so the set is never the requester's alone.</summary>
    public static async Task<HashSet<string>> Owners(GovernanceDb db, EpisodeScope scope)
    {
        var agents = await db.Agents.AsNoTracking().Where(a => scope.Agents.Contains(a.Id)).Select(a => new { a.OwnerId, a.SuspendedAt }).ToListAsync();
        return [.. agents.Select(a => a.SuspendedAt is null ? a.OwnerId : ""), .. agents.Count == scope.Agents.Count ? [] : new[] { "" }];
    }

    public static async Task<EpisodeBounds> Bounds(GovernanceDb db, string requesterId, BreakGlassOptions options)
    {
        var agents = (await Registry.Agents(db)).Values;
        return new EpisodeBounds(
            agents.Where(a => a.IsActive && a.OwnerId == requesterId).ToDictionary(a => a.Id, a => ((IReadOnlyList<string>)a.IntentTypes, (IReadOnlyList<string>)a.Tools), StringComparer.Ordinal),
            agents.Select(a => a.Id).ToHashSet(StringComparer.Ordinal), await Registry.Served(db), options.LongestMinutes, options.MostActs);
    }

    /// <summary>How many others must sign what the person asks for: none where they are designated and hold two passkeys to sign with.</summary>
    public static async Task<int> Signatures(GovernanceDb db, string requesterId, BreakGlassOptions options) =>
        options.Designated.Contains(requesterId, StringComparer.Ordinal) && await db.Passkeys.CountAsync(k => k.PersonId == requesterId && k.RemovedAt == null) >= 2 ? 0 : options.Signatures;

    /// <summary>Tells every operator, everybody whom some escalation tree might ask, and whoever else is named. Written with the act, so that nobody can open quietly; the organisation's channels say it, too.</summary>
    public static async Task TellEverybody(Act act, string episodeId, IEnumerable<string> others, string text, string by)
    {
        var facts = (await act.Kept(EscalationBoard.Read)).At(act.Now);
        var targets = facts.Trees.Values.SelectMany(facts.Levels).SelectMany(level => level.Targets.Concat(level.BackUps)).ToHashSet(StringComparer.Ordinal);
        var told = facts.People.Values.Where(p => p.Active && targets.Any(target => Names(target, p, facts))).Select(p => p.Id).Concat(others).ToHashSet(StringComparer.Ordinal);
        told.UnionWith((await Operators.Of(act.Db, act.Now)).Where(o => o.Active).Select(o => o.PersonId));
        told.Remove(by);
        foreach (var id in told.Order(StringComparer.Ordinal))
            Notices.Tell(act, id, text, NoticeRoute.BreakGlass, Links.Episode(episodeId));
        Outgoing.Announce(act, NoticeRoute.BreakGlass, episodeId);
    }

    private static bool Names(string target, Domain.Escalation.AskablePerson person, Domain.Escalation.EscalationFacts facts) =>
        (target == Domain.Escalation.EscalationTarget.Everybody && person.IsApprover)
        || Domain.Escalation.EscalationTarget.Name(target, Domain.Escalation.EscalationTarget.Person) == person.Id
        || (Domain.Escalation.EscalationTarget.Name(target, Domain.Escalation.EscalationTarget.Group) is { } group && person.Groups.Contains(group))
        || (Domain.Escalation.EscalationTarget.Name(target, Domain.Escalation.EscalationTarget.Rotation) is { } rotation && facts.Rotations.TryGetValue(rotation, out var duty) && duty.Layers.Any(layer => layer.People.Contains(person.Id)));
}
