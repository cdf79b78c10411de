using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Domain.Audit.Formats.V1;

namespace GovernanceConsole.Domain.Evidence;

/// <summary>The log entries of a receipt, read once: those that are no entries are left out here and reported by the checks of the log.</summary>
internal sealed class ReceiptLedger
{
    private readonly List<AuditEntry> _entries = [];

    public ReceiptLedger(ReceiptLog log)
    {
        foreach (var entry in log.Entries)
        {
            if (EntryV1.Parse(entry.Leaf, entry.Index) is { IsRefused: false } read)
                _entries.Add(read.Value);
        }
    }

    public IReadOnlyList<AuditEntry> Entries => _entries;

    /// <summary>The one entry of a type that speaks of <paramref name="id"/>; null when there is none, or more than one.</summary>
    public AuditEntry? Single(string type, string id)
    {
        var found = _entries.Where(entry => entry.Type == type && Mentions(entry, id)).Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    public static bool Mentions(AuditEntry entry, string id) => entry.SubjectId == id || entry.Ids.Values.Contains(id, StringComparer.Ordinal);

    /// <summary>Whether <paramref name="entry"/> commits to <paramref name="digest"/> under <paramref name="name"/>. An entry that names no such digest can neither confirm nor deny.</summary>
    public static CheckState Commits(AuditEntry? entry, string name, string digest) =>
        entry is null ? CheckState.Failed
        : !entry.Digests.TryGetValue(name, out var committed) ? CheckState.NotCheckable
        : committed == digest ? CheckState.Holds : CheckState.Failed;
}
