using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Evidence;

/// <summary>That the grant gives no more than was signed, and was spent as the log says.</summary>
internal static class GrantChecks
{
    public static IEnumerable<ReceiptCheck> Run(Receipt receipt, ReceiptLedger ledger, DecisionFacts? decision, IReadOnlyList<ApprovalStatement?> all)
    {
        // A denial that did not end it gives nothing and takes nothing away.
        var statements = all.Where(statement => statement?.Verdict != ApprovalVerdict.Deny).ToList();
        if (receipt.Grant is not { } grant)
        {
            yield return ReceiptCheck.Of("grant.none", "Nothing was granted, and the log knows of no grant.", ledger.Entries.All(entry => entry.Type != "grant.minted"));
            yield break;
        }

        var minted = ledger.Single("grant.minted", grant.Id);
        yield return ReceiptCheck.Of("grant.audience", "The grant is for the intent's tool.", Canonical.Text(Canonical.Read(receipt.Intent.Canonical)?["tool"]) == grant.Audience);
        yield return ReceiptCheck.Of("grant.acr", "The grant says how many people stand behind it.",
            grant.Acr == Grants.Acr.Of(statements.Count, decision?.Requirement?.Control ?? Control.FourEyes));
        yield return ReceiptCheck.Of("grant.permissions", "The grant permits nothing that was not signed or allowed.",
            Permitted(decision, statements) is { } permitted && grant.Permissions.All(permission => Canonical.Text(permission) is { } name && permitted.Contains(name)));
        yield return ReceiptCheck.Of("grant.constraints", "The grant is narrowed as was signed, no less.",
            IsNarrowed(statements, grant.Constraints));
        yield return ReceiptCheck.Of("grant.lifetime", "The grant lives no longer than was signed or allowed.",
            Lifetime(decision, statements) is { } seconds && grant.ExpiresAt > grant.MintedAt && grant.ExpiresAt <= grant.MintedAt.AddSeconds(seconds));
        yield return ReceiptCheck.Of("grant.minted_at", "The grant was minted when the log says, after the last signature.",
            minted?.At == grant.MintedAt && receipt.Approvals.All(approval => approval.SignedAt <= grant.MintedAt));
        yield return new ReceiptCheck("grant.logged", "The log's entry of the grant commits to its terms.",
            ReceiptLedger.Commits(minted, ReceiptGrant.GrantDigest, TermsDigest(grant, receipt.Intent) ?? ""));

        var redeemed = ledger.Single("grant.redeemed", grant.Id);
        yield return ReceiptCheck.Of("grant.redeemed", grant.RedeemedAt is null ? "The grant was not redeemed." : "The grant was redeemed once, in time, by the one and at the moment the log names.",
            redeemed?.At == grant.RedeemedAt && redeemed?.ActorId == grant.RedeemedById && ledger.Entries.Count(entry => entry.Type == "grant.redeemed") <= 1
            && !(grant.RedeemedAt >= grant.ExpiresAt));
        yield return ReceiptCheck.Of("grant.revoked", grant.RevokedAt is null ? "The grant was not revoked." : "The grant was revoked when the log says.",
            ledger.Single("grant.revoked", grant.Id)?.At == grant.RevokedAt);
    }

    /// <summary>Each signer took over what those before narrowed and may have narrowed more, so the grant's constraints are the last one's, and hold everybody's.</summary>
    private static bool IsNarrowed(List<ApprovalStatement?> statements, JsonArray granted)
    {
        var signed = statements.OrderBy(statement => statement?.Slot).Select(statement => statement is null ? null : JsonNode.Parse(statement.Constraints)!.AsArray()).ToList();
        return signed.All(list => list is not null && list.All(constraint => granted.Any(given => JsonNode.DeepEquals(given, constraint)))) && (signed.Count == 0 ? granted.Count == 0 : JsonNode.DeepEquals(signed[^1], granted));
    }

    private static string? TermsDigest(ReceiptGrant grant, ReceiptIntent intent)
    {
        try
        {
            return grant.TermsDigest(intent.Id, intent.AgentId);
        }
        catch (FormatException)
        {
            // Constraints outside the canonical profile: they commit to nothing.
            return null;
        }
    }

    // What people signed where people signed, what the policy allowed where it alone did.
    private static HashSet<string>? Permitted(DecisionFacts? decision, List<ApprovalStatement?> statements)
    {
        if (statements.Count == 0)
            return decision is null ? null : [.. decision.Permissions];
        if (statements.Any(statement => statement is null))
            return null;
        var permitted = statements[0]!.Permissions.ToHashSet(StringComparer.Ordinal);
        foreach (var statement in statements)
            permitted.IntersectWith(statement!.Permissions);
        return permitted;
    }

    private static int? Lifetime(DecisionFacts? decision, List<ApprovalStatement?> statements) =>
        statements.Count == 0 ? decision?.TtlSeconds : statements.Any(statement => statement is null) ? null : statements.Min(statement => statement!.GrantSeconds);
}
