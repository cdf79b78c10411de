using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Agents;

/// <summary>An enforcement point with what it serves and when it last spent a grant.</summary>
internal sealed record PointLine(EnforcementPoint Point, IReadOnlyList<string> Audiences, DateTime? LastRedeemedAt);

/// <summary>An enforcement point with what stands around it.</summary>
/// <param name="Agents">Agents that may name one of its audiences: id and name.</param>
/// <param name="MayManage">Whether the reader may change it: for buttons; the acts check again.</param>
internal sealed record PointDetail(PointLine Line, string RegisteredByName, IReadOnlyList<(string Id, string Name)> Agents, bool MayManage);

/// <summary>Reads the registry of enforcement points for people who may. By name.</summary>
internal sealed class ReadPoints(Database database, Work work)
{
    public async Task<Outcome<IReadOnlyList<PointLine>>> All(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        if (await db.Lacks(actor, Permission.ReadAgents, work.Now()) is { } lacking)
            return lacking;
        var points = await db.Points.OrderBy(p => p.Name).ToListAsync(cancel);
        List<PointLine> lines = [];
        foreach (var point in points)
            lines.Add(await Line(db, point, cancel));
        return lines;
    }

    public async Task<Outcome<PointDetail>> One(Actor actor, string id, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        if (await db.Lacks(actor, Permission.ReadAgents, work.Now()) is { } lacking)
            return lacking;
        if (await db.Points.SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } point)
            return AgentRefusals.NotFound;
        var line = await Line(db, point, cancel);
        var agents = (await db.Agents.OrderBy(a => a.Name).Select(a => new { a.Id, a.Name, a.Tools }).ToListAsync(cancel))
            .Where(a => a.Tools.Exists(line.Audiences.Contains)).Select(a => (a.Id, a.Name));
        var registrar = await db.People.Where(p => p.Id == point.RegisteredById).Select(p => p.Name).SingleOrDefaultAsync(cancel);
        return new PointDetail(line, registrar ?? point.RegisteredById, [.. agents], await db.Lacks(actor, Permission.ManageAgents, work.Now()) is null);
    }

    private static async Task<PointLine> Line(GovernanceDb db, EnforcementPoint point, CancellationToken cancel)
    {
        var audiences = await db.PointAudiences.Where(a => a.PointId == point.Id).OrderBy(a => a.Audience).Select(a => a.Audience).ToListAsync(cancel);
        // The log has an index of actor and place, the grants have none of the redeemer.
        var last = await db.LogEntries.Where(e => e.ActorId == point.Id && e.Type == AuditTypes.GrantRedeemed).OrderByDescending(e => e.Index).Select(e => (DateTime?)e.At).FirstOrDefaultAsync(cancel);
        return new PointLine(point, audiences, last);
    }
}
