using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Agents;

/// <summary>What an operator can choose from while describing an agent.</summary>
/// <param name="Owners">Active people: id and name.</param>
/// <param name="Types">Intent types: id and title.</param>
/// <param name="Tools">Audiences that an active point serves: URI and the point's name.</param>
public sealed record Choices(IReadOnlyList<(string Id, string Name)> Owners, IReadOnlyList<(string Id, string Title)> Types, IReadOnlyList<(string Audience, string Point)> Tools);

/// <summary>Reads the choices, for people who may manage agents.</summary>
internal sealed class RegistryChoices(Database database, IntentTypes types, Work work)
{
    public async Task<Outcome<Choices>> Read(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        if (await db.Lacks(actor, Permission.ManageAgents, work.Now()) is { } lacking)
            return lacking;
        var owners = await db.People.Where(p => p.SuspendedAt == null).OrderBy(p => p.Name).Select(p => new { p.Id, p.Name }).ToListAsync(cancel);
        var tools = await db.PointAudiences.Join(db.Points.Where(p => p.SuspendedAt == null), a => a.PointId, p => p.Id, (a, p) => new { a.Audience, p.Name })
            .OrderBy(a => a.Audience).ToListAsync(cancel);
        return new Choices([.. owners.Select(o => (o.Id, o.Name))], [.. types.All.Select(t => (t.Id, t.Title))], [.. tools.Select(t => (t.Audience, t.Name))]);
    }
}
