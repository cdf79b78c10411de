namespace GovernanceConsole.Domain.Rotation;

/// <summary>A shift in a calendar: of which rotation, by whom.</summary>
/// <param name="RotationId">Part of the event's UID; never changes.</param>
/// <param name="RotationName">For the reader.</param>
/// <param name="Shift">When, and who.</param>
/// <param name="PersonName">For the reader; any text, it is escaped.</param>
/// <param name="InsteadOfName">Whose turn it was; null where it is the person's own.</param>
public sealed record CalendarShift(string RotationId, string RotationName, Shift Shift, string PersonName, string? InsteadOfName = null);

/// <summary>
/// Shifts as an iCalendar object (RFC 5545) with instants in UTC. An event's UID is its rotation and its beginning, so a calendar that reads the feed again moves nothing and shows
/// who has the shift now; the same shifts and stamp give the same bytes. Shifts leave their owner free: being on duty is no appointment.
/// </summary>
public static class DutyCalendar
{
    public const string MediaType = "text/calendar; charset=utf-8";

    /// <param name="title">The calendar's name for the reader.</param>
    /// <param name="shifts">What stands in it, in any order.</param>
    /// <param name="host">Right side of every UID: the console's host name.</param>
    /// <param name="stampedAt">When the definition last changed, or now.</param>
    public static string Write(string title, IEnumerable<CalendarShift> shifts, string host, DateTime stampedAt)
    {
        var text = new CalendarText()
            .Line("BEGIN", "VCALENDAR").Line("VERSION", "2.0").Line("PRODID", "-//Governance Console//On-call//EN").Line("CALSCALE", "GREGORIAN").Line("METHOD", "PUBLISH")
            .Words("NAME", title).Words("X-WR-CALNAME", title) // RFC 7986 §5.1, and what readers before it know
            .Line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H").Line("X-PUBLISHED-TTL", "PT1H");
        foreach (var entry in shifts.OrderBy(s => s.Shift.Time.FromAt).ThenBy(s => s.RotationId, StringComparer.Ordinal))
        {
            text.Line("BEGIN", "VEVENT")
                .Words("UID", $"{entry.RotationId}-{CalendarText.Stamp(entry.Shift.Time.FromAt)}@{host}")
                .Instant("DTSTAMP", stampedAt).Instant("DTSTART", entry.Shift.Time.FromAt).Instant("DTEND", entry.Shift.Time.UntilAt)
                .Words("SUMMARY", $"On call: {entry.PersonName} ({entry.RotationName})");
            if (entry.InsteadOfName is { } other)
                text.Words("DESCRIPTION", $"Instead of {other}.");
            text.Line("STATUS", "CONFIRMED").Line("TRANSP", "TRANSPARENT").Line("END", "VEVENT");
        }

        return text.Line("END", "VCALENDAR").ToString();
    }
}
