using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Agents;

/// <summary>A recent intent of an agent.</summary>
internal sealed record RecentIntent(string Id, DateTime DeclaredAt, string Consequence, IntentStatus Status, bool Held, Risk Risk);

/// <summary>A tool an agent may name, and who serves it at the moment.</summary>
internal sealed record ToolLine(string Audience, string? PointId, string? PointName, bool IsServed);

/// <summary>An agent with what stands around it.</summary>
/// <param name="MayManage">Whether the reader may change it: for buttons; the acts check again.</param>
internal sealed record AgentDetail(Agent Agent, string OwnerName, bool OwnerIsActive, string RegisteredByName, IReadOnlyList<ToolLine> Tools, IReadOnlyList<RecentIntent> Recent, bool MayManage);

/// <summary>Reads one agent for people who may.</summary>
internal sealed class ReadAgent(Database database, Work work)
{
    private const int MostRecent = 8;

    public async Task<Outcome<AgentDetail>> Handle(Actor actor, string id, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        if (await db.Lacks(actor, Permission.ReadAgents, work.Now()) is { } lacking)
            return lacking;
        if (await db.Agents.SingleOrDefaultAsync(a => a.Id == id, cancel) is not { } agent)
            return AgentRefusals.NotFound;
        var owner = await db.People.SingleOrDefaultAsync(p => p.Id == agent.OwnerId, cancel);
        var registrar = await db.People.Where(p => p.Id == agent.RegisteredById).Select(p => p.Name).SingleOrDefaultAsync(cancel);
        var points = await db.PointAudiences.Where(a => agent.Tools.Contains(a.Audience))
            .Join(db.Points, a => a.PointId, p => p.Id, (a, p) => new { a.Audience, p.Id, p.Name, p.SuspendedAt }).ToListAsync(cancel);
        var tools = agent.Tools.Select(tool => points.Find(p => p.Audience == tool) is { } point
            ? new ToolLine(tool, point.Id, point.Name, point.SuspendedAt is null)
            : new ToolLine(tool, null, null, false));
        List<RecentIntent> recent = [];
        foreach (var type in agent.IntentTypes)
            recent.AddRange(await db.Intents.Where(i => i.AgentId == id && i.Type == type).OrderByDescending(i => i.DeclaredAt).Take(MostRecent)
                .Select(i => new RecentIntent(i.Id, i.DeclaredAt, i.Consequence, i.Status, i.Held, i.Risk)).ToListAsync(cancel));
        return new AgentDetail(agent, owner?.Name ?? "unknown", owner is { SuspendedAt: null }, registrar ?? agent.RegisteredById, [.. tools],
            [.. recent.OrderByDescending(i => i.DeclaredAt).Take(MostRecent)], await db.Lacks(actor, Permission.ManageAgents, work.Now()) is null);
    }
}
