using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Agents;

/// <summary>An agent as one line of the registry.</summary>
internal sealed record AgentLine(string Id, string Name, string Environment, bool IsActive, string OwnerId, string OwnerName, bool OwnerIsActive, Risk RiskTier,
    IReadOnlyList<string> IntentTypes, DateTime? LastIntentAt);

/// <summary>Reads the registry of agents for people who may. By name.</summary>
internal sealed class ListAgents(Database database, Work work)
{
    public async Task<Outcome<IReadOnlyList<AgentLine>>> Handle(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        if (await db.Lacks(actor, Permission.ReadAgents, work.Now()) is { } lacking)
            return lacking;
        var agents = await db.Agents.OrderBy(a => a.Name).ToListAsync(cancel);
        var people = await db.People.Select(p => new { p.Id, p.Name, p.SuspendedAt }).ToDictionaryAsync(p => p.Id, StringComparer.Ordinal, cancel);
        List<AgentLine> lines = [];
        foreach (var agent in agents)
        {
            var owner = people.GetValueOrDefault(agent.OwnerId);
            lines.Add(new AgentLine(agent.Id, agent.Name, agent.Environment, agent.IsActive, agent.OwnerId, owner?.Name ?? "unknown", owner is { SuspendedAt: null },
                agent.RiskTier, agent.IntentTypes, await LastIntent(db, agent, cancel)));
        }

        return lines;
    }

    /// <summary>One seek a type in the index of agent, type and moment, so that a long history costs nothing.</summary>
    private static async Task<DateTime?> LastIntent(GovernanceDb db, Agent agent, CancellationToken cancel)
    {
        DateTime? last = null;
        foreach (var type in agent.IntentTypes)
        {
            var at = await db.Intents.Where(i => i.AgentId == agent.Id && i.Type == type).OrderByDescending(i => i.DeclaredAt).Select(i => (DateTime?)i.DeclaredAt).FirstOrDefaultAsync(cancel);
            if (at > last || last is null)
                last = at ?? last;
        }

        return last;
    }
}
