using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Evidence;

/// <summary>
/// Checks a receipt with nothing but itself and, if given, a log key one trusts: every digest and challenge is computed again, every signature verified by the steps of WebAuthn L3 §7.2, statement, intent, display,
/// decision, grant and log compared with each other. Says what a receipt alone cannot show instead of passing over it. Never throws on a receipt that could be read.
/// </summary>
public static class ReceiptVerification
{
    public static ReceiptVerdict Verify(Receipt receipt, NoteKey? trusted = null)
    {
        var ledger = new ReceiptLedger(receipt.Log);
        var decision = DecisionFacts.Read(receipt.Decision.Document);
        var statements = receipt.Approvals.Select(approval => Statement(approval.Statement)).ToList();
        List<ReceiptCheck> checks =
        [
            .. IntentChecks.Run(receipt, ledger),
            .. DecisionChecks.Run(receipt, ledger, decision),
            .. receipt.Approvals.SelectMany((approval, place) => ApprovalChecks.Run(receipt, ledger, decision, approval, statements[place], place + 1)),
            .. QuorumChecks.Run(receipt, decision, statements),
            .. GrantChecks.Run(receipt, ledger, decision, statements),
            .. BreakGlassChecks.Run(receipt, ledger),
            .. DrillChecks.Run(receipt, ledger),
            .. LogChecks.Run(receipt, ledger, trusted),
            .. Marks(receipt),
        ];
        return new ReceiptVerdict(checks, receipt.Demo, receipt.Practice, DrillChecks.IsDrill(ledger, receipt.Intent.Id));
    }

    private static ApprovalStatement? Statement(byte[] bytes) => ApprovalStatement.Parse(bytes) is { IsRefused: false } read ? read.Value : null;

    private static IEnumerable<ReceiptCheck> Marks(Receipt receipt)
    {
        yield return ReceiptCheck.Of("receipt.demo", "A demo's receipt says so, and no other does.", receipt.Demo == receipt.Issuer.EndsWith("/demo", StringComparison.Ordinal));
        yield return ReceiptCheck.Of("receipt.practice", "Practice keys signed in a demo only.", receipt.Demo || !receipt.Practice);
        if (receipt.Approvals.Count == 0)
            yield return ReceiptCheck.Unknown("receipt.site", "Issuer and relying party stand in no signature, because nobody had to sign.");
    }
}
