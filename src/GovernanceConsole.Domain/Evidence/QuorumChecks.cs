using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Evidence;

/// <summary>That enough different people signed, and none whose signature must not count.</summary>
internal static class QuorumChecks
{
    public static IEnumerable<ReceiptCheck> Run(Receipt receipt, DecisionFacts? decision, IReadOnlyList<ApprovalStatement?> statements)
    {
        var approvals = receipt.Approvals;
        if (approvals.Count > 0)
        {
            var signers = approvals.Select(approval => approval.ApproverId).ToHashSet(StringComparer.Ordinal);
            yield return ReceiptCheck.Of("quorum.distinct", "Every signature is by another person and with another passkey.",
                signers.Count == approvals.Count && approvals.DistinctBy(approval => Convert.ToHexString(approval.Credential.CoseKey)).Count() == approvals.Count);
            if (decision?.Control != Control.Confirm)
                yield return ReceiptCheck.Of("quorum.owner", "The agent's owner is not among those who signed, and vouched for none of their passkeys.",
                    !signers.Contains(receipt.Intent.OwnerId) && approvals.All(approval => approval.VouchedById != receipt.Intent.OwnerId));
            yield return ReceiptCheck.Of("quorum.vouched", "Nobody signed beside a person who vouched for their passkey.", approvals.All(approval => !signers.Contains(approval.VouchedById)));
            yield return ReceiptCheck.Of("receipt.origins", "The addresses listed are those the signatures were made on, and belong to the relying party.", OriginsAgree(receipt));
        }
        else
        {
            yield return ReceiptCheck.Of("receipt.origins", "Without signatures no address is listed.", receipt.Origins.Count == 0);
        }

        if (receipt.Grant is null)
            yield break;
        var given = approvals.Count(approval => approval.Verdict == "approve");
        yield return decision?.Effect switch
        {
            "allow" => ReceiptCheck.Of("quorum.met", "The policy allowed it without a signature.", approvals.Count == 0),
            "escalate" => ReceiptCheck.Of("quorum.met", "As many people approved as the policy and every statement demanded, and nobody denied.",
                given == approvals.Count && given >= (decision.Quorum ?? int.MaxValue) && statements.All(statement => statement?.Requirement.Quorum <= given)),
            _ => ReceiptCheck.Of("quorum.met", "Nothing was granted that the policy denied.", false),
        };
    }

    private static bool OriginsAgree(Receipt receipt)
    {
        var seen = receipt.Approvals
            .Select(approval => Approvals.WebAuthn.ClientData.Read(approval.ClientDataJson))
            .Select(client => client.IsRefused ? "" : client.Value.Origin)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return seen.SequenceEqual(receipt.Origins, StringComparer.Ordinal) && receipt.Origins.All(origin => Belongs(origin, receipt.RpId));
    }

    // WebAuthn L3 §5.1.3 step 8: https, or http on this very machine, under the relying party's name.
    private static bool Belongs(string origin, string rpId) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.GetLeftPart(UriPartial.Authority) == origin
        && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback))
        && (uri.Host == rpId || uri.Host.EndsWith("." + rpId, StringComparison.Ordinal));
}
