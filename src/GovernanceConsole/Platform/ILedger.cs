using GovernanceConsole.Data;

namespace GovernanceConsole.Platform;

/// <summary>
/// The log as <see cref="Work"/> sees it. Called by the one writer only, in the order Append* → Seal → Committed or RolledBack. Append and Seal write through the
/// given context's transaction.
/// </summary>
internal interface ILedger
{
    /// <summary>How many entries there are, those of the open transaction included.</summary>
    long Size { get; }

    /// <summary>Reads where the log stands. Called once before the first act, and after a failed commit.</summary>
    Task Load(GovernanceDb db, CancellationToken stop);

    /// <summary>Writes out the entries of one act. Throws when the format forbids one; touches nothing.</summary>
    IReadOnlyList<PreparedEntry> Prepare(IReadOnlyList<PendingEntry> entries, DateTime at);

    /// <summary>Writes prepared entries from <see cref="Size"/> on.</summary>
    Task Append(GovernanceDb db, IReadOnlyList<PreparedEntry> entries);

    /// <summary>Signs the new tree head and moves the fence. Throws when another writer moved it first.</summary>
    Task Seal(GovernanceDb db);

    /// <summary>The transaction is durable: the head may be shown and anchored.</summary>
    void Committed();
}

/// <summary>An entry as it will be hashed, with the columns repeated for lists and its erasable detail.</summary>
internal sealed record PreparedEntry(PendingEntry Entry, DateTime At, byte[] Leaf, byte[]? Salt, byte[]? Detail);
