using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>
/// Spends a one-time link on a first passkey and begins a session. Set-up makes the first operator; a recovery removes the passkeys that were there before, because whoever found the lost device
/// might hold them. The link, the question and the passkey are each taken once; whoever comes second is refused and leaves nothing.
/// </summary>
internal sealed class EnrolFirstPasskey(Work work, Database database, PasskeyEnrolment enrolment)
{
    public async Task<Outcome<StartedSession>> Handle(string? ceremonyId, string? secret, string? label, string answer)
    {
        await using var db = database.Read();
        var invitation = await Invitations.Find(db, secret);
        if (InvitationRules.Works(invitation, work.Now()) is { } broken)
            return broken;
        var ceremony = await Ceremonies.Find(db, ceremonyId, Ceremonies.FirstPasskey, personId: null, work.Now());
        if (ceremony.IsRefused)
            return ceremony.Refusal;
        if (ceremony.Value.SubjectId != invitation!.Id)
            return PeopleRefusals.CeremonyOver;
        var called = PasskeyRules.Label(label);
        if (called.IsRefused)
            return called.Refusal;
        var credential = enrolment.Verify(ceremony.Value, answer);
        if (credential.IsRefused)
            return credential.Refusal;
        return await work.Do<StartedSession>(Actor.Nobody, act => Enrol(act, ceremony.Value, invitation, called.Value, credential.Value));
    }

    private static async Task<Outcome<StartedSession>> Enrol(Act act, SigningCeremony ceremony, Invitation invitation, string label, NewCredential credential)
    {
        if (await Ceremonies.Spend(act, ceremony) is { } over)
            return over;
        var spent = await act.Db.Invitations.Where(i => i.Id == invitation.Id && i.UsedAt == null && i.WithdrawnAt == null && i.ExpiresAt > act.Now)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.UsedAt, (DateTime?)act.Now));
        if (spent != 1)
            return PersonRefusals.LinkSpent;
        var personId = ceremony.PersonId!;
        var by = Actor.Person(personId);

        Person? person;
        if (invitation.Kind == InvitationKind.SetUp)
        {
            if (await Operators.EverExisted(act.Db))
                return PersonRefusals.SetUpDone;
            person = MakeFirstOperator(act, personId, JsonSerializer.Deserialize<SetUpMemo>(ceremony.Memo!)!);
        }
        else
        {
            person = await act.Db.People.SingleOrDefaultAsync(p => p.Id == personId && p.SuspendedAt == null);
            if (person is null)
                return PersonRefusals.Suspended;
            await RemoveEarlier(act, personId);
        }

        var passkey = await PasskeyEnrolment.Add(act, credential, personId, label, invitation.IssuedById);
        if (passkey.IsRefused)
            return passkey.Refusal;
        var recovered = invitation.Kind == InvitationKind.Recovery;
        person.EnrolledAt ??= act.Now;
        person.Version++;
        act.Audit(recovered ? AuditTypes.PasskeyAdded : AuditTypes.PersonEnrolled, personId,
            ids: new Dictionary<string, string> { ["invitation"] = invitation.Id, ["vouched_by"] = invitation.IssuedById },
            digests: new Dictionary<string, string> { ["key"] = IntentDigest.Of(credential.PublicKey) },
            detail: new JsonObject { ["name"] = person.Name, ["label"] = label, ["aaguid"] = passkey.Value.Aaguid, ["practice"] = passkey.Value.Practice, ["recovery"] = recovered }, by: by);
        await Notices.TellPersonAndOperators(act, personId,
            recovered ? $"You are back: the passkey “{label}” was enrolled by a recovery link, and your earlier passkeys were removed." : $"Welcome. The passkey “{label}” was enrolled by your link.",
            name => recovered ? $"{name} enrolled a new passkey by a recovery link; the earlier ones were removed." : $"{name} enrolled a first passkey by an invitation.");
        await Notices.PutWhatWaits(act, personId);
        return Sessions.Start(act, personId, passkey.Value.CredentialId);
    }

    private static Person MakeFirstOperator(Act act, string personId, SetUpMemo memo)
    {
        var person = new Person { Id = personId, Name = memo.Name, Zone = memo.Zone, CreatedAt = act.Now, InvitedById = Actor.Console.Id };
        act.Db.People.Add(person);
        act.Db.RoleHoldings.Add(new RoleHolding { PersonId = personId, Role = Role.Operator, FromAt = act.Now, GrantedById = Actor.Console.Id });
        act.Audit(AuditTypes.RoleGranted, personId, detail: new JsonObject { ["name"] = memo.Name, ["role"] = PeopleStatements.RoleName(Role.Operator), ["bootstrap"] = true }, by: Actor.Console);
        return person;
    }

    private static async Task RemoveEarlier(Act act, string personId)
    {
        await act.Db.Passkeys.Where(k => k.PersonId == personId && k.RemovedAt == null).ExecuteUpdateAsync(set => set.SetProperty(k => k.RemovedAt, (DateTime?)act.Now));
        await Sessions.End(act, personId);
    }
}
