namespace GovernanceConsole.Domain.Queue;

/// <summary>
/// Somebody passed an open item on to a person or group that may sign it anyway. It says who should look first, and never who may decide: nobody gains a vote by it and nobody loses one. Only ever added.
/// </summary>
public sealed class ItemHandover
{
    public required string Id { get; init; }

    public required string IntentId { get; init; }

    public required string FromId { get; init; }

    public required string FromName { get; init; }

    /// <summary><c>person:ID</c> or <c>group:NAME</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The person's name, or the group's, as it was then.</summary>
    public required string TargetName { get; init; }

    public required string Reason { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>
/// A question about an open item to somebody who may know, and their answer. The words of people, shown beside the card and outside of what is signed. Whoever is asked gains no right by it.
/// </summary>
public sealed class ItemQuestion
{
    public required string Id { get; init; }

    public required string IntentId { get; init; }

    public required string AskedById { get; init; }

    public required string AskedByName { get; init; }

    public required string PersonId { get; init; }

    public required string PersonName { get; init; }

    public required string Question { get; init; }

    public required DateTime AskedAt { get; init; }

    public string? Answer { get; set; }

    public DateTime? AnsweredAt { get; set; }
}
