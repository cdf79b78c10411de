using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Stops;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.KillSwitch;

/// <summary>What a stop would hit at this moment. <paramref name="SameId"/> names the stop that is in force for this very scope already.</summary>
public sealed record StopPreview(string Words, int Agents, int Intents, int Grants, int Tokens, int Points, string? SameId);

/// <summary>What there is to stop, by reach: value and how it reads.</summary>
public sealed record StopChoices(IReadOnlyDictionary<StopReach, IReadOnlyList<(string Value, string Words)>> ByReach);

/// <summary>Counts what a stop would hit, before it is signed. Changes nothing; what is hit is counted again in the act.</summary>
internal sealed class PreviewStop(Database database, Work work, IntentTypes types)
{
    public async Task<Outcome<StopPreview>> Handle(Actor actor, string? reach, string? value, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.Stop, now) is { } refusal)
            return refusal;
        if (StopScope.Parse(reach, value) is not { } scope)
            return StopRefusals.Scope;
        if (await StopTargets.Words(db, types, scope) is not { } words)
            return StopRefusals.NoSuchScope;
        var hit = await FreezeScope.Look(db, scope, now);
        return new StopPreview(words, hit.Agents, hit.Intents.Count, hit.Grants.Count, hit.Tokens, await StopTargets.Points(db, scope).CountAsync(cancel), StopRules.Same(scope, (await StopsNow.Read(db)).All)?.Id);
    }

    public async Task<Outcome<StopChoices>> Choices(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        if (await db.Lacks(actor, Permission.Stop, work.Now()) is { } refusal)
            return refusal;
        var agents = await db.Agents.OrderBy(a => a.Name).Select(a => new { a.Id, a.Name, a.Environment }).ToListAsync(cancel);
        var owners = await db.People.Where(p => db.Agents.Any(a => a.OwnerId == p.Id)).OrderBy(p => p.Name).Select(p => new { p.Id, p.Name }).ToListAsync(cancel);
        var tools = await db.PointAudiences.OrderBy(a => a.Audience).Select(a => a.Audience).ToListAsync(cancel);
        return new StopChoices(new Dictionary<StopReach, IReadOnlyList<(string, string)>>
        {
            [StopReach.Agent] = [.. agents.Select(a => (a.Id, $"{a.Name} ({a.Environment})"))],
            [StopReach.Owner] = [.. owners.Select(o => (o.Id, o.Name))],
            [StopReach.IntentType] = [.. types.All.Select(t => (t.Id, $"{t.Title} ({t.Id})"))],
            [StopReach.Tool] = [.. tools.Select(t => (t, t))],
            [StopReach.Environment] = [.. AgentRules.Environments.Select(e => (e, e))],
            [StopReach.Everything] = [],
        });
    }
}
