namespace GovernanceConsole.Domain.Notifications;

/// <summary>
/// Something that people are yet to be told, written in the transaction in which it happened: one row however many there are to tell. Gone once it was spread over people and channels; until then a restart
/// finds it here.
/// </summary>
public sealed class OutboxEntry
{
    public required string Id { get; init; }

    public required OutboxKind Kind { get; init; }

    public required NoticeRoute Route { get; init; }

    /// <summary>The intent, notice, absence, person, stop, episode or incident it is about.</summary>
    public required string SubjectId { get; init; }

    /// <summary>Whom it is put to, with a blank between: targets of a tree (<c>group:finance</c>), and the places it stands at (<c>tree:payments tree:payments/2</c>) for channels that follow those.</summary>
    public required string Targets { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Not before then: an absence begins, a held intent is let go.</summary>
    public required DateTime DueAt { get; set; }
}

/// <summary>How an entry is spread.</summary>
public enum OutboxKind
{
    /// <summary>An intent is put to targets.</summary>
    Question = 1,

    /// <summary>A notice that was written for one person goes out by that person's own channels.</summary>
    Notice = 2,

    /// <summary>Somebody is away from now on; what waits for them is put to whoever stands in.</summary>
    Absence = 3,

    /// <summary>An answer is late: operators are told.</summary>
    Late = 4,

    /// <summary>Something that the organisation's own channels are told; people are told by notices.</summary>
    Announcement = 5,

    /// <summary>Somebody is among a target's people from now on; what waits there is put to them, too.</summary>
    Joined = 6,
}
