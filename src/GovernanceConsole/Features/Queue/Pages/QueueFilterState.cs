using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Features.Queue.Pages;

/// <summary>What of the queue is looked at. Lives in the URL; nothing else remembers it.</summary>
public sealed record QueueFilterState
{
    public const string Mine = "mine";
    public const string All = "all";
    public const string History = "history";
    public const string ByDue = "due";
    public const string ByRisk = "risk";

    public string Tab { get; init; } = Mine;

    public string Sort { get; init; } = ByDue;

    /// <summary>This risk and above.</summary>
    public Risk? Risk { get; init; }

    public string? Type { get; init; }

    public string? Agent { get; init; }

    /// <summary>Keyset cursor: where the page before ended.</summary>
    public string? After { get; init; }

    public bool IsNarrowed => Risk is not null || Type is not null || Agent is not null;
}
