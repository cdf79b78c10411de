using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.Stops;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Tokens;

/// <summary>
/// Tells an enforcement point whether an action token for one of its audiences is alive at this moment (RFC 7662), and what it stands for. Alive means: ours, unended, the grant's current one, the grant
/// unredeemed, unrevoked and unexpired, the agent active, no stop in scope. Everything else, also what is none of the point's business, is null: inactive, and nothing more is said.
/// Changes nothing.
/// </summary>
internal sealed class IntrospectToken(Database database, IssuedTokens issued, ClientDirectory clients, StopsNow stops, TimeProvider clock, ILogger<IntrospectToken> log)
{
    public async Task<JsonObject?> Handle(Client point, string token, CancellationToken cancel)
    {
        if (await issued.Read(token) is not { } jwt || jwt.String("aud") is not { } audience || clients.ServerOf(audience)?.Id != point.Id)
            return null;
        var (now, id) = (clock.GetUtcNow().UtcDateTime, jwt.String("jti"));
        await using var db = database.Read();
        var grant = await db.Grants.SingleOrDefaultAsync(g => g.CurrentTokenId == id, cancel);
        var isAlive = grant is { RedeemedAt: null, RevokedAt: null } && grant.ExpiresAt > now && grant.Audience == audience
            && clients.Find(grant.AgentId) is { IsActive: true } agent && jwt.Payload.TryGetProperty("epoch", out var epoch) && epoch.TryGetInt32(out var then) && then == agent.Epoch;
        if (!isAlive || await IsStopped(db, grant!, cancel))
            return null;
        var answer = new JsonObject { ["active"] = true, ["token_type"] = "Bearer" };
        foreach (var claim in jwt.Payload.EnumerateObject().Where(c => c.Name != "epoch"))
            answer[claim.Name] = JsonNode.Parse(claim.Value.GetRawText());
        return answer;
    }

    /// <summary>True also where it cannot be found out.</summary>
    private async Task<bool> IsStopped(GovernanceDb db, Grant grant, CancellationToken cancel)
    {
        try
        {
            var about = await db.Intents.Where(i => i.Id == grant.IntentId)
                .Join(db.Agents, i => i.AgentId, a => a.Id, (i, a) => new { i.OwnerId, OwnerNow = a.OwnerId, a.Environment, i.Type, i.Tool }).SingleAsync(cancel);
            return stops.InForce.Barring(new StopSubject(grant.AgentId, [about.OwnerId, about.OwnerNow], about.Environment, about.Type, about.Tool)) is not null;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogError(fault, "Whether {Grant} is stopped could not be read; it counts as stopped", grant.Id);
            return true;
        }
    }
}
