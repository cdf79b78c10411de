using System.Security.Cryptography;
using System.Text;

namespace GovernanceConsole.Domain.Approvals.WebAuthn;

/// <summary>What an enrolment is measured against. <paramref name="IsEnrolled"/> answers whether any person holds a credential of that id.</summary>
public sealed record RegistrationExpectation(string RpId, IReadOnlyCollection<string> Origins, byte[] Challenge, Func<byte[], bool> IsEnrolled);

/// <summary>A credential to store. <paramref name="PublicKey"/> is the COSE key as it came.</summary>
public sealed record NewCredential(
    byte[] Id, byte[] PublicKey, int Algorithm, Guid Aaguid, uint SignCount, bool BackupEligible, bool BackedUp, IReadOnlyList<string> Transports)
{
    /// <summary>True for the demo's script that behaves as an authenticator; such a credential counts in demo mode only.</summary>
    public bool IsPracticeKey => Aaguid == PracticeKey.Aaguid;
}

/// <summary>
/// Verifies an enrolment by the steps of WebAuthn L3 §7.1, in their order. No attestation is asked for: a statement of format <c>none</c> must be empty, another format's is not weighed (steps 21 to 24), so the
/// AAGUID is a claim of the authenticator and not a proof.
/// </summary>
public static class RegistrationVerification
{
    private const int LeastChallenge = 16;
    private const int LongestCredentialId = 1023;

    /// <summary>The first step that does not hold, or the credential to store.</summary>
    public static Outcome<NewCredential> Verify(RegistrationExpectation expected, RegistrationResponse response)
    {
        foreach (var step in Steps(expected, response))
        {
            if (!step.Holds)
                return step.Otherwise;
        }

        var data = ReadAttestation(response.AttestationObject)!.Value.Data.Value;
        var credential = data.Credential!;
        return new NewCredential(credential.Id, credential.PublicKey.Bytes, credential.PublicKey.Algorithm, credential.Aaguid, data.SignCount,
            data.Has(AuthenticatorBits.BackupEligible), data.Has(AuthenticatorBits.BackedUp), response.Transports);
    }

    /// <summary>Every step, held or not, in order. After a part that cannot be read no further step is listed.</summary>
    public static IEnumerable<CeremonyStep> Steps(RegistrationExpectation expected, RegistrationResponse response)
    {
        var client = ClientData.Read(response.ClientDataJson);
        yield return Step("6", "The client data can be read.", CeremonyRefusals.ClientData, !client.IsRefused);
        if (client.IsRefused)
            yield break;
        yield return Step("7", "The signature is an enrolment, not an assertion.", CeremonyRefusals.Type, client.Value.Type == "webauthn.create");
        yield return Step("8", "The challenge is the one that was sent.", CeremonyRefusals.Challenge,
            expected.Challenge.Length >= LeastChallenge && client.Value.Challenge.AsSpan().SequenceEqual(expected.Challenge));
        yield return Step("9", "The page that asked has one of the console's addresses.", CeremonyRefusals.Origin, expected.Origins.Contains(client.Value.Origin, StringComparer.Ordinal));
        yield return Step("10", "The page was not inside another site's page.", CeremonyRefusals.CrossOrigin, !client.Value.CrossOrigin);
        yield return Step("11", "No other site is named as the outer page.", CeremonyRefusals.TopOrigin, client.Value.TopOrigin is null);

        var attestation = ReadAttestation(response.AttestationObject);
        yield return Step("13", "The attestation object can be read.", CeremonyRefusals.Attestation, attestation is not null);
        if (attestation is not { } parsed)
            yield break;
        // A key of an algorithm that was not offered is step 20; it is met while reading, so its refusal comes through here.
        yield return Step(parsed.Data.Refusal?.Code == CeremonyRefusals.Algorithm.Code ? "20" : "13", "The authenticator data can be read and its key is ES256 or RS256.",
            parsed.Data.Refusal ?? CeremonyRefusals.AuthenticatorData, !parsed.Data.IsRefused);
        if (parsed.Data.IsRefused)
            yield break;
        var data = parsed.Data.Value;
        yield return Step("14", "The passkey was made for this site.", CeremonyRefusals.RpId, data.RpIdHash.AsSpan().SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(expected.RpId))));
        yield return Step("15", "Somebody was present.", CeremonyRefusals.UserPresence, data.Has(AuthenticatorBits.UserPresent));
        yield return Step("16", "The passkey checked who it was.", CeremonyRefusals.UserVerification, data.Has(AuthenticatorBits.UserVerified));
        yield return Step("17", "A passkey that cannot be backed up does not claim a backup.", CeremonyRefusals.BackupState,
            data.Has(AuthenticatorBits.BackupEligible) || !data.Has(AuthenticatorBits.BackedUp));
        yield return Step("20", "The authenticator data brings a new credential.", CeremonyRefusals.AuthenticatorData, data.Credential is not null);
        if (data.Credential is not { } credential)
            yield break;
        yield return Step("21", "A statement of format none is empty.", CeremonyRefusals.Attestation, parsed.Format != "none" || parsed.Statement.Members.Count == 0);
        yield return Step("25", "The credential's identifier has at most 1023 bytes and is the one the browser names.", CeremonyRefusals.CredentialId,
            credential.Id.Length is > 0 and <= LongestCredentialId && credential.Id.AsSpan().SequenceEqual(response.CredentialId));
        yield return Step("26", "The credential is not enrolled yet.", CeremonyRefusals.AlreadyEnrolled, !expected.IsEnrolled(credential.Id));
    }

    private static (string Format, CborMap Statement, Outcome<AuthenticatorData> Data)? ReadAttestation(byte[] bytes) =>
        Cbor.TryReadAll(bytes, out var value) && value is CborMap { Members.Count: 3 } map
        && map.TryGet<CborText>("fmt", out var format) && map.TryGet<CborMap>("attStmt", out var statement) && map.TryGet<CborBytes>("authData", out var data)
            ? (format.Value, statement, AuthenticatorData.Read(data.Value))
            : null;

    private static CeremonyStep Step(string number, string rule, Refusal otherwise, bool holds) => new($"WebAuthn L3 §7.1 step {number}", rule, otherwise, holds);
}
