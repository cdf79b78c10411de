using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>A made but not yet vouched-for credential, kept with the ceremony that asks for the vouching signature.</summary>
internal sealed record NewPasskeyMemo(NewCredential Credential, string Label);

/// <summary>
/// Adds a passkey to the actor's own account, in three steps: <see cref="Open"/> asks the browser for a new credential, <see cref="Present"/> takes it and asks an existing passkey to sign the
/// statement <c>enrolment/1</c> that names it, <see cref="Handle"/> verifies that signature and adds it. A stolen session alone adds nothing.
/// </summary>
internal sealed class AddPasskey(Work work, Database database, Place place, PasskeyEnrolment enrolment, PasskeyAssertion assertion)
{
    public async Task<Outcome<AskedSignature>> Open(Actor actor)
    {
        await using var db = database.Read();
        if (actor.Kind != ActorKind.Person || await Standing.Of(db, actor.Id, work.Now()) is not { } standing)
            return PeopleRefusals.SignedOut;
        var opened = await work.Do<SigningCeremony>(actor, act =>
            Task.FromResult<Outcome<SigningCeremony>>(Ceremonies.OpenNonce(act, Ceremonies.FurtherPasskey, actor.Id, subjectId: null)));
        return opened.IsRefused ? opened.Refusal : new AskedSignature(opened.Value.Id, await enrolment.Options(opened.Value, actor.Id, standing.Person.Name));
    }

    public async Task<Outcome<AskedSignature>> Present(Actor actor, string? ceremonyId, string? label, string answer)
    {
        await using var db = database.Read();
        var first = await Ceremonies.Find(db, ceremonyId, Ceremonies.FurtherPasskey, actor.Id, work.Now());
        if (first.IsRefused)
            return first.Refusal;
        var called = PasskeyRules.Label(label);
        if (called.IsRefused)
            return called.Refusal;
        var credential = enrolment.Verify(first.Value, answer);
        if (credential.IsRefused)
            return credential.Refusal;

        var memo = JsonSerializer.Serialize(new NewPasskeyMemo(credential.Value, called.Value));
        return await assertion.Ask(actor, async act =>
        {
            if (await Ceremonies.Spend(act, first.Value) is { } over)
                return over;
            var frame = Ceremonies.Frame(act, place);
            var statement = PeopleStatements.OfPasskey(frame, Base64UrlText.Encode(credential.Value.Id), credential.Value.PublicKey);
            return Ceremonies.OpenOver(act, SignedStatement.Enrolment, subjectId: null, statement, memo);
        });
    }

    public async Task<Outcome<Done>> Handle(Actor actor, string? ceremonyId, string answer)
    {
        var answered = await assertion.Take(ceremonyId, SignedStatement.Enrolment, actor.Id, answer);
        if (answered.IsRefused)
            return answered.Refusal;
        var (ceremony, proof) = answered.Value;
        var memo = JsonSerializer.Deserialize<NewPasskeyMemo>(ceremony.Memo!)!;
        return await work.Do<Done>(actor, async act =>
        {
            if (await PasskeyAssertion.Spend(act, ceremony, proof) is { } refusal)
                return refusal;
            // Whoever vouched for the passkey that signs vouches for the new one.
            var passkey = await PasskeyEnrolment.Add(act, memo.Credential, actor.Id, memo.Label, proof.Passkey.VouchedById);
            if (passkey.IsRefused)
                return passkey.Refusal;
            act.Audit(AuditTypes.PasskeyAdded, actor.Id, ids: new Dictionary<string, string> { ["vouched_by"] = passkey.Value.VouchedById },
                digests: new Dictionary<string, string> { ["key"] = IntentDigest.Of(memo.Credential.PublicKey), ["statement"] = IntentDigest.Of(ceremony.Statement) },
                detail: new JsonObject { ["label"] = memo.Label, ["aaguid"] = passkey.Value.Aaguid, ["practice"] = passkey.Value.Practice, ["signed"] = proof.ToDetail(ceremony) });
            await Notices.TellPersonAndOperators(act, actor.Id, $"The passkey “{memo.Label}” was added to your account.", name => $"{name} added a passkey to their account.");
            return new Done();
        });
    }
}
