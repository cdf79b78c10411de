namespace GovernanceConsole.Domain.Rotation;

/// <summary>
/// From what a clock on the wall shows to the instant it shows it. A time that the clock skips happens when the clock jumps; a time that comes twice happens the first time. So later wall times never
/// come before earlier ones, and every day has each hand-over exactly once. Never fails for a zone's own offsets.
/// </summary>
public static class WallTime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The UTC instant of a wall time in a zone.</summary>
    public static DateTime ToUtc(DateTime wall, TimeZoneInfo zone)
    {
        // No offset reaches a day, so these two lie on either side of any change near the wall time.
        var around = DateTime.SpecifyKind(wall, DateTimeKind.Utc);
        var before = zone.GetUtcOffset(around - Day);
        var after = zone.GetUtcOffset(around + Day);
        var (early, late) = before > after ? (before, after) : (after, before);
        if (zone.GetUtcOffset(around - early) == early)
            return around - early;
        return zone.GetUtcOffset(around - late) == late ? around - late : Jump(around, zone, around - early, around - late);
    }

    /// <summary>What the clock on the wall shows at an instant.</summary>
    public static DateTime Of(DateTime instant, TimeZoneInfo zone) =>
        DateTime.SpecifyKind(instant + zone.GetUtcOffset(DateTime.SpecifyKind(instant, DateTimeKind.Utc)), DateTimeKind.Unspecified);

    /// <summary>The first second after <paramref name="low"/>, at most <paramref name="high"/>, at which the clock shows the skipped time or a later one.</summary>
    private static DateTime Jump(DateTime wall, TimeZoneInfo zone, DateTime low, DateTime high)
    {
        low = new DateTime(low.Ticks - low.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        while (high - low > TimeSpan.FromSeconds(1))
        {
            var middle = low + TimeSpan.FromSeconds(Math.Floor((high - low).TotalSeconds / 2));
            (low, high) = middle + zone.GetUtcOffset(middle) < wall ? (middle, high) : (low, middle);
        }

        return high;
    }
}
