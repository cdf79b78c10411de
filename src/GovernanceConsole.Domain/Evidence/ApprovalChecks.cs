using System.Security.Cryptography;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Evidence;

/// <summary>One signature: that its statement speaks of this very intent, decision and display, and that the passkey signed this very statement.</summary>
internal static class ApprovalChecks
{
    public static IEnumerable<ReceiptCheck> Run(Receipt receipt, ReceiptLedger ledger, DecisionFacts? decision, ReceiptApproval approval, ApprovalStatement? statement, int place)
    {
        var name = $"approval.{place}";
        yield return ReceiptCheck.Of($"{name}.statement", "The statement can be read and is in canonical form.", statement is not null);
        if (statement is not null)
        {
            foreach (var check in Agreement(receipt, decision, approval, statement, ledger.Single("approval.signed", approval.Id)))
                yield return check with { Name = $"{name}.{check.Name}" };
        }

        if (approval.Batch is { } batch)
            yield return ReceiptCheck.Of($"{name}.batch", "The batch that was signed is this person's, was valid then, and lists the statement.",
                ApprovalBatch.Lists(batch, approval.Statement, receipt.Issuer, receipt.RpId, approval.ApproverId, approval.SignedAt));
        foreach (var check in Credential(approval))
            yield return check with { Name = $"{name}.{check.Name}" };

        // The steps that need the console's own memory (whose passkey it is, its last counter, its backup eligibility) are left to it and said below.
        var expected = new AssertionExpectation(receipt.RpId, receipt.Origins.ToList(), SignedStatement.Challenge(approval.Signed),
            new StoredCredential(approval.Credential.Id, approval.Credential.CoseKey, [], SignCount: null, BackupEligible: null), [approval.Credential.Id]);
        var response = new AssertionResponse(approval.Credential.Id, approval.ClientDataJson, approval.AuthenticatorData, approval.Signature, UserHandle: null);
        foreach (var step in AssertionVerification.Steps(expected, response))
        {
            if (step.Otherwise != CeremonyRefusals.Credential && step.Otherwise != CeremonyRefusals.UserHandle)
                yield return ReceiptCheck.Of($"{name}.{(step.Otherwise == CeremonyRefusals.Algorithm ? CeremonyRefusals.Key : step.Otherwise).Code}", $"{step.Rule} ({step.Clause})", step.Holds);
        }

        var logged = ledger.Single("approval.signed", approval.Id);
        yield return ReceiptCheck.Of($"{name}.signed_at", "The moment of signing is that of the log.", logged?.At == approval.SignedAt);
        yield return new ReceiptCheck($"{name}.logged", "The log's entry of the signature commits to all its evidence.", ReceiptLedger.Commits(logged, ReceiptApproval.EvidenceDigest, approval.Digest));
        yield return ReceiptCheck.Unknown($"{name}.person", "That this passkey is in the hands of the person named, and its counter went forward, the console checked and says.");
    }

    private static IEnumerable<ReceiptCheck> Agreement(Receipt receipt, DecisionFacts? decision, ReceiptApproval approval, ApprovalStatement statement, AuditEntry? logged)
    {
        var intent = receipt.Intent;
        yield return ReceiptCheck.Of("site", "The statement names this issuer and relying party.", statement.Issuer == receipt.Issuer && statement.RpId == receipt.RpId);
        yield return ReceiptCheck.Of("intent", "The statement names this intent by id and digest.", statement.IntentId == intent.Id && statement.IntentDigest == IntentDigest.Of(intent.Canonical));
        yield return ReceiptCheck.Of("agent", "The statement names this agent, and the tool the intent names.",
            statement.AgentId == intent.AgentId && statement.Tool == Canonical.Text(Canonical.Read(intent.Canonical)?["tool"]));
        yield return ReceiptCheck.Of("display", "What was shown is what the statement names.", statement.DisplayDigest == IntentDigest.Of(approval.Display));
        yield return ReceiptCheck.Of("policy", "The statement names the policy that decided.",
            statement.PolicyDigest == decision?.BundleDigest);
        yield return ReceiptCheck.Of("requirement", "The statement demands what the policy demanded, or more.",
            decision?.Requirement is { } required && statement.Requirement.Covers(required) && approval.Slot == statement.Slot);
        yield return ReceiptCheck.Of("assurance", "The passkey is bound to its device where the statement demands it.",
            !Assurance.WantsDeviceBound(statement.Requirement.Assurance) || AuthenticatorData.Read(approval.AuthenticatorData) is { IsRefused: false } data && !data.Value.Has(AuthenticatorBits.BackupEligible));
        yield return ReceiptCheck.Of("approver", "The statement was made for the person named.", statement.ApproverId == approval.ApproverId);
        yield return ReceiptCheck.Of("for", statement.ForId is null ? "The person answered for themselves, says the log." : "The person answered for somebody who was away, as the log says.", logged is null || logged.Ids.GetValueOrDefault("for") == statement.ForId);
        yield return ReceiptCheck.Of("verdict", "The verdict is the signed one.", (statement.Verdict == ApprovalVerdict.Approve ? "approve" : "deny") == approval.Verdict);
        yield return ReceiptCheck.Of("time", "It was signed while the statement was valid.", statement.NotBefore <= approval.SignedAt && approval.SignedAt < statement.ExpiresAt);
    }

    private static IEnumerable<ReceiptCheck> Credential(ReceiptApproval approval)
    {
        var key = CoseKey.Read(approval.Credential.CoseKey);
        yield return ReceiptCheck.Of("spki", "Both spellings of the public key are the same key.", !key.IsRefused && CryptographicOperations.FixedTimeEquals(key.Value.Spki(), approval.Credential.Spki));
        yield return ReceiptCheck.Of("practice", "A practice key is marked as one, and nothing else is.",
            Guid.TryParseExact(approval.Credential.Aaguid, "D", out var aaguid) && aaguid.ToString("D") == approval.Credential.Aaguid && (aaguid == PracticeKey.Aaguid) == approval.Credential.Practice);
    }
}
