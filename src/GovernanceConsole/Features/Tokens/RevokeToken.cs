using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Tokens;

/// <summary>
/// Ends a token of the client that asks (RFC 7009): a console token by its identifier, an action token by taking it from its grant. The grant itself lives on; while it is unredeemed its agent may claim
/// another token. What is unknown, dead or somebody else's is left alone and answered like success.
/// </summary>
internal sealed class RevokeToken(Work work, IssuedTokens issued, Place place)
{
    public async Task<Outcome<bool>> Handle(Client client, string token, CancellationToken cancel)
    {
        if (await issued.Read(token) is not { } jwt || jwt.String("client_id") != client.Id || jwt.String("jti") is not { } id)
            return false;
        var isConsoleToken = jwt.String("aud") == place.Issuer;
        return await work.Do<bool>(client.Actor, async act =>
        {
            if (isConsoleToken)
            {
                if (await act.Db.RevokedTokens.AnyAsync(t => t.TokenId == id))
                    return false;
                act.Db.RevokedTokens.Add(new RevokedToken { TokenId = id, ExpiresAt = jwt.Instant("exp")!.Value });
                act.Signal(DeadTokens.Topic);
            }
            else if (await act.Db.Grants.Where(g => g.CurrentTokenId == id && g.AgentId == client.Id && g.RedeemedAt == null)
                .ExecuteUpdateAsync(g => g.SetProperty(x => x.CurrentTokenId, (string?)null).SetProperty(x => x.TokenExpiresAt, (DateTime?)null)) != 1)
            {
                return false;
            }

            act.Audit(AuditTypes.TokenRevoked, client.Id, new Dictionary<string, string> { ["token"] = id });
            return true;
        }, cancel);
    }
}
