using GovernanceConsole.Domain.Oversight;

namespace GovernanceConsole.Domain.Evidence;

/// <summary>Where the log reveals that the intent was a drill: that it was planned as one before it was declared, and granted nothing. Says nothing of an intent that was none.</summary>
internal static class DrillChecks
{
    public const string Revealed = "drill.revealed";

    public static bool IsDrill(ReceiptLedger ledger, string intentId) => ledger.Entries.Any(entry => entry.Type == Revealed && entry.SubjectId == intentId);

    /// <summary>The drills that entries of the receipt speak of: the entries of their plans belong to its story.</summary>
    public static IEnumerable<string> Named(ReceiptLedger ledger, string intentId) =>
        ledger.Entries.Where(entry => entry.Type == Revealed && entry.SubjectId == intentId).Select(entry => entry.Ids.GetValueOrDefault("drill")).OfType<string>();

    public static IEnumerable<ReceiptCheck> Run(Receipt receipt, ReceiptLedger ledger)
    {
        if (!IsDrill(ledger, receipt.Intent.Id))
            yield break;
        var revealed = ledger.Entries.Where(entry => entry.Type == Revealed && entry.SubjectId == receipt.Intent.Id).Take(2).ToList() is [var only] ? only : null;
        var planned = revealed?.Ids.GetValueOrDefault("drill") is { } drill ? ledger.Single("drill.planned", drill) : null;
        var declared = ledger.Single("intent.declared", receipt.Intent.Id);
        yield return ReceiptCheck.Of("drill.planned", "It was planned as a drill before it was declared: the plan commits to what was revealed.",
            revealed is not null && planned is not null && declared is not null && planned.Index < declared.Index
            && revealed.Ids.GetValueOrDefault("nonce") is { } nonce && planned.Digests.GetValueOrDefault(DrillCommitment.Name) == DrillCommitment.Of(planned.SubjectId, receipt.Intent.Id, nonce));
        yield return ReceiptCheck.Of("drill.harmless", "The drill granted nothing.", receipt.Grant is null && ledger.Entries.All(entry => entry.Type != "grant.minted"));
    }
}
