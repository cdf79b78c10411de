using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>Removes a passkey from the actor's own account, never the last one, and ends the sessions that were begun with it. The row stays, so that old signatures keep verifying.</summary>
internal sealed class RemovePasskey(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, string credentialId) => work.Do<Done>(actor, async act =>
    {
        if (actor.Kind != ActorKind.Person || await Standing.Of(act.Db, actor.Id, act.Now) is null)
            return PeopleRefusals.SignedOut;
        var passkey = await act.Db.Passkeys.SingleOrDefaultAsync(k => k.CredentialId == credentialId);
        var live = await act.Db.Passkeys.CountAsync(k => k.PersonId == actor.Id && k.RemovedAt == null);
        if (PasskeyRules.MayRemove(passkey, actor.Id, live) is { } refusal)
            return refusal;
        passkey!.RemovedAt = act.Now;
        await Sessions.End(act, actor.Id, credentialId);
        act.Audit(AuditTypes.PasskeyRemoved, actor.Id, detail: new JsonObject { ["credential"] = credentialId, ["label"] = passkey.Label });
        await Notices.TellPersonAndOperators(act, actor.Id, $"The passkey “{passkey.Label}” was removed from your account.", name => $"{name} removed a passkey from their account.");
        return new Done();
    });
}
