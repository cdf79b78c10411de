using System.Security.Cryptography;
using System.Text;

namespace GovernanceConsole.Domain.Approvals.WebAuthn;

/// <summary>
/// A credential as enrolled. <paramref name="SignCount"/> and <paramref name="BackupEligible"/> are null where nobody remembers them, as in a receipt; the steps that need them are then left out.
/// </summary>
public sealed record StoredCredential(byte[] Id, byte[] PublicKey, byte[] UserHandle, uint? SignCount, bool? BackupEligible);

/// <summary>
/// What an assertion is measured against. <paramref name="Origins"/> is an explicit list, compared byte for byte. <paramref name="AllowedCredentials"/> empty means any enrolled one was asked for; the person then
/// comes from the credential and the user handle must be there.
/// </summary>
public sealed record AssertionExpectation(
    string RpId, IReadOnlyCollection<string> Origins, byte[] Challenge, StoredCredential Credential, IReadOnlyCollection<byte[]> AllowedCredentials);

/// <summary>What a verified assertion says: the counter and backup state to store, in the transaction that consumes the challenge.</summary>
public sealed record VerifiedAssertion(uint SignCount, bool BackupEligible, bool BackedUp);

/// <summary>
/// Verifies an assertion by the steps of WebAuthn L3 §7.2, in their order. User verification is always required; framing by another origin never allowed; extension outputs are ignored.
/// Single use of the challenge and the stored counter are the caller's, in one transaction.
/// </summary>
public static class AssertionVerification
{
    // §13.4.3: a challenge carries at least 16 bytes of chance; an empty one must never match an empty one.
    private const int LeastChallenge = 16;

    /// <summary>The first step that does not hold, or what the assertion says.</summary>
    public static Outcome<VerifiedAssertion> Verify(AssertionExpectation expected, AssertionResponse response)
    {
        foreach (var step in Steps(expected, response))
        {
            if (!step.Holds)
                return step.Otherwise;
        }

        var data = AuthenticatorData.Read(response.AuthenticatorData).Value;
        return new VerifiedAssertion(data.SignCount, data.Has(AuthenticatorBits.BackupEligible), data.Has(AuthenticatorBits.BackedUp));
    }

    /// <summary>Every step, held or not, in order. After a part that cannot be read no further step is listed.</summary>
    public static IEnumerable<CeremonyStep> Steps(AssertionExpectation expected, AssertionResponse response)
    {
        var credential = expected.Credential;
        yield return Step("5", "The passkey is one that was asked for.", CeremonyRefusals.Credential,
            expected.AllowedCredentials.Count == 0 || expected.AllowedCredentials.Any(id => id.AsSpan().SequenceEqual(response.CredentialId)));
        yield return Step("6", "The passkey is the enrolled one.", CeremonyRefusals.Credential, response.CredentialId.AsSpan().SequenceEqual(credential.Id));
        yield return Step("6", "The passkey belongs to the person who signs.", CeremonyRefusals.UserHandle,
            response.UserHandle is null ? expected.AllowedCredentials.Count > 0 : response.UserHandle.AsSpan().SequenceEqual(credential.UserHandle));

        var client = ClientData.Read(response.ClientDataJson);
        yield return Step("9", "The client data can be read.", CeremonyRefusals.ClientData, !client.IsRefused);
        if (client.IsRefused)
            yield break;
        yield return Step("10", "The signature is an assertion, not an enrolment.", CeremonyRefusals.Type, client.Value.Type == "webauthn.get");
        yield return Step("11", "The challenge is the digest of the statement.", CeremonyRefusals.Challenge,
            expected.Challenge.Length >= LeastChallenge && client.Value.Challenge.AsSpan().SequenceEqual(expected.Challenge));
        yield return Step("12", "The page that asked has one of the console's addresses.", CeremonyRefusals.Origin, expected.Origins.Contains(client.Value.Origin, StringComparer.Ordinal));
        yield return Step("13", "The page was not inside another site's page.", CeremonyRefusals.CrossOrigin, !client.Value.CrossOrigin);
        yield return Step("14", "No other site is named as the outer page.", CeremonyRefusals.TopOrigin, client.Value.TopOrigin is null);

        var read = AuthenticatorData.Read(response.AuthenticatorData);
        yield return Step("15", "The authenticator data can be read.", CeremonyRefusals.AuthenticatorData, !read.IsRefused);
        if (read.IsRefused)
            yield break;
        var data = read.Value;
        yield return Step("15", "The passkey signed for this site.", CeremonyRefusals.RpId, data.RpIdHash.AsSpan().SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(expected.RpId))));
        yield return Step("16", "Somebody was present.", CeremonyRefusals.UserPresence, data.Has(AuthenticatorBits.UserPresent));
        yield return Step("17", "The passkey checked who it was.", CeremonyRefusals.UserVerification, data.Has(AuthenticatorBits.UserVerified));
        yield return Step("18", "A passkey that cannot be backed up does not claim a backup.", CeremonyRefusals.BackupState,
            data.Has(AuthenticatorBits.BackupEligible) || !data.Has(AuthenticatorBits.BackedUp));
        if (credential.BackupEligible is { } backupEligible)
            yield return Step("19", "The passkey is of the kind that was enrolled.", CeremonyRefusals.BackupEligibility, data.Has(AuthenticatorBits.BackupEligible) == backupEligible);

        var key = CoseKey.Read(credential.PublicKey);
        yield return Step("21", "The enrolled key is usable.", key.Refusal ?? CeremonyRefusals.Key, !key.IsRefused);
        if (key.IsRefused)
            yield break;
        // Step 20: the hash of the client data as it came, byte for byte.
        byte[] signed = [.. response.AuthenticatorData, .. SHA256.HashData(response.ClientDataJson)];
        yield return Step("21", "The signature was made with the enrolled key.", CeremonyRefusals.Signature, key.Value.Verifies(signed, response.Signature));
        // Step 22 leaves a counter that did not grow to the relying party: here it refuses.
        if (credential.SignCount is { } signCount)
            yield return Step("22", "The passkey's counter went forward.", CeremonyRefusals.Counter, (data.SignCount == 0 && signCount == 0) || data.SignCount > signCount);
    }

    private static CeremonyStep Step(string number, string rule, Refusal otherwise, bool holds) => new($"WebAuthn L3 §7.2 step {number}", rule, otherwise, holds);
}
