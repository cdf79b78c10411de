using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>Asks a browser for any passkey of this site. Changes nothing; questions nobody answered are forgotten after an hour.</summary>
internal sealed class OpenSignIn(PasskeyAssertion assertion)
{
    public async Task<Outcome<AskedSignature>> Handle()
    {
        return await assertion.Ask(Actor.Nobody, async act =>
        {
            var stale = act.Now.AddHours(-1);
            await act.Db.Ceremonies.Where(c => c.Typ == Ceremonies.SignIn && c.ExpiresAt < stale).ExecuteDeleteAsync();
            return Ceremonies.OpenNonce(act, Ceremonies.SignIn, personId: null, subjectId: null);
        });
    }
}

/// <summary>What a page hands to the browser: the ceremony to answer and the options (WebAuthn JSON) to ask with.</summary>
internal sealed record AskedSignature(string Ceremony, string Options);

/// <summary>Begins a session for whoever answers with an enrolled passkey. Refused: unknown or removed passkey, suspended person, no user verification, a question that is over.</summary>
internal sealed class SignIn(Work work, PasskeyAssertion assertion)
{
    public async Task<Outcome<StartedSession>> Handle(string? ceremonyId, string answer)
    {
        var answered = await assertion.Take(ceremonyId, Ceremonies.SignIn, personId: null, answer);
        if (answered.IsRefused)
            return answered.Refusal;
        var (ceremony, proof) = answered.Value;
        return await work.Do<StartedSession>(proof.Actor, async act =>
            await PasskeyAssertion.Spend(act, ceremony, proof) is { } refusal
                ? refusal
                : Sessions.Start(act, proof.Passkey.PersonId, proof.Passkey.CredentialId));
    }
}
