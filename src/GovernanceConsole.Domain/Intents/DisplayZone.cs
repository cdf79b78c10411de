using System.Globalization;

namespace GovernanceConsole.Domain.Intents;

/// <summary>For whom instants are written: a locale and a time zone, both named in what is signed. UTC always stands beside a local time; an unknown zone is UTC.</summary>
public sealed record DisplayZone
{
    public static readonly DisplayZone Utc = new("en", "UTC");

    private readonly TimeZoneInfo _zone;

    public DisplayZone(string locale, string zone)
    {
        _zone = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc;
        Locale = locale;
        Zone = found is null || _zone.BaseUtcOffset == TimeSpan.Zero && !_zone.SupportsDaylightSavingTime ? "UTC" : zone;
    }

    public string Locale { get; }

    public string Zone { get; }

    /// <summary>An instant for a reader: <c>22 Nov 2026, 17:00 Europe/Berlin (2026-11-22 16:00 UTC)</c>.</summary>
    public string Write(DateTime instant)
    {
        var utc = DateTime.SpecifyKind(instant, DateTimeKind.Utc);
        var clock = utc.Second == 0 && utc.Millisecond == 0 ? "HH:mm" : "HH:mm:ss.FFF";
        return Zone == "UTC"
            ? utc.ToString("d MMM yyyy, " + clock, CultureInfo.InvariantCulture) + " UTC"
            : string.Concat(
                TimeZoneInfo.ConvertTimeFromUtc(utc, _zone).ToString("d MMM yyyy, " + clock, CultureInfo.InvariantCulture), " ", Zone,
                utc.ToString(" (yyyy-MM-dd " + clock, CultureInfo.InvariantCulture), " UTC)");
    }

    /// <summary>An instant for a record: RFC 3339 in UTC, as fine as it is.</summary>
    public static string Record(DateTime instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
