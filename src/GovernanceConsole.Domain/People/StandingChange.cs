namespace GovernanceConsole.Domain.People;

/// <summary>What is to change about somebody's standing.</summary>
public enum StandingChangeKind
{
    GrantRole = 1,
    EndRole = 2,
    Recovery = 3,
}

/// <summary>
/// A change of somebody's standing that takes an operator's signature: a role given or taken, a way back in after a loss. Proposed by an operator, done by the signature, in that
/// transaction; signed, withdrawn or expired once, by a conditional update that must hit one row. The statement and its evidence stand in the log.
/// </summary>
public sealed class StandingChange
{
    /// <summary>How long a proposal waits.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public required string Id { get; init; }

    public required StandingChangeKind Kind { get; init; }

    /// <summary>Whose standing changes.</summary>
    public required string PersonId { get; init; }

    /// <summary>Null for a recovery.</summary>
    public Role? Role { get; init; }

    public required string ProposedById { get; init; }

    public required DateTime ProposedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public DateTime? SignedAt { get; set; }

    public string? SignedById { get; set; }

    public DateTime? WithdrawnAt { get; set; }

    /// <summary>True while a signature can still be given.</summary>
    public bool Waits(DateTime now) => SignedAt is null && WithdrawnAt is null && ExpiresAt > now;
}
