using System.Globalization;

namespace GovernanceConsole.Ui.Parts;

/// <summary>How an instant is said.</summary>
public enum MomentAs
{
    /// <summary>Absolute and relative: <c>14:02 UTC, 3 min ago</c>.</summary>
    Both,

    /// <summary>Absolute with seconds and zone, for evidence.</summary>
    Exact,

    /// <summary>Relative only, for tight columns; the absolute one is the title.</summary>
    Ago,

    /// <summary>A deadline that counts down: <c>in 7:41</c>, <c>in 3 h 05 min</c>, <c>over since 2 min</c>.</summary>
    Due,

    /// <summary>The day only.</summary>
    Day,
}

/// <summary>
/// The words for an instant, in UTC. <c>wwwroot/js/shell.js</c> holds the same rules for the reader's own zone; a change here is a change there.
/// </summary>
internal static class MomentText
{
    public static string Iso(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Absolute(DateTime at) => at.ToString("d MMM yyyy, HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Of(MomentAs form, DateTime at, DateTime now) => form switch
    {
        MomentAs.Exact => Absolute(at),
        MomentAs.Ago => Ago(at, now),
        MomentAs.Due => Due(at, now),
        MomentAs.Day => at.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
        _ => $"{Short(at, now)}, {Ago(at, now)}",
    };

    public static string Due(DateTime at, DateTime now) => at > now ? "in " + Span(at - now, ticking: true) : $"ended {Span(now - at)} ago";

    private static string Ago(DateTime at, DateTime now)
    {
        if (at > now)
            return "in " + Span(at - now);
        return now - at < TimeSpan.FromSeconds(45) ? "just now" : Span(now - at) + " ago";
    }

    private static string Short(DateTime at, DateTime now) =>
        at.ToString(at.Date == now.Date ? "HH:mm 'UTC'" : at.Year == now.Year ? "d MMM, HH:mm 'UTC'" : "d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Span(TimeSpan span, bool ticking = false)
    {
        if (ticking && span < TimeSpan.FromHours(1))
            return string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes}:{span.Seconds:00}");
        if (span < TimeSpan.FromHours(1))
            return string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (int)span.TotalMinutes)} min");
        if (span < TimeSpan.FromHours(10) && span.Minutes > 0)
            return string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes:00} min");
        if (span < TimeSpan.FromHours(48))
            return string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h");
        return string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} days");
    }
}
