using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.Stops;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Tokens;

/// <summary>
/// Gives an authenticated client its console token (<c>client_credentials</c>): audience the console, scope by the kind of client, never more. The client's state is read again from the
/// database; a suspended one gets the answer of an unknown one, and an agent that a stop covers whole gets none until people release it.
/// </summary>
internal sealed class IssueConsoleToken(Work work, IssuedTokens tokens, Place place, IOptions<TokensOptions> options) : IGrantType
{
    public string Name => "client_credentials";

    public async Task<Outcome<TokenAnswer>> Answer(Client client, OAuthForm form, CancellationToken cancel)
    {
        if ((form["resource"] ?? form["audience"] ?? place.Issuer) != place.Issuer)
            return TokenRefusals.InvalidTarget;
        var all = ConsoleToken.ScopesOf(client.Kind);
        var wanted = form["scope"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().ToList() ?? [.. all];
        if (wanted.Count == 0 || !wanted.TrueForAll(all.Contains))
            return TokenRefusals.InvalidScope;
        return await Handle(client.Actor, string.Join(' ', wanted), cancel);
    }

    public async Task<Outcome<TokenAnswer>> Handle(Actor client, string scope, CancellationToken cancel)
    {
        var seconds = options.Value.ConsoleTokenSeconds;
        var issued = await work.Do<(int Epoch, string TokenId, string Transaction, DateTime At)>(client, async act =>
        {
            if (await ActiveEpoch(act, client) is not { } epoch)
                return TokenRefusals.InvalidClient;
            if (client.Kind == ActorKind.Agent && (await act.Kept(StopsNow.Read)).Silencing((await act.Kept(Registry.Agents))[client.Id]) is not null)
                return TokenRefusals.Stopped;
            var (id, transaction) = (act.Ids.New(Ids.Token), act.Ids.New(Ids.Transaction));
            act.Audit(AuditTypes.TokenIssued, client.Id, new Dictionary<string, string> { ["token"] = id, ["transaction"] = transaction });
            return (epoch, id, transaction, act.Now);
        }, cancel);
        if (issued.IsRefused)
            return issued.Refusal;

        // Signed after the commit: the writer has better things to do, and a token without an entry cannot be.
        var (epoch, tokenId, transaction, now) = issued.Value;
        var token = tokens.Write(new JsonObject
        {
            ["sub"] = client.Id,
            ["client_id"] = client.Id,
            ["aud"] = place.Issuer,
            ["exp"] = IssuedTokens.Seconds(now) + seconds,
            ["jti"] = tokenId,
            ["scope"] = scope,
            ["txn"] = transaction,
            ["epoch"] = epoch,
        }, now);
        return new TokenAnswer(token, seconds, scope);
    }

    private static async Task<int?> ActiveEpoch(Act act, Actor client) => client.Kind switch
    {
        ActorKind.Agent => await act.Db.Agents.Where(a => a.Id == client.Id && a.SuspendedAt == null).Select(a => (int?)a.TokenEpoch).SingleOrDefaultAsync(),
        ActorKind.Point => await act.Db.Points.Where(p => p.Id == client.Id && p.SuspendedAt == null).Select(p => (int?)p.TokenEpoch).SingleOrDefaultAsync(),
        _ => null,
    };
}
