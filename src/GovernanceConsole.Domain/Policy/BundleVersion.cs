namespace GovernanceConsole.Domain.Policy;

/// <summary>A bundle the console has taken in, kept for good: what decided once can always be looked at and evaluated again. Being here does not make it decide anything.</summary>
public sealed class BundleVersion
{
    /// <summary><c>sha256:</c> of its files, see <see cref="BundleFiles.Digest"/>.</summary>
    public required string Digest { get; init; }

    public required string Revision { get; init; }

    /// <summary>The Git commit the folder stood at, or that the manifest names; null where neither does.</summary>
    public string? GitCommit { get; init; }

    /// <summary><c>folder</c> or <c>upload</c>.</summary>
    public required string Source { get; init; }

    public required DateTime ImportedAt { get; init; }

    public required string ImportedById { get; init; }

    /// <summary>The id of the key whose signature it carried when it was last taken in with one; null for an unsigned bundle.</summary>
    public string? SignedBy { get; set; }

    /// <summary><see cref="BundleFiles.Pack"/>.</summary>
    public required byte[] Files { get; init; }
}

/// <summary>
/// A bundle proposed to decide, and the signature that made it so. The active bundle is the one of the signed activation with the highest <see cref="Sequence"/>; going back to an earlier bundle is an
/// activation like any other.
/// </summary>
public sealed class PolicyActivation
{
    /// <summary>How long a proposal waits for its signature.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public required string Id { get; init; }

    public required string BundleDigest { get; init; }

    /// <summary>What was active when it was proposed; null before the first. A signature counts only while that is still so.</summary>
    public string? PreviousDigest { get; init; }

    public required string ProposedById { get; init; }

    public required DateTime ProposedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public DateTime? SignedAt { get; set; }

    public string? SignedById { get; set; }

    /// <summary>True when no independent second operator was there to ask: the installation's own, or a sole operator's first.</summary>
    public bool Bootstrap { get; set; }

    public DateTime? WithdrawnAt { get; set; }

    /// <summary>Log position of the signature: the order of activations.</summary>
    public long? Sequence { get; set; }

    public bool Waits(DateTime now) => SignedAt is null && WithdrawnAt is null && ExpiresAt > now;
}
