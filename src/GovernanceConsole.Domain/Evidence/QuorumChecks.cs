using GovernanceConsole.Domain.Approvals;
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
            if (decision?.Requirement?.Control != Control.Confirm)
                yield return ReceiptCheck.Of("quorum.owner", "The agent's owner is not among those who signed, and vouched for none of their passkeys.",
                    !signers.Contains(receipt.Intent.OwnerId) && approvals.All(approval => approval.VouchedById != receipt.Intent.OwnerId) && statements.All(statement => statement?.ForId != receipt.Intent.OwnerId));
            yield return ReceiptCheck.Of("quorum.vouched", "Nobody signed beside a person who vouched for their passkey.", approvals.All(approval => !signers.Contains(approval.VouchedById)));
            yield return ReceiptCheck.Of("receipt.origins", "The addresses listed are those the signatures were made on, and belong to the relying party.", OriginsAgree(receipt));
        }
        else
        {
            yield return ReceiptCheck.Of("receipt.origins", "Without signatures no address is listed.", receipt.Origins.Count == 0);
        }

        if (receipt.Grant is null)
            yield break;
        yield return decision?.Effect switch
        {
            "allow" => ReceiptCheck.Of("quorum.met", "The policy allowed it without a signature.", approvals.Count == 0),
            "escalate" when receipt.Grant.BreakGlass is not null => ReceiptCheck.Of("quorum.met", "Policy would have asked people; nobody signed, because a break-glass episode was open for it.", approvals.Count == 0),
            "escalate" => ReceiptCheck.Of("quorum.met", "Those approved whom the policy and every statement demanded, and fewer denied than would have ended it.", IsMet(decision.Requirement, statements)),
            _ => ReceiptCheck.Of("quorum.met", "Nothing was granted that the policy denied.", false),
        };
        if (statements.Any(statement => statement?.Requirement.Quorum.IsPlain == false))
            yield return ReceiptCheck.Unknown("quorum.groups", "That those who signed were in the groups their statements name, the console checked and says.");
    }

    /// <summary>Evaluates the quorum anew over the seats that every statement of a yes names.</summary>
    private static bool IsMet(Requirement? required, IReadOnlyList<ApprovalStatement?> statements)
    {
        if (required is null || statements.Any(statement => statement is null))
            return false;
        var seats = statements.Where(statement => statement!.Verdict == ApprovalVerdict.Approve).Select(statement => (IReadOnlyCollection<string>)statement!.Seats).ToList();
        return statements.Count - seats.Count < required.Denials && required.Quorum.IsMet(seats) && statements.All(statement => statement!.Requirement.Quorum.IsMet(seats));
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
