using GovernanceConsole.Data;
using GovernanceConsole.Domain.Audit;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Audit;

/// <summary>
/// What is checked before the log may grow again: its edge, its last entry and its last signed head are of one tree, the head is signed with this console's key, and that tree extends the
/// last head in the anchor file. Cheap however long the log is, since it looks at the right edge only; the whole is walked by <see cref="VerifyLog"/>.
/// Answers null, or why the console opens for reading only.
/// </summary>
internal sealed class LogOpening(Database database, LogKey key, AnchorFile anchor)
{
    public async Task<string?> Fault(CancellationToken stop)
    {
        await using var db = database.Read();
        var state = await db.LogStates.SingleOrDefaultAsync(s => s.Id == 1, stop);
        var last = await db.LogEntries.MaxAsync(e => (long?)e.Index, stop) ?? -1;
        var head = await db.LogCheckpoints.OrderByDescending(c => c.Size).FirstOrDefaultAsync(stop);
        return OfEdge(state, last, head)
            ?? (head is null ? null : await OfHead(db, head.Note, "the last tree head in the database", stop))
            ?? await OfAnchor(db, last + 1, stop);
    }

    private static string? OfEdge(LogState? state, long last, LogCheckpoint? head)
    {
        if (state is null)
            return last < 0 && head is null ? null : "the log has entries but no record of how far it reaches.";
        MerkleFrontier edge;
        try
        {
            edge = MerkleFrontier.Parse(state.Frontier);
        }
        catch (FormatException)
        {
            return "the stored edge of the log's tree cannot be read.";
        }

        return edge.Size != state.Size || state.Size != last + 1 || (head?.Size ?? 0) != state.Size
            ? $"the database does not agree with itself about the log: {last + 1} entries, edge at {edge.Size}, signed up to {head?.Size ?? 0}."
            : head is not null && SignedNote.Parse(head.Note) is { IsRefused: false } note && Checkpoint.Parse(note.Value.Text) is { IsRefused: false } signed && !signed.Value.Root.AsSpan().SequenceEqual(edge.Root())
                ? "the stored edge of the log's tree is not the one that was signed."
                : null;
    }

    private async Task<string?> OfAnchor(GovernanceDb db, long size, CancellationToken stop)
    {
        if (!anchor.Exists && size == 0)
        {
            anchor.Begin();
            return null;
        }

        if (!anchor.Exists)
            return $"the anchor file {anchor.FilePath} is missing although the log has {size} entries. Put it back; if it is lost for good, create an empty file there to begin a new one.";
        if (anchor.IsEmpty)
            return null;
        return anchor.Last() is { } note
            ? await OfHead(db, note, $"the last tree head in the anchor file {anchor.FilePath}", stop)
            : $"the anchor file {anchor.FilePath} holds no tree head that can be read.";
    }

    private async Task<string?> OfHead(GovernanceDb db, string note, string which, CancellationToken stop)
    {
        var opened = Checkpoint.Open(note, key.Public);
        if (opened.IsRefused)
            return $"{which} is not one of this console's log key ({key.Public.Name}). {opened.Refusal.Message}";
        var head = opened.Value;
        var root = await db.RootAt(head.Size, stop);
        return root is null ? $"{which} covers {head.Size} entries, and the database does not have them all: it was rolled back, truncated or replaced."
            : !root.AsSpan().SequenceEqual(head.Root) ? $"{which} covers {head.Size} entries, and those in the database are not the same: the history was rewritten."
            : null;
    }
}
