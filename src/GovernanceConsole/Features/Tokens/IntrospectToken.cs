using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Features.Agents;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Tokens;

/// <summary>
/// Tells an enforcement point whether an action token for one of its audiences is alive at this moment (RFC 7662), and what it stands for. Alive means: ours, unended, the grant's current one, the grant
/// unredeemed, unrevoked and unexpired, the agent active. Everything else, also what is none of the point's business, is null: inactive, and nothing more is said.
/// Changes nothing.
/// </summary>
internal sealed class IntrospectToken(Database database, IssuedTokens issued, ClientDirectory clients, TimeProvider clock)
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
        if (!isAlive)
            return null;
        var answer = new JsonObject { ["active"] = true, ["token_type"] = "Bearer" };
        foreach (var claim in jwt.Payload.EnumerateObject().Where(c => c.Name != "epoch"))
            answer[claim.Name] = JsonNode.Parse(claim.Value.GetRawText());
        return answer;
    }
}
