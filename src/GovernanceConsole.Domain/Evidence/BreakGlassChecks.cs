using GovernanceConsole.Domain.Audit;

namespace GovernanceConsole.Domain.Evidence;

/// <summary>That a grant which nobody signed was given under an episode that was open then, and that a drill did nothing.</summary>
internal static class BreakGlassChecks
{
    public static IEnumerable<ReceiptCheck> Run(Receipt receipt, ReceiptLedger ledger)
    {
        if (receipt.Grant is not { BreakGlass: { } episode } grant)
            yield break;
        var (minted, opened, closed) = (ledger.Single("grant.minted", grant.Id), ledger.Single("break_glass.opened", episode), ledger.Single("break_glass.closed", episode));
        yield return ReceiptCheck.Of("grant.break_glass", "The grant was given, and redeemed if at all, while the break-glass episode it names was open.",
            Tag(minted) == episode && opened is not null && opened.At <= grant.MintedAt && (closed is null || (grant.MintedAt <= closed.At && !(grant.RedeemedAt > closed.At))));
        yield return ReceiptCheck.Of("grant.drill", "Nothing that was granted in a drill was redeemed.", opened?.Ids.GetValueOrDefault("drill") == "false" || grant.RedeemedAt is null);
    }

    private static string? Tag(AuditEntry? entry) => entry?.Ids.GetValueOrDefault("break_glass");
}
