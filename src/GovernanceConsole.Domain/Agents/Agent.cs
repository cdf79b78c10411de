namespace GovernanceConsole.Domain.Agents;

/// <summary>
/// Software that declares intents. It has an identity and key of its own, an accountable owner, and no standing privilege: the lists say what it may ask
/// for, never what it may do.
/// </summary>
public sealed class Agent
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The accountable person. Never counts as approver of the agent's intents.</summary>
    public required string OwnerId { get; set; }

    public required string Purpose { get; set; }

    /// <summary><c>prod</c>, <c>staging</c> or <c>dev</c>.</summary>
    public required string Environment { get; set; }

    /// <summary>The lowest risk any intent of this agent is shown and decided with.</summary>
    public required Policy.Risk RiskTier { get; set; }

    /// <summary>Intent type ids it may declare.</summary>
    public required List<string> IntentTypes { get; set; }

    /// <summary>Tools (audiences) it may name.</summary>
    public required List<string> Tools { get; set; }

    /// <summary>Public JWK (RFC 7517), as registered, without private members.</summary>
    public required string PublicJwk { get; set; }

    /// <summary>RFC 7638 thumbprint, base64url. Unique across agents and points.</summary>
    public required string KeyThumbprint { get; set; }

    public required DateTime RegisteredAt { get; init; }

    public required string RegisteredById { get; init; }

    public DateTime? SuspendedAt { get; set; }

    /// <summary>An operator's words, for the people who read the registry.</summary>
    public string? SuspendedBecause { get; set; }

    /// <summary>Stands in every token. Counted up, it ends all tokens issued before: suspension and a new key do that.</summary>
    public int TokenEpoch { get; set; }

    public int Version { get; set; }

    public bool IsActive => SuspendedAt is null;
}

/// <summary>A tool, adapter or gateway that redeems grants before it acts. Registered like an agent, with a key and the audiences it serves.</summary>
public sealed class EnforcementPoint
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    public required string PublicJwk { get; set; }

    /// <summary>RFC 7638 thumbprint, base64url. Unique across agents and points.</summary>
    public required string KeyThumbprint { get; set; }

    public required DateTime RegisteredAt { get; init; }

    public required string RegisteredById { get; init; }

    public DateTime? SuspendedAt { get; set; }

    /// <summary>An operator's words, for the people who read the registry.</summary>
    public string? SuspendedBecause { get; set; }

    /// <summary>Stands in every token. Counted up, it ends all tokens issued before: suspension and a new key do that.</summary>
    public int TokenEpoch { get; set; }

    public int Version { get; set; }

    public bool IsActive => SuspendedAt is null;
}

/// <summary>An audience and the one point that serves it.</summary>
public sealed class PointAudience
{
    /// <summary>Absolute URI, compared byte for byte.</summary>
    public required string Audience { get; init; }

    public required string PointId { get; set; }
}

/// <summary>One key, one identity: the thumbprint is the primary key, so a key that another client holds cannot be registered again.</summary>
public sealed class ClientKey
{
    public required string Thumbprint { get; init; }

    public required string ClientId { get; init; }
}
