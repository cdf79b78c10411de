using System.Text;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>The one way a new passkey is asked for and read. The practice key is refused here outside demo mode, whatever the page offered.</summary>
internal sealed class PasskeyEnrolment(Database database, Place place)
{
    private const string RpName = "Governance Console";

    /// <summary>What the browser is asked for.</summary>
    public async Task<string> Options(SigningCeremony ceremony, string personId, string name)
    {
        await using var db = database.Read();
        var held = await db.Passkeys.Where(k => k.PersonId == personId && k.RemovedAt == null).Select(k => k.CredentialId).ToListAsync();
        return PasskeyOptions.ForEnrolment(place.RpId, RpName, ceremony.Challenge, PasskeyAssertion.UserHandle(personId), name, name,
            held.Select(id => Base64UrlText.Decode(id)!), Ceremonies.Lifetime);
    }

    /// <summary>Verifies the browser's answer (WebAuthn L3 §7.1).</summary>
    public Outcome<NewCredential> Verify(SigningCeremony ceremony, string answer)
    {
        var response = RegistrationResponse.Read(Encoding.UTF8.GetBytes(answer));
        if (response.IsRefused)
            return response.Refusal;
        using var db = database.Read();
        var expectation = new RegistrationExpectation(place.RpId, place.Origins, ceremony.Challenge, id => IsEnrolled(db, id));
        var credential = RegistrationVerification.Verify(expectation, response.Value);
        if (credential.IsRefused)
            return credential.Refusal;
        return PasskeyRules.Counts(credential.Value.IsPracticeKey, place.Demo) is { } practice ? practice : credential;
    }

    /// <summary>Adds the credential to the act. Refused when somebody enrolled the same one meanwhile.</summary>
    public static async Task<Outcome<Passkey>> Add(Act act, NewCredential credential, string personId, string label, string vouchedById)
    {
        var id = Base64UrlText.Encode(credential.Id);
        if (await act.Db.Passkeys.AnyAsync(k => k.CredentialId == id))
            return CeremonyRefusals.AlreadyEnrolled;
        var passkey = new Passkey
        {
            CredentialId = id,
            PersonId = personId,
            CoseKey = credential.PublicKey,
            SignCount = credential.SignCount,
            Aaguid = credential.Aaguid.ToString(),
            BackupEligible = credential.BackupEligible,
            BackedUp = credential.BackedUp,
            Practice = credential.IsPracticeKey,
            Label = label,
            EnrolledAt = act.Now,
            VouchedById = vouchedById,
        };
        act.Db.Passkeys.Add(passkey);
        return passkey;
    }

    private static bool IsEnrolled(GovernanceDb db, byte[] id)
    {
        var text = Base64UrlText.Encode(id);
        return db.Passkeys.Any(k => k.CredentialId == text);
    }
}
