using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Evidence;

/// <summary>What was declared, by whom, when, and where it stands according to the log.</summary>
internal static class IntentChecks
{
    public static IEnumerable<ReceiptCheck> Run(Receipt receipt, ReceiptLedger ledger)
    {
        var intent = receipt.Intent;
        var declared = ledger.Single("intent.declared", intent.Id);
        yield return ReceiptCheck.Of("intent.canonical", "The intent is in canonical form.", Canonical.Read(intent.Canonical) is not null);
        yield return ReceiptCheck.Of("intent.digest", "The intent's digest is that of its bytes.", IntentDigest.Of(intent.Canonical) == intent.Digest);
        yield return new ReceiptCheck("intent.logged", "The log's entry of the declaration commits to this intent.", ReceiptLedger.Commits(declared, "intent", intent.Digest));
        yield return ReceiptCheck.Of("intent.agent", "The agent named is the one that declared it.", declared?.ActorId == intent.AgentId);
        yield return new ReceiptCheck("intent.owner", "The owner named is the agent's owner at that time.",
            declared is null ? CheckState.Failed : !declared.Ids.TryGetValue("owner", out var owner) ? CheckState.NotCheckable : owner == intent.OwnerId ? CheckState.Holds : CheckState.Failed);
        yield return ReceiptCheck.Of("intent.declared_at", "The moment of declaration is that of the log.", declared?.At == intent.DeclaredAt);
        yield return ReceiptCheck.Of("intent.status", "The status is where the log's entries leave the intent.", intent.Status == StatusOf(ledger.Entries));
    }

    private static string StatusOf(IReadOnlyList<AuditEntry> entries)
    {
        var status = "";
        foreach (var entry in entries)
        {
            status = entry.Type switch
            {
                "intent.declared" => "pending",
                "intent.denied" => "denied",
                "intent.expired" => "expired",
                "intent.withdrawn" => "withdrawn",
                "grant.minted" => "granted",
                "grant.redeemed" => "redeemed",
                "grant.revoked" => "revoked",
                _ => status,
            };
        }

        return status;
    }
}

/// <summary>What the policy answered, and that it was about this intent.</summary>
internal static class DecisionChecks
{
    public static IEnumerable<ReceiptCheck> Run(Receipt receipt, ReceiptLedger ledger, DecisionFacts? decision)
    {
        var digest = IntentDigest.Of(receipt.Decision.Document);
        yield return ReceiptCheck.Of("decision.form", "The policy decision can be read and is in canonical form.", decision is not null);
        yield return ReceiptCheck.Of("decision.digest", "The policy decision's digest is that of its bytes.", digest == receipt.Decision.Digest);
        yield return ReceiptCheck.Of("decision.intent", "The policy decided on this intent.", decision?.IntentDigest == receipt.Intent.Digest);
        yield return new ReceiptCheck("decision.logged", "The log's entry of the declaration commits to this decision.",
            ReceiptLedger.Commits(ledger.Single("intent.declared", receipt.Intent.Id), "decision", digest));
    }
}
