namespace GovernanceConsole.Domain.KillSwitch;

/// <summary>How far a stop has been taken back. It moves forward only, one step a signature; a number that stands nowhere here is <see cref="InForce"/>.</summary>
public enum StopStage
{
    /// <summary>Pending intents are held; no token, no grant, no redemption.</summary>
    InForce = 0,

    /// <summary>People decide again. Still no token and no redemption.</summary>
    Deciding = 1,

    /// <summary>What people granted is claimed and redeemed. Still nothing is granted without a person.</summary>
    Acting = 2,

    /// <summary>Over; policy may allow alone again.</summary>
    Released = 3,
}

/// <summary>
/// A kill switch that was pressed: its scope, why, by whom, and how far it has been taken back. Placed by one signature, released in stages by signatures of somebody else. Never deleted.
/// </summary>
public sealed class Stop
{
    public required string Id { get; init; }

    public required StopReach Reach { get; init; }

    /// <summary>Id or name that the reach is drawn around; empty for everything.</summary>
    public required string Value { get; init; }

    /// <summary>The scope in words, as it read when the stop was placed: <c>the agent ap-clerk</c>.</summary>
    public required string Words { get; init; }

    public required string Reason { get; init; }

    public required string PlacedById { get; init; }

    public required DateTime PlacedAt { get; init; }

    public StopStage Stage { get; set; }

    public DateTime? ReleasedAt { get; set; }

    /// <summary>Log position of the last change; the version of all stops together is the highest of them.</summary>
    public required long Sequence { get; set; }

    /// <summary>Agents in scope when it was placed.</summary>
    public required int AgentsHit { get; init; }

    /// <summary>Pending intents it held.</summary>
    public required int IntentsHit { get; init; }

    /// <summary>Unredeemed grants it revoked.</summary>
    public required int GrantsHit { get; init; }

    /// <summary>Of those, how many had a living token.</summary>
    public required int TokensHit { get; init; }

    public StopScope Scope => new(Reach, Value);

    /// <summary>The stage that counts: one that is not known is none.</summary>
    public StopStage Standing => Enum.IsDefined(Stage) ? Stage : StopStage.InForce;
}

/// <summary>One step of a release: who signed it, and why. The statement and its evidence stand in the log.</summary>
public sealed class StopRelease
{
    public required string Id { get; init; }

    public required string StopId { get; init; }

    /// <summary>Where the step led.</summary>
    public required StopStage Stage { get; init; }

    public required string SignedById { get; init; }

    public required DateTime SignedAt { get; init; }

    public required string Reason { get; init; }

    /// <summary>True when no independent second operator was there to sign.</summary>
    public required bool Bootstrap { get; init; }
}

/// <summary>What an enforcement point said about a stop: asked since, and confirmed at, or not heard from.</summary>
public sealed class StopConfirmation
{
    public required string StopId { get; init; }

    public required string PointId { get; init; }

    public required DateTime RequestedAt { get; init; }

    public DateTime? ConfirmedAt { get; set; }
}
