using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Domain.Audit.Formats.V1;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Evidence;

/// <summary>That the log's key signed a tree that holds every entry of the receipt, at its place.</summary>
internal static class LogChecks
{
    public static IEnumerable<ReceiptCheck> Run(Receipt receipt, ReceiptLedger ledger, NoteKey? trusted)
    {
        var log = receipt.Log;
        var key = NoteKey.Parse(log.VKey);
        yield return ReceiptCheck.Of("log.key", "The log's key can be read and belongs to the log named.", !key.IsRefused && key.Value.Name == log.Origin && key.Value.ToString() == log.VKey);
        yield return trusted is null
            ? ReceiptCheck.Unknown("log.trusted", "The receipt itself names the log's key; compare it with one you have from elsewhere.")
            : ReceiptCheck.Of("log.trusted", "The log's key is the one you trust.", !key.IsRefused && key.Value.ToString() == trusted.ToString());

        var story = receipt.Approvals.Select(approval => approval.Id).Append(receipt.Intent.Id).Append(receipt.Grant?.Id ?? receipt.Intent.Id).Append(receipt.Grant?.BreakGlass ?? receipt.Intent.Id).Concat(DrillChecks.Named(ledger, receipt.Intent.Id)).ToList();
        var checkpoints = new HashSet<string>(StringComparer.Ordinal);
        AuditEntry? previous = null;
        var inOrder = log.Entries.Count > 0;
        for (var place = 0; place < log.Entries.Count; place++)
        {
            var name = $"log.{place + 1}";
            var printed = log.Entries[place];
            var entry = EntryV1.Parse(printed.Leaf, printed.Index);
            yield return ReceiptCheck.Of($"{name}.form", $"Entry {printed.Index} is an entry of version 1 about this intent.",
                !entry.IsRefused && story.Any(id => ReceiptLedger.Mentions(entry.Value, id)));
            if (!entry.IsRefused)
            {
                inOrder &= previous is null || (previous.Index < entry.Value.Index && previous.At <= entry.Value.At);
                previous = entry.Value;
                yield return new ReceiptCheck($"{name}.detail", $"The detail of entry {printed.Index} is the one that was logged ({entry.Value.Type}).", DetailOf(printed, entry.Value));
            }

            var proof = TlogProof.Parse(printed.Proof);
            yield return ReceiptCheck.Of($"{name}.proof", $"Entry {printed.Index} is in the tree that the log's key signed.",
                !key.IsRefused && !proof.IsRefused && proof.Value.Index == printed.Index && proof.Value.Extra is null && !proof.Value.Verify(printed.Leaf, key.Value).IsRefused);
            checkpoints.Add(printed.Proof.IndexOf("\n\n", StringComparison.Ordinal) is var divide and >= 0 ? printed.Proof[(divide + 2)..] : "");
        }

        yield return ReceiptCheck.Of("log.order", "The entries stand in the order of the log, and time does not go backwards.", inOrder);
        yield return ReceiptCheck.Of("log.checkpoint", "All entries are proven under one signed tree.", checkpoints.Count == 1);
        yield return ReceiptCheck.Unknown("log.later", "What happened after this receipt was printed, and that the log shows everybody the same tree, only the log and its witnesses can tell.");
    }

    private static CheckState DetailOf(ReceiptEntry printed, AuditEntry entry)
    {
        if (!entry.Digests.TryGetValue(AuditEntry.DetailDigest, out var committed))
            return printed.Detail is null && printed.Salt is null ? CheckState.Holds : CheckState.Failed;
        if (printed.Detail is null && printed.Salt is null)
            return CheckState.NotCheckable;
        return printed is { Detail: not null, Salt: { Length: SaltedDetail.SaltLength } } && new SaltedDetail(printed.Salt, printed.Detail).Digest == committed ? CheckState.Holds : CheckState.Failed;
    }
}
