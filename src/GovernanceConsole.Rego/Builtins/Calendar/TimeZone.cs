using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;

namespace GovernanceConsole.Rego.Builtins.Calendar;

/// <summary>
/// A time zone of the IANA database, by its name. "Local" means UTC: a decision must not depend on where it is made. An unknown name throws
/// <see cref="BuiltinException"/>.
/// </summary>
internal sealed class TimeZone
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("+-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");
    private static readonly ConcurrentDictionary<string, TimeZone> Known = new(StringComparer.Ordinal);
    private readonly TimeZoneInfo _zone;
    private readonly ZoneAbbreviations? _abbreviations;

    private TimeZone(TimeZoneInfo zone)
    {
        _zone = zone;
        _abbreviations = ReferenceEquals(zone, TimeZoneInfo.Utc) ? null : ZoneAbbreviations.Read(zone.Id);
    }

    public static TimeZone Utc { get; } = new(TimeZoneInfo.Utc);

    public static TimeZone Named(string name)
    {
        if (name is "" or "UTC" or "Local") return Utc;
        if (Known.TryGetValue(name, out var known)) return known;
        if (name.AsSpan().ContainsAnyExcept(NameCharacters) || !TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            throw BuiltinException.Failure($"unknown time zone {name}");
        return Known[name] = new TimeZone(zone);
    }

    /// <summary>The offset from UTC in seconds, at an instant in seconds since 1970.</summary>
    public int OffsetAt(long seconds) => (int)_zone.GetUtcOffset(Instant(seconds)).TotalSeconds;

    /// <summary>The zone's abbreviation at an instant, such as CET; where the system knows none, the offset.</summary>
    public string NameAt(long seconds)
    {
        if (ReferenceEquals(this, Utc)) return "UTC";
        if (_abbreviations?.At(seconds, _zone.IsDaylightSavingTime(Instant(seconds))) is { } name) return name;
        var minutes = OffsetAt(seconds) / 60;
        var text = $"{(minutes < 0 ? '-' : '+')}{Math.Abs(minutes / 60).ToString("00", CultureInfo.InvariantCulture)}";
        return minutes % 60 == 0 ? text : text + Math.Abs(minutes % 60).ToString("00", CultureInfo.InvariantCulture);
    }

    /// <summary>The instant at which the clocks of the zone show a time. In the gap of a change of clocks the answer is right for one of both offsets.</summary>
    public Int128 InstantOf(Int128 wallSeconds)
    {
        var offset = OffsetAt(Clamp(wallSeconds));
        var instant = wallSeconds - offset;
        var actual = OffsetAt(Clamp(instant));
        return actual == offset ? instant : wallSeconds - actual;
    }

    private static long Clamp(Int128 seconds) => (long)Int128.Clamp(seconds, -62_135_596_800, 253_402_300_799);

    private static DateTime Instant(long seconds) => DateTime.UnixEpoch.AddSeconds(Clamp(seconds));
}
