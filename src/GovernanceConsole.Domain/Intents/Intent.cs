namespace GovernanceConsole.Domain.Intents;

/// <summary>Where an intent stands. The first two wait, the others are ends but for <see cref="Granted"/>, which becomes <see cref="Redeemed"/> or an end.</summary>
public enum IntentStatus
{
    Pending = 0,
    Granted = 1,
    Redeemed = 2,
    Denied = 3,
    Expired = 4,
    Withdrawn = 5,
    Revoked = 6,
}

/// <summary>
/// What an agent said it wants to do, once. The canonical bytes are stored as received and never re-serialised; status and version move only through
/// <see cref="MoveTo"/>, and time running out never grants.
/// </summary>
public sealed class Intent
{
    public required string Id { get; init; }

    /// <summary>Order of declaration; assigned by the database.</summary>
    public long Sequence { get; init; }

    public required string AgentId { get; init; }

    /// <summary>The owner at declaration: never counts as approver, whatever the registry says later.</summary>
    public required string OwnerId { get; init; }

    public required string IdempotencyKey { get; init; }

    public required string Type { get; init; }

    public required string Tool { get; init; }

    /// <summary>JCS bytes of the body (RFC 8785).</summary>
    public required byte[] Canonical { get; init; }

    /// <summary><c>sha256:</c> + hex of <see cref="Canonical"/>.</summary>
    public required string Digest { get; init; }

    public required DateTime DeclaredAt { get; init; }

    /// <summary>The agent's own deadline, if it set one.</summary>
    public DateTime? Deadline { get; init; }

    /// <summary>When pending ends (earlier of deadline and the type's limit); once granted, when the grant ends.</summary>
    public required DateTime ExpiresAt { get; set; }

    public required IntentStatus Status { get; set; }

    /// <summary>Set by a stop in scope: clocks pause, nothing can be signed.</summary>
    public bool Held { get; set; }

    /// <summary>Since when it is held; null while it is not.</summary>
    public DateTime? HeldAt { get; set; }

    /// <summary>Counts every change an agent can see, from 1.</summary>
    public required int Version { get; set; }

    /// <summary>Code of the closed list the agent is told.</summary>
    public required string OutcomeCode { get; set; }

    /// <summary>What of a denial's reason the agent may read.</summary>
    public string? OutcomeMessage { get; set; }

    public required Policy.Risk Risk { get; init; }

    /// <summary>Our sentence, frozen at declaration, for lists.</summary>
    public required string Consequence { get; init; }

    /// <summary>Primary amount in minor units, when the type has one; for windows and history.</summary>
    public long? AmountMinor { get; init; }

    public string? Currency { get; init; }

    /// <summary>Normalised recipient (IBAN, e-mail …), for novelty; hashed, so that lists do not leak it.</summary>
    public string? RecipientKey { get; init; }

    /// <summary>Canonical JSON of who is behind the agent: agent, owner, and the token's <c>act</c> chain.</summary>
    public required string Chain { get; init; }

    /// <summary>Moves to <paramref name="next"/> and counts the version. False, and nothing changed, when the arrow has no such way.</summary>
    public bool MoveTo(IntentStatus next, string outcomeCode)
    {
        if (!CanMove(Status, next))
            return false;
        Status = next;
        OutcomeCode = outcomeCode;
        Version++;
        // What waits for nothing is not held.
        if (next != IntentStatus.Pending)
            (Held, HeldAt) = (false, null);
        return true;
    }

    /// <summary>The state machine of <c>api.md</c>: pending → granted → redeemed; every other way is an end.</summary>
    public static bool CanMove(IntentStatus from, IntentStatus to) => (from, to) switch
    {
        (IntentStatus.Pending, IntentStatus.Granted or IntentStatus.Denied or IntentStatus.Expired or IntentStatus.Withdrawn) => true,
        (IntentStatus.Granted, IntentStatus.Redeemed or IntentStatus.Expired or IntentStatus.Withdrawn or IntentStatus.Revoked) => true,
        _ => false,
    };

    /// <summary>A decoy that people are to notice. It is never granted, and counts in no statistics.</summary>
    public bool IsDrill { get; init; }

    /// <summary>True while something can still happen to it.</summary>
    public bool IsOpen => Status is IntentStatus.Pending or IntentStatus.Granted;
}
