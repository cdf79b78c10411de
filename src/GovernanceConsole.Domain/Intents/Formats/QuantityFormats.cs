using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GovernanceConsole.Domain.Intents.Formats;

/// <summary>An integer between bounds, shown with thousands grouped and its unit.</summary>
public sealed class NumberFormat(long least = 0, long most = CanonicalJson.MaxInteger, string? one = null, string? many = null) : FieldFormat
{
    public override string Name => "number";

    public override TypedValue? Read(JsonElement value, FieldReading reading)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number))
            return reading.Refuse($"Must be an integer, not {FieldReading.Kind(value)}.");
        return number < least ? reading.Refuse(string.Create(CultureInfo.InvariantCulture, $"Must be at least {least}."))
            : number > most ? reading.Refuse(string.Create(CultureInfo.InvariantCulture, $"Must be at most {most}."))
            : new NumberValue(number, number == 1 ? one : many);
    }
}

/// <summary>A number that was read.</summary>
public sealed record NumberValue(long Number, string? Unit) : TypedValue
{
    public override JsonNode ToTyped() => Number;

    public override SafeText Render(DisplayZone zone, int most) =>
        SafeText.Ours(Number.ToString("N0", CultureInfo.InvariantCulture) + (Unit is null ? "" : " " + Unit));
}

/// <summary>An instant in UTC (RFC 3339 with Z, at most milliseconds). In the future or the past when the definition says so; a recalled intent is not judged by the clock again.</summary>
public sealed partial class MomentFormat(bool future = false, bool past = false) : FieldFormat
{
    public override string Name => "date_time";

    public override TypedValue? Read(JsonElement value, FieldReading reading)
    {
        if (reading.Text(value, 40) is not { } text)
            return null;
        if (!Rfc3339().IsMatch(text)
            || !DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment))
        {
            return reading.Refuse("Must be an instant in UTC such as 2026-11-22T16:00:00Z.");
        }

        if (reading.Now is { } now && future && moment <= now)
            return reading.Refuse("Must lie in the future.");
        if (reading.Now is { } today && past && moment > today)
            return reading.Refuse("Must not lie in the future.");
        return new MomentValue(moment);
    }

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,3})?Z\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rfc3339();
}

/// <summary>An instant that was read.</summary>
public sealed record MomentValue(DateTime At) : TypedValue
{
    public override JsonNode ToTyped() => DisplayZone.Record(At);

    public override SafeText Render(DisplayZone zone, int most) => SafeText.Ours(zone.Write(At));
}

/// <summary>A length of time (ISO 8601) in weeks, or in days, hours, minutes and seconds. Years and months are refused: they have no fixed length.</summary>
public sealed partial class DurationFormat(long least = 1, long most = 366L * 86400) : FieldFormat
{
    public override string Name => "duration";

    public override TypedValue? Read(JsonElement value, FieldReading reading)
    {
        if (reading.Text(value, 40) is not { } text)
            return null;
        if (Iso8601().Match(text) is not { Success: true } parts || text.Length == 1 || text.EndsWith('T') || text == "P")
            return reading.Refuse("Must be a duration of ISO 8601 in days, hours, minutes and seconds, such as P7D or PT8H.");
        var seconds = (Part("w") * 604800) + (Part("d") * 86400) + (Part("h") * 3600) + (Part("m") * 60) + Part("s");
        return seconds < least ? reading.Refuse($"Must be at least {DurationValue.Write(least)}.")
            : seconds > most ? reading.Refuse($"Must be at most {DurationValue.Write(most)}.")
            : new DurationValue(seconds);

        long Part(string name) => parts.Groups[name] is { Success: true } group ? long.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"\AP(((?<w>[0-9]{1,6})W)|((?<d>[0-9]{1,6})D)?(T((?<h>[0-9]{1,7})H)?((?<m>[0-9]{1,8})M)?((?<s>[0-9]{1,9})S)?)?)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Iso8601();
}

/// <summary>A length of time that was read.</summary>
public sealed record DurationValue(long Seconds) : TypedValue
{
    public override JsonNode ToTyped() => Seconds;

    public override SafeText Render(DisplayZone zone, int most) => SafeText.Ours(Write(Seconds));

    /// <summary>In words, exactly: <c>1 day 2 hours</c>.</summary>
    public static string Write(long seconds)
    {
        var parts = new List<string>();
        Add(seconds / 86400, "day");
        Add(seconds / 3600 % 24, "hour");
        Add(seconds / 60 % 60, "minute");
        Add(seconds % 60, "second");
        return parts.Count == 0 ? "0 seconds" : string.Join(' ', parts);

        void Add(long count, string unit)
        {
            if (count > 0)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count:N0} {unit}{(count == 1 ? "" : "s")}"));
        }
    }
}
