namespace GovernanceConsole.Domain.Rotation;

/// <summary>A stretch in which one person is on duty; whole, not cut at the edge of what was asked for.</summary>
/// <param name="PersonId">Who is on duty.</param>
/// <param name="Time">From hand-over to hand-over.</param>
/// <param name="InsteadOfId">Whose turn it was by the layers; null where it is the person's own, or where nobody had it.</param>
public sealed record Shift(string PersonId, Interval Time, string? InsteadOfId = null);

/// <summary>
/// A change to who is on duty, kept in the order they were made. Without <paramref name="InsteadOfId"/> the person has the whole stretch, whoever had it (an override); with it, only where that person would be on duty
/// (a shift taken over; two of them are a swap).
/// </summary>
public sealed record DutyChange(Interval Time, string PersonId, string? InsteadOfId = null);
