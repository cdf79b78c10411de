namespace GovernanceConsole.Domain.Rotation;

/// <summary>
/// Hours of a week on somebody's wall clock: business hours, or the nights a layer covers. A day's hours that end at or before they begin run into the next day; equal times are the whole day.
/// On a night when the clock changes they last an hour less or more, as the clock shows them.
/// </summary>
/// <param name="Days">The days on which the hours begin.</param>
/// <param name="From">First wall time of a day.</param>
/// <param name="Until">Wall time that is no longer part of it.</param>
public sealed record WeeklyHours(IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly Until)
{
    /// <summary>Monday to Friday, nine to five.</summary>
    public static readonly WeeklyHours Office = new([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], new TimeOnly(9, 0), new TimeOnly(17, 0));

    /// <summary>True when the hours are on at an instant in a zone.</summary>
    public bool Hold(DateTime instant, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(WallTime.Of(instant, zone));
        return On(today.AddDays(-1), zone).Holds(instant) || On(today, zone).Holds(instant);
    }

    /// <summary>The hours of a zone that meet a stretch of time, whole, in order, joined where they touch.</summary>
    public IReadOnlyList<Interval> Within(Interval window, TimeZoneInfo zone)
    {
        var last = DateOnly.FromDateTime(WallTime.Of(window.UntilAt, zone));
        var spans = new List<Interval>();
        for (var day = DateOnly.FromDateTime(WallTime.Of(window.FromAt, zone)).AddDays(-1); day <= last; day = day.AddDays(1))
            spans.Add(On(day, zone));
        return [.. Interval.Join(spans).Where(span => span.Meets(window))];
    }

    private Interval On(DateOnly day, TimeZoneInfo zone) => Days.Contains(day.DayOfWeek)
        ? new Interval(WallTime.ToUtc(day.ToDateTime(From), zone), WallTime.ToUtc((Until > From ? day : day.AddDays(1)).ToDateTime(Until), zone))
        : default;
}
