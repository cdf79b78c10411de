using GovernanceConsole.Data;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.KillSwitch;

/// <summary>What a scope is drawn around, as rows of the database: the same that <see cref="StopScope.Covers"/> says of one intent.</summary>
internal static class StopTargets
{
    /// <summary>The scope in words; null when there is nothing of that name, for a stop around nothing would read like one that worked.</summary>
    public static async Task<string?> Words(GovernanceDb db, IntentTypes types, StopScope scope)
    {
        var value = scope.Value;
        return scope.Reach switch
        {
            StopReach.Agent => await db.Agents.Where(a => a.Id == value).Select(a => "the agent " + a.Name).SingleOrDefaultAsync(),
            StopReach.Owner => await db.People.Where(p => p.Id == value).Select(p => "every agent of " + p.Name).SingleOrDefaultAsync(),
            StopReach.IntentType => types.Find(value) is { } type ? $"every intent of the type {type.Id}" : null,
            StopReach.Tool => await db.PointAudiences.Where(a => a.Audience == value).Select(a => "the tool " + a.Audience).SingleOrDefaultAsync(),
            StopReach.Environment => AgentRules.Environments.Contains(value) ? $"every agent in {value}" : null,
            _ => "everything",
        };
    }

    public static IQueryable<Intent> Intents(GovernanceDb db, StopScope scope)
    {
        var value = scope.Value;
        return scope.Reach switch
        {
            StopReach.Agent => db.Intents.Where(i => i.AgentId == value),
            StopReach.Owner => db.Intents.Where(i => i.OwnerId == value || db.Agents.Any(a => a.Id == i.AgentId && a.OwnerId == value)),
            StopReach.IntentType => db.Intents.Where(i => i.Type == value),
            StopReach.Tool => db.Intents.Where(i => i.Tool == value),
            StopReach.Environment => db.Intents.Where(i => db.Agents.Any(a => a.Id == i.AgentId && a.Environment == value)),
            _ => db.Intents,
        };
    }

    /// <summary>Agents of which something or everything stands inside.</summary>
    public static IEnumerable<Agent> Agents(IEnumerable<Agent> agents, StopScope scope) => agents.Where(agent => scope.Reach switch
    {
        StopReach.IntentType => agent.IntentTypes.Contains(scope.Value),
        StopReach.Tool => agent.Tools.Contains(scope.Value),
        _ => scope.CoversWhole(agent),
    });

    /// <summary>Active enforcement points that are asked to confirm: for a tool the one that serves it, else all, for any of them may be about to act.</summary>
    public static IQueryable<string> Points(GovernanceDb db, StopScope scope)
    {
        var value = scope.Value;
        var active = db.Points.Where(p => p.SuspendedAt == null);
        return (scope.Reach == StopReach.Tool ? active.Where(p => db.PointAudiences.Any(a => a.PointId == p.Id && a.Audience == value)) : active).Select(p => p.Id);
    }
}
