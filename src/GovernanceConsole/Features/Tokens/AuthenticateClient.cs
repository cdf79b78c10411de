using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Tokens;

/// <summary>
/// Believes a client by its assertion, once: the signature and claims are checked first, then the <c>jti</c> is spent in a commit of its own, so that an assertion is used up also when what it was sent for
/// is refused. Every failure is the same <c>invalid_client</c>.
/// </summary>
internal sealed class AuthenticateClient(Work work, ClientDirectory clients, TokenKeys keys, ClientLimits limits, Place place)
{
    public async Task<Outcome<Client>> Handle(OAuthForm form, CancellationToken cancel)
    {
        if (form["client_assertion_type"] != ClientAssertion.Type || form["client_secret"] is not null)
            return TokenRefusals.InvalidClient;
        if (await ClientAssertion.Read(form["client_assertion"], form["client_id"], clients, keys, place.Issuer, work.Now()) is not { } assertion)
            return TokenRefusals.InvalidClient;
        if (!limits.TryTake(assertion.Client.Id))
            return TokenRefusals.SlowDown;
        return await Spend(assertion, cancel);
    }

    private async Task<Outcome<Client>> Spend(ClientAssertion assertion, CancellationToken cancel)
    {
        try
        {
            return await work.Do<Client>(assertion.Client.Actor, async act =>
            {
                act.Ungoverned("A spent assertion is kept until it would have ended, so that it is used once; what it was used for has an entry of its own.");
                if (await act.Db.UsedAssertions.AnyAsync(a => a.ClientId == assertion.Client.Id && a.TokenId == assertion.Id, CancellationToken.None))
                    return TokenRefusals.InvalidClient;
                act.Db.UsedAssertions.Add(new UsedAssertion { ClientId = assertion.Client.Id, TokenId = assertion.Id, ExpiresAt = assertion.EndsAt });
                return assertion.Client;
            }, cancel);
        }
        catch (DbUpdateException)
        {
            // Another replica spent it between our look and our write: the primary key decides.
            return TokenRefusals.InvalidClient;
        }
    }
}
