using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Escalation;

namespace GovernanceConsole.Features.Queue.Pages;

/// <summary>One strip of the queue, as it is set: plain values, nothing to look up. <see cref="Consequence"/> is our sentence with escapes already visible.</summary>
public sealed record QueueRow
{
    public required string IntentId { get; init; }

    public required Risk Risk { get; init; }

    public required string Consequence { get; init; }

    /// <summary>Short marks beside the sentence: <c>first time</c>.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>The intent type: rows of one template read alike.</summary>
    public string Type { get; init; } = "";

    public required string AgentName { get; init; }

    public required string OwnerName { get; init; }

    public required DateTime DueAt { get; init; }

    public required int Votes { get; init; }

    public required int Quorum { get; init; }

    /// <summary>Why the visitor cannot sign this one; null when they can.</summary>
    public string? NotYours { get; init; }

    public required IntentStatus Status { get; init; }

    public bool Held { get; init; }

    public DateTime? ClosedAt { get; init; }

    /// <summary>Who is asked next when nobody answers; null when nobody new is.</summary>
    public NextStep? Next { get; init; }

    /// <summary>Who passed it to whom.</summary>
    public string? PassedTo { get; init; }

    /// <summary>Changed since the visitor opened the page, in place.</summary>
    public bool Changed { get; init; }

    internal static QueueRow Of(StandingItem standing) => new()
    {
        IntentId = standing.Item.IntentId,
        Risk = standing.Item.Risk,
        Consequence = standing.Item.Consequence,
        Marks = [.. standing.FirstTime ? ["first time"] : Array.Empty<string>(), .. standing.Item.Repeats > 0 ? [$"asked {standing.Item.Repeats + 1} times"] : Array.Empty<string>(), .. standing.WasDrill ? ["drill"] : Array.Empty<string>()],
        Type = standing.Item.Type,
        AgentName = standing.Item.AgentName,
        OwnerName = standing.Item.OwnerName,
        DueAt = standing.Item.DueAt,
        Votes = standing.Item.Votes,
        Quorum = standing.Item.Quorum,
        Status = standing.Status,
        Held = standing.Held,
        ClosedAt = standing.Item.ClosedAt,
        Next = standing.Next,
        PassedTo = standing.PassedTo,
    };

    /// <summary>True when the reader would see the same.</summary>
    internal bool SameAs(QueueRow other) => (Votes, Status, Held, DueAt, Next, PassedTo) == (other.Votes, other.Status, other.Held, other.DueAt, other.Next, other.PassedTo) && Marks.SequenceEqual(other.Marks, StringComparer.Ordinal);
}
