namespace GovernanceConsole.Domain.Audit;

/// <summary>What can be wrong with a log.</summary>
public enum LogFaultKind
{
    /// <summary>An index is not where it belongs: an entry was dropped, doubled or put elsewhere.</summary>
    MissingEntry,

    /// <summary>The leaf is no entry of a version this verifier knows.</summary>
    UnreadableEntry,

    /// <summary>The leaf is not what its stored hash was made from.</summary>
    LeafHashMismatch,

    /// <summary>A column that lists read says something else than the leaf it was copied from.</summary>
    ListingMismatch,

    /// <summary>The detail is not the one the leaf commits to, or the leaf knows of none.</summary>
    DetailMismatch,

    /// <summary>The time lies before that of an earlier entry by more than the skew allowed.</summary>
    TimeBackwards,

    /// <summary>The checkpoint cannot be read, belongs to another log or is not signed by the log's key.</summary>
    BadSignature,

    /// <summary>The log's key signed another tree than these entries make.</summary>
    RootMismatch,

    /// <summary>The log's key signed two different trees of the same size.</summary>
    InconsistentCheckpoints,

    /// <summary>A checkpoint signs more entries than there are.</summary>
    Truncated,

    /// <summary>Entries follow that no checkpoint signs.</summary>
    Unsigned,

    /// <summary>A stored node of the tree is not the one its entries make: the entries are right, proofs made from it would not be.</summary>
    NodeMismatch,
}

/// <summary>The first thing found wrong: the entries it lies among, and a sentence for a person.</summary>
public sealed record LogFault(LogFaultKind Kind, long FirstIndex, long LastIndex, string Message);

/// <summary>What a walk over a log found. Sound means: the entries up to <see cref="Size"/> are those the log's key signed, in that order, and every detail that was not erased is the original.</summary>
public sealed record LogVerdict(long Size, byte[] Root, long Checkpoints, long ErasedDetails, LogFault? Fault)
{
    public bool IsSound => Fault is null;
}
