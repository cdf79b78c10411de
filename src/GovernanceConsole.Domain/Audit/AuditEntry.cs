using System.Collections.Immutable;

namespace GovernanceConsole.Domain.Audit;

/// <summary>
/// One line of the log: when what happened, who did it, to what, and which other things it concerns, all by identifier. What a person would read (names, parameters, words)
/// is not here but in a <see cref="SaltedDetail"/> beside the log, of which the entry holds only the digest: it can be erased and the log still verifies.
/// </summary>
public sealed record AuditEntry
{
    /// <summary>The place in the log, from 0. Not part of the leaf: the tree itself fixes it.</summary>
    public required long Index { get; init; }

    /// <summary>UTC; the leaf keeps milliseconds.</summary>
    public required DateTime At { get; init; }

    /// <summary>Noun and verb, <c>intent.declared</c>.</summary>
    public required string Type { get; init; }

    public required string ActorId { get; init; }

    public required string SubjectId { get; init; }

    /// <summary>Related identifiers by role: <c>grant</c> → <c>grt_…</c>.</summary>
    public IReadOnlyDictionary<string, string> Ids { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Digests by what they are of, each <c>sha256:</c> and 64 hex digits. What could be guessed is digested with salt, or not at all.</summary>
    public IReadOnlyDictionary<string, string> Digests { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The name under which <see cref="Digests"/> holds the digest of the detail.</summary>
    public const string DetailDigest = "detail";

    /// <summary>The same entry, bound to its detail.</summary>
    public AuditEntry With(SaltedDetail detail) =>
        this with { Digests = new Dictionary<string, string>(Digests, StringComparer.Ordinal) { [DetailDigest] = detail.Digest } };
}
