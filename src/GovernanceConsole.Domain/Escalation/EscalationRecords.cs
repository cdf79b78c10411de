namespace GovernanceConsole.Domain.Escalation;

/// <summary>What a tree was for a stretch of time. A new definition ends the one before and never rewrites it.</summary>
public sealed class TreeVersion
{
    public required string Id { get; init; }

    /// <summary>What policies name, after <c>tree:</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The <see cref="EscalationTree"/> as JSON.</summary>
    public required string Document { get; init; }

    public required DateTime FromAt { get; init; }

    public required string DefinedById { get; init; }

    public DateTime? UntilAt { get; set; }

    public string? EndedById { get; set; }
}

/// <summary>
/// How far the question about one open item has gone. Follows the tree as it was when the item opened: who decides is not changed under an open question. Moved by an update that names the version it saw, so that a
/// step is made once.
/// </summary>
public sealed class ItemEscalation
{
    public required string IntentId { get; init; }

    /// <summary>The tree as JSON, with the levels of trees it named in their place.</summary>
    public required string Tree { get; init; }

    public required int Round { get; set; }

    public required int Level { get; set; }

    public required int Through { get; set; }

    public required DateTime EnteredAt { get; set; }

    public DateTime? NextAt { get; set; }

    public required DateTime EndsAt { get; set; }

    public required DateTime DeadlineAt { get; init; }

    /// <summary>When it counts as answered too late; null when nothing is promised.</summary>
    public DateTime? BreachAt { get; init; }

    public DateTime? BreachedAt { get; set; }

    /// <summary>When something may have to be done; null when never again.</summary>
    public DateTime? LookAt { get; set; }

    public int Version { get; set; }

    public EscalationPosition Position => new(Round, Level, Through, EnteredAt, NextAt, EndsAt);

    /// <summary>Goes to where the clock says.</summary>
    public void MoveTo(EscalationPosition position)
    {
        (Round, Level, Through) = (position.Round, position.Level, position.Through);
        (EnteredAt, NextAt, EndsAt) = (position.EnteredAt, position.NextAt, position.EndsAt);
    }
}

/// <summary>Somebody an item was put to by escalating: <c>person:ID</c>, <c>group:NAME</c> or <c>approvers</c>. Only ever added: who was asked may answer.</summary>
public sealed class ItemAsk
{
    public required string IntentId { get; init; }

    public required string Target { get; init; }

    public required int Round { get; init; }

    public required int Level { get; init; }

    public required DateTime At { get; init; }

    /// <summary>The target of the tree that led here, e.g. <c>rotation:finance-duty</c>.</summary>
    public required string Of { get; init; }

    public required bool IsBackUp { get; init; }
}
