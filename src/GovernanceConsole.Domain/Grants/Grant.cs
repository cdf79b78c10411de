namespace GovernanceConsole.Domain.Grants;

/// <summary>
/// A just-in-time, single-use, short-lived permission for one granted intent. Claimed as an action token as often as asked while unredeemed (each new
/// token ends the one before), redeemed once, by the point that serves the intent's tool.
/// </summary>
public sealed class Grant
{
    public required string Id { get; init; }

    public required string IntentId { get; init; }

    public required string AgentId { get; init; }

    /// <summary>The intent's tool.</summary>
    public required string Audience { get; init; }

    public required DateTime MintedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>JSON array of permission names.</summary>
    public required string Permissions { get; init; }

    /// <summary>JSON array of <c>{pointer, op, value}</c>; <c>[]</c> when nothing was narrowed.</summary>
    public required string Constraints { get; init; }

    /// <summary><c>agent-only</c>, <c>human-approved</c> or <c>multi-party-approved</c>.</summary>
    public required string Acr { get; init; }

    /// <summary>The break-glass episode it came from; null for every other.</summary>
    public string? EpisodeId { get; init; }

    /// <summary>Granted on paper, in a drill: never exchanged, never redeemed. Null where it came from no episode.</summary>
    public bool? Drill { get; init; }

    /// <summary>The <c>jti</c> of the one action token that is alive; null before the first claim.</summary>
    public string? CurrentTokenId { get; set; }

    public DateTime? TokenExpiresAt { get; set; }

    public DateTime? RevokedAt { get; set; }

    public DateTime? RedeemedAt { get; set; }

    public string? RedeemedById { get; set; }

    /// <summary>The redeemer's Idempotency-Key, so that a lost answer can be asked again.</summary>
    public string? RedeemKey { get; set; }

    /// <summary>SHA-256 over the redeemer's body, hex.</summary>
    public string? RedeemBodyDigest { get; set; }

    /// <summary>The stored answer, as JSON.</summary>
    public string? RedeemAnswer { get; set; }

    /// <summary><c>succeeded</c>, <c>failed</c> or <c>ambiguous</c>, reported once by the redeemer.</summary>
    public string? Outcome { get; set; }

    public string? OutcomeDigest { get; set; }

    public DateTime? OutcomeAt { get; set; }
}

/// <summary>A token identifier that no longer counts, until it would have died anyway.</summary>
public sealed class RevokedToken
{
    public required string TokenId { get; init; }

    public required DateTime ExpiresAt { get; init; }
}

/// <summary>A client assertion that was used: issuer and <c>jti</c> are the primary key, so that it is used once (RFC 7523 §3).</summary>
public sealed class UsedAssertion
{
    public required string ClientId { get; init; }

    public required string TokenId { get; init; }

    public required DateTime ExpiresAt { get; init; }
}
