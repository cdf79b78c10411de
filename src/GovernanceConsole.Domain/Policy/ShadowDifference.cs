namespace GovernanceConsole.Domain.Policy;

/// <summary>What a shadow would have decided otherwise than the policy that decided. A note for people who change policies: nothing reads it to decide, and old ones make room for new ones.</summary>
public sealed class ShadowDifference
{
    /// <summary>The evaluation that counted.</summary>
    public required string EvaluationId { get; init; }

    public required string IntentId { get; init; }

    /// <summary>What evaluated beside it: an engine's id, with the bundle's revision and digest where that is another one.</summary>
    public required string Engine { get; init; }

    public required Effect Decided { get; init; }

    public required Effect Shadow { get; init; }

    /// <summary><see cref="VerdictChange.Kind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The shadow's first reason, or why it came to no decision.</summary>
    public required string Because { get; init; }

    /// <summary>When the intent was decided.</summary>
    public required DateTime At { get; init; }
}
