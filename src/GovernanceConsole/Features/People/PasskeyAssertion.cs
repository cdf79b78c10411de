using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>A verified answer to a ceremony: the passkey as it was when verified, the browser's answer as evidence, and what it says of counter and backup.</summary>
internal sealed record PasskeyProof(Passkey Passkey, AssertionResponse Evidence, VerifiedAssertion Says)
{
    public Actor Actor => Actor.Person(Passkey.PersonId);

    /// <summary>Statement and evidence for the erasable side of the log, so that the signature can be verified for as long as it is kept.</summary>
    public JsonObject ToDetail(SigningCeremony ceremony) => new()
    {
        ["statement"] = ceremony.Statement is null ? null : Base64UrlText.Encode(ceremony.Statement),
        ["credential"] = Passkey.CredentialId,
        ["key"] = Base64UrlText.Encode(Passkey.CoseKey),
        ["client_data"] = Base64UrlText.Encode(Evidence.ClientDataJson),
        ["authenticator_data"] = Base64UrlText.Encode(Evidence.AuthenticatorData),
        ["signature"] = Base64UrlText.Encode(Evidence.Signature),
        ["practice"] = Passkey.Practice,
    };
}

/// <summary>What somebody was asked to sign, and the proof that they did.</summary>
internal sealed record AnsweredCeremony(SigningCeremony Ceremony, PasskeyProof Proof);

/// <summary>
/// The one way a passkey's signature is taken, for sign-in, approvals and changes of standing alike, in two halves. <see cref="Take"/> does the cryptography and is called before the act waits for
/// the writer; <see cref="Spend"/> runs inside the act and makes the answer count once: the ceremony unused and in time, the passkey not removed, its counter still below, the person active.
/// </summary>
internal sealed class PasskeyAssertion(Database database, Place place, Work work)
{
    /// <summary>The WebAuthn user handle of a person.</summary>
    public static byte[] UserHandle(string personId) => Encoding.UTF8.GetBytes(personId);

    /// <summary>What the browser is asked for. Sign-in takes any passkey of this site; every other ceremony those of its person.</summary>
    public async Task<string> Options(SigningCeremony ceremony)
    {
        await using var db = database.Read();
        var allowed = ceremony.PersonId is null ? [] : await LiveIds(db, ceremony.PersonId);
        return PasskeyOptions.ForAssertion(place.RpId, ceremony.Challenge, allowed, Ceremonies.Lifetime);
    }

    /// <summary>Runs the act that opens a ceremony, and says what the browser is asked with. Refused as that act refuses.</summary>
    public async Task<Outcome<AskedSignature>> Ask(Actor actor, Func<Act, Task<Outcome<SigningCeremony>>> open)
    {
        var opened = await work.Do(actor, open);
        return opened.IsRefused ? opened.Refusal : new AskedSignature(opened.Value.Id, await Options(opened.Value));
    }

    /// <summary>Finds the ceremony that is answered and verifies the answer. Refused when there is none of that sort, or not for this person or subject, or it is over; else as the verification says.</summary>
    /// <param name="ceremonyId">As the browser names it.</param>
    /// <param name="typ">The sort that is meant.</param>
    /// <param name="personId">Whose it must be; null for sign-in, where the passkey tells.</param>
    /// <param name="answer">The browser's answer.</param>
    /// <param name="subjectId">What it must be about, where the address named that as well.</param>
    public async Task<Outcome<AnsweredCeremony>> Take(string? ceremonyId, string typ, string? personId, string answer, string? subjectId = null)
    {
        await using var db = database.Read();
        var ceremony = await Ceremonies.Find(db, ceremonyId, typ, personId, work.Now());
        if (ceremony.IsRefused)
            return ceremony.Refusal;
        if (subjectId is not null && ceremony.Value.SubjectId != subjectId)
            return PeopleRefusals.CeremonyOver;
        var proof = await Verify(db, ceremony.Value, answer);
        return proof.IsRefused ? proof.Refusal : new AnsweredCeremony(ceremony.Value, proof.Value);
    }

    /// <summary>Verifies the browser's answer (WebAuthn L3 §7.2). Nothing is changed by it, save that a copied or a practice key leaves a trace.</summary>
    private async Task<Outcome<PasskeyProof>> Verify(GovernanceDb db, SigningCeremony ceremony, string answer)
    {
        var response = AssertionResponse.Read(Encoding.UTF8.GetBytes(answer));
        if (response.IsRefused)
            return response.Refusal;

        var passkey = await Live(db, Base64UrlText.Encode(response.Value.CredentialId));
        if (passkey is null)
            return PersonRefusals.UnknownPasskey;
        if (PasskeyRules.Counts(passkey.Practice, place.Demo) is { } practice)
        {
            await Trace(passkey, practice);
            return practice;
        }

        var stored = new StoredCredential(response.Value.CredentialId, passkey.CoseKey, UserHandle(passkey.PersonId), (uint)passkey.SignCount, passkey.BackupEligible);
        // Every passkey of the person is asked for, so that this one lives and is theirs says that it was; an empty list means any person's.
        if (ceremony.PersonId is not null && passkey.PersonId != ceremony.PersonId)
            return CeremonyRefusals.Credential;
        List<byte[]> allowed = ceremony.PersonId is null ? [] : [stored.Id];
        var says = AssertionVerification.Verify(new AssertionExpectation(place.RpId, place.Origins, ceremony.Challenge, stored, allowed), response.Value);
        if (!says.IsRefused)
            return new PasskeyProof(passkey, response.Value, says.Value);
        // The counter is the last step, so the signature itself was good: a copy of the key is about.
        if (says.Refusal.Code == CeremonyRefusals.Counter.Code)
            await Trace(passkey, says.Refusal);
        return says.Refusal;
    }

    /// <summary>Makes the answer count, inside the act that does what was signed. Null when it does; else nothing of the act may stay.</summary>
    public static async Task<Refusal?> Spend(Act act, SigningCeremony ceremony, PasskeyProof proof)
    {
        if (await Ceremonies.Spend(act, ceremony) is { } over)
            return over;
        var id = proof.Passkey.CredentialId;
        long counter = proof.Says.SignCount;
        var updated = await act.Db.Statements.Run("UPDATE passkeys SET \"SignCount\" = @p0, \"BackedUp\" = @p1, \"LastUsedAt\" = @p2 "
            + "WHERE \"CredentialId\" = @p3 AND \"RemovedAt\" IS NULL AND (\"SignCount\" < @p0 OR (\"SignCount\" = 0 AND @p0 = 0))",
            counter, proof.Says.BackedUp, UtcMilliseconds.Of(act.Now), id);
        if (updated != 1)
            return PeopleRefusals.PasskeyChanged;
        return (await act.Kept(Standings.Read)).Person(proof.Passkey.PersonId) is { SuspendedAt: null } ? null : PersonRefusals.Suspended;
    }

    private Task<Outcome<Done>> Trace(Passkey passkey, Refusal refusal) => work.Do<Done>(Actor.Person(passkey.PersonId), async act =>
    {
        act.Audit(AuditTypes.PasskeyRefused, passkey.PersonId, detail: new JsonObject { ["credential"] = passkey.CredentialId, ["reason"] = refusal.Code });
        await Notices.TellPersonAndOperators(act, passkey.PersonId, $"A signature by your passkey “{passkey.Label}” was refused: {refusal.Message}",
            name => $"A signature by a passkey of {name} was refused: {refusal.Message}");
        return new Done();
    });

    private static async Task<List<byte[]>> LiveIds(GovernanceDb db, string personId)
    {
        var ids = new List<byte[]>();
        await foreach (var id in LiveOf(db, personId))
            ids.Add(Base64UrlText.Decode(id)!);
        return ids;
    }

    private static readonly Func<GovernanceDb, string, Task<Passkey?>> Live = EF.CompileAsyncQuery(
        (GovernanceDb db, string id) => db.Passkeys.AsNoTracking().SingleOrDefault(k => k.CredentialId == id && k.RemovedAt == null));

    private static readonly Func<GovernanceDb, string, IAsyncEnumerable<string>> LiveOf = EF.CompileAsyncQuery(
        (GovernanceDb db, string personId) => db.Passkeys.Where(k => k.PersonId == personId && k.RemovedAt == null).Select(k => k.CredentialId));
}
