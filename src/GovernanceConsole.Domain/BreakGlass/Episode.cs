namespace GovernanceConsole.Domain.BreakGlass;

/// <summary>Where an episode stands. It moves forward only; a number that stands nowhere here is <see cref="Closed"/>, under which nothing is granted.</summary>
public enum EpisodeState
{
    /// <summary>Asked for and signed by the requester; waits for the signatures of others.</summary>
    Asked = 0,

    /// <summary>Signed by as many as it takes. Grants until its end.</summary>
    Open = 1,

    /// <summary>Over: its time, a person, or a clock that went backwards ended it.</summary>
    Closed = 2,

    /// <summary>Nobody signed in time. It never opened.</summary>
    Lapsed = 3,

    /// <summary>Taken back before it opened.</summary>
    Withdrawn = 4,
}

/// <summary>
/// An emergency: for a limited time, intents in a named scope are granted where policy would ask people. Asked for by one person, signed by others, ends by itself, and is reviewed by somebody outside it. Never deleted.
/// </summary>
public sealed class Episode
{
    public required string Id { get; init; }

    public required string RequestedById { get; init; }

    public required DateTime RequestedAt { get; init; }

    /// <summary>Until when others may sign it.</summary>
    public required DateTime AskedUntil { get; init; }

    public required string Reason { get; init; }

    /// <summary>How long it lasts from its opening.</summary>
    public required int Seconds { get; init; }

    /// <summary>Canonical JSON of <see cref="EpisodeScope"/>, as it was signed.</summary>
    public required string Scope { get; init; }

    /// <summary>A drill: the same flow, but no grant of it is ever exchanged or redeemed.</summary>
    public required bool Drill { get; init; }

    /// <summary>How many other people sign; 0 where the requester signs with a second passkey instead.</summary>
    public required int Signatures { get; init; }

    /// <summary>What every signer was shown: canonical JSON, frozen when it was asked for.</summary>
    public required byte[] Display { get; init; }

    public required EpisodeState State { get; set; }

    public DateTime? OpenedAt { get; set; }

    /// <summary>When it ends by itself.</summary>
    public DateTime? EndsAt { get; set; }

    public DateTime? ClosedAt { get; set; }

    /// <summary>Who closed it; <c>console</c> where its time did.</summary>
    public string? ClosedById { get; set; }

    public string? ClosedBecause { get; set; }

    /// <summary>By when somebody outside it must have reviewed it; null while it never opened.</summary>
    public DateTime? ReviewDueAt { get; set; }

    public DateTime? ReviewedAt { get; set; }

    public string? ReviewedById { get; set; }

    public string? Conclusion { get; set; }

    /// <summary>When everybody was told that the review is late.</summary>
    public DateTime? OverdueToldAt { get; set; }

    /// <summary>The state that counts: one that is not known grants nothing.</summary>
    public EpisodeState Standing => Enum.IsDefined(State) ? State : EpisodeState.Closed;
}

/// <summary>A signature over an episode's scope, duration and reason. The statement and its evidence stand in the log.</summary>
public sealed class EpisodeSignature
{
    public required string EpisodeId { get; init; }

    /// <summary>0 is the requester's own; others follow.</summary>
    public required int Place { get; init; }

    public required string PersonId { get; init; }

    public required string CredentialId { get; init; }

    /// <summary>Who vouched for that passkey.</summary>
    public required string VouchedById { get; init; }

    public required DateTime SignedAt { get; init; }
}

/// <summary>What may be used up under an episode, and how much of it is: <see cref="Acts"/>, or a currency in its smallest unit.</summary>
public sealed class EpisodeLimit
{
    /// <summary>The measure that counts grants.</summary>
    public const string Acts = "acts";

    public required string EpisodeId { get; init; }

    public required string Measure { get; init; }

    public required long Most { get; init; }

    public long Used { get; set; }

    /// <summary>When it was last counted on. A clock that stands before it is wrong, and nothing is granted by it.</summary>
    public required DateTime LastAt { get; set; }
}

/// <summary>One grant that an episode gave, with the key its agent had, and what the review says of it.</summary>
public sealed class EpisodeAct
{
    public required string IntentId { get; init; }

    public required string EpisodeId { get; init; }

    public required string AgentId { get; init; }

    /// <summary>The credential that was touched: to be replaced afterwards.</summary>
    public required string KeyThumbprint { get; init; }

    public required DateTime At { get; init; }

    public bool? Justified { get; set; }

    public string? Remark { get; set; }
}
