using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Approvals;

/// <summary>
/// Whether a stored approval still proves what it says: its statement names this very intent and the display model stored with it, and the passkey's signature is over that statement, or over a batch that lists it. Needs no
/// memory of the console, so a row that was edited does not pass.
/// </summary>
public static class ApprovalEvidence
{
    public static bool Verifies(SignedApproval approval, Intent intent, string rpId, IReadOnlyCollection<string> origins)
    {
        var read = ApprovalStatement.Parse(approval.Statement);
        if (read.IsRefused)
            return false;
        var statement = read.Value;
        if (statement.IntentId != intent.Id || statement.IntentDigest != intent.Digest || IntentDigest.Of(intent.Canonical) != intent.Digest
            || statement.Verdict != approval.Verdict || statement.ApproverId != approval.PersonId || statement.Slot != approval.Slot || statement.ForId != (statement.IsOld ? null : approval.ForId)
            || statement.DisplayDigest != IntentDigest.Of(approval.DisplayModel))
            return false;
        if (approval.Batch is { } batch && !ApprovalBatch.Lists(batch, approval.Statement, statement.Issuer, statement.RpId, approval.PersonId, approval.SignedAt))
            return false;
        var credential = Base64UrlText.Decode(approval.CredentialId);
        if (credential is null)
            return false;
        var expected = new AssertionExpectation(rpId, origins, SignedStatement.Challenge(approval.Signed), new StoredCredential(credential, approval.CoseKey, [], SignCount: null, BackupEligible: null), [credential]);
        return !AssertionVerification.Verify(expected, new AssertionResponse(credential, approval.ClientDataJson, approval.AuthenticatorData, approval.Signature, UserHandle: null)).IsRefused;
    }
}
