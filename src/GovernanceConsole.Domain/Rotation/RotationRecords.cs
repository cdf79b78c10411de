namespace GovernanceConsole.Domain.Rotation;

/// <summary>What a rotation was for a stretch of time. A new definition ends the one before and never rewrites it: who was on duty at any past moment stays answerable.</summary>
public sealed class RotationVersion
{
    public required string Id { get; init; }

    /// <summary>What trees name and calendars show; the same for every version.</summary>
    public required string Name { get; init; }

    /// <summary>The <see cref="RotationSheet"/> as JSON.</summary>
    public required string Sheet { get; init; }

    public required DateTime FromAt { get; init; }

    public required string DefinedById { get; init; }

    public DateTime? UntilAt { get; set; }

    public string? EndedById { get; set; }
}

/// <summary>A change to who is on duty, as it was made. The order of <see cref="Id"/> is the order in which they count.</summary>
public sealed class DutyChangeRecord
{
    public long Id { get; init; }

    public required string Rotation { get; init; }

    public required DateTime FromAt { get; init; }

    public required DateTime UntilAt { get; set; }

    public required string PersonId { get; init; }

    public string? InsteadOfId { get; init; }

    public required DateTime MadeAt { get; init; }

    public required string MadeById { get; init; }

    /// <summary>When it was taken back; what had passed of it by then still counts.</summary>
    public DateTime? UndoneAt { get; set; }

    /// <summary>The change as the calendar knows it, cut where it was taken back.</summary>
    public DutyChange Change => new(new Interval(FromAt, UndoneAt is { } at && at < UntilAt ? at : UntilAt), PersonId, InsteadOfId);
}

/// <summary>Somebody's time away, as it was said. Ended early, never deleted.</summary>
public sealed class AbsenceRecord
{
    public required string Id { get; init; }

    public required string PersonId { get; init; }

    public string? DelegateId { get; init; }

    public required DateTime FromAt { get; init; }

    public required DateTime UntilAt { get; set; }

    public required DateTime MadeAt { get; init; }

    public required string MadeById { get; init; }

    public Absence Absence => new(PersonId, DelegateId, new Interval(FromAt, UntilAt));
}

/// <summary>A secret address at which one calendar can be read. The one secret that stands in a URL: it shows shifts and does nothing. Kept as a hash, works until it is revoked.</summary>
public sealed class CalendarLink
{
    public required string Id { get; init; }

    /// <summary>SHA-256 of the 32-byte secret.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>Whose link it is; it shows what this person may see and dies with their standing.</summary>
    public required string PersonId { get; init; }

    /// <summary>The rotation it shows; null for the person's own shifts in all of them.</summary>
    public string? Rotation { get; init; }

    public required DateTime IssuedAt { get; init; }

    public DateTime? RevokedAt { get; set; }
}
