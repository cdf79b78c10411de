using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Queue;

/// <summary>
/// A pending intent that waits for people: what it takes, who is asked, how many signed, when it is due. Closed with the intent and kept: history
/// outlives expiry.
/// </summary>
public sealed class QueueItem
{
    public required string IntentId { get; init; }

    public required long Sequence { get; init; }

    public required string AgentId { get; init; }

    public required string AgentName { get; init; }

    public required string OwnerId { get; init; }

    public required string OwnerName { get; init; }

    public required string Type { get; init; }

    public required string Consequence { get; init; }

    public required Risk Risk { get; init; }

    /// <summary><c>group:NAME</c>, <c>approvers</c>, or <c>tree:NAME</c> where whom it was put to is listed beside it.</summary>
    public required string Target { get; init; }

    /// <summary>Who must sign: <see cref="Approvals.Quorum.Text"/>.</summary>
    public required string Requires { get; init; }

    /// <summary>The fewest people it can be met with.</summary>
    public required int Quorum { get; init; }

    public required Control Control { get; init; }

    public required string Assurance { get; init; }

    /// <summary>Digest of type, tool and parameters: what an agent that declares it again while it is open is told by.</summary>
    public string Sameness { get; init; } = "";

    /// <summary>How often the agent declared the same again meanwhile.</summary>
    public int Repeats { get; set; }

    /// <summary>How many denials end it.</summary>
    public required int DenialsEnd { get; init; }

    /// <summary>Approvals so far that counted when the last one came.</summary>
    public int Votes { get; set; }

    public int Denials { get; set; }

    public Requirement Requirement => new(Approvals.Quorum.Parse(Requires), Control, Assurance, DenialsEnd);

    public required DateTime EnqueuedAt { get; init; }

    public required DateTime DueAt { get; set; }

    public required QueueState State { get; set; }

    public DateTime? ClosedAt { get; set; }

    public int Version { get; set; }

    /// <summary>Closes an open item. False when it is closed already.</summary>
    public bool Close(QueueState as_, DateTime now)
    {
        if (State != QueueState.Open || as_ == QueueState.Open)
            return false;
        State = as_;
        ClosedAt = now;
        Version++;
        return true;
    }
}

/// <summary>Open, or how it ended.</summary>
public enum QueueState
{
    Open = 0,
    Approved = 1,
    Denied = 2,
    Expired = 3,
    Withdrawn = 4,
}
