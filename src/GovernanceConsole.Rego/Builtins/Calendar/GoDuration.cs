using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins.Calendar;

/// <summary>Reads durations such as 1h30m or -1.5s as nanoseconds. A text that is none throws <see cref="BuiltinException"/>.</summary>
internal static class GoDuration
{
    public static long Parse(string text)
    {
        var rest = text.AsSpan();
        var negative = rest is ['-', ..];
        if (rest is ['-' or '+', ..]) rest = rest[1..];
        if (rest is "0") return 0;
        if (rest.IsEmpty) throw Invalid(text);
        Int128 total = 0;
        while (!rest.IsEmpty)
        {
            var number = rest[..End(rest, char.IsAsciiDigit)];
            rest = rest[number.Length..];
            ReadOnlySpan<char> fraction = [];
            if (rest is ['.', ..])
            {
                rest = rest[1..];
                fraction = rest[..End(rest, char.IsAsciiDigit)];
                rest = rest[fraction.Length..];
            }

            if (number.IsEmpty && fraction.IsEmpty) throw Invalid(text);
            var unit = rest[..End(rest, static unit => unit != '.' && !char.IsAsciiDigit(unit))];
            if (unit.IsEmpty) throw BuiltinException.Failure($"time: missing unit in duration {StringValue.Of(text)}");
            rest = rest[unit.Length..];
            total += Nanoseconds(text, number, fraction, Size(text, unit.ToString()));
            if (total > long.MaxValue + Int128.One) throw Invalid(text);
        }

        if (negative) total = -total;
        return total <= long.MaxValue ? (long)total : throw Invalid(text);
    }

    private static Int128 Nanoseconds(string text, ReadOnlySpan<char> number, ReadOnlySpan<char> fraction, long size)
    {
        if (number.TrimStart('0').Length > 19) throw Invalid(text);
        var whole = number.IsEmpty ? 0 : UInt128.Parse(number, null);
        if (fraction.Length > 18) fraction = fraction[..18];
        var part = fraction.IsEmpty ? 0 : Int128.Parse(fraction, null) * size;
        for (var i = 0; i < fraction.Length; i++) part /= 10;
        return ((Int128)whole * size) + part;
    }

    private static int End(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        var end = 0;
        while (end < text.Length && belongs(text[end])) end++;
        return end;
    }

    private static long Size(string text, string unit) => unit switch
    {
        "ns" => 1,
        "us" or "\u00B5s" or "\u03BCs" => 1_000,
        "ms" => 1_000_000,
        "s" => CivilTime.NanosecondsPerSecond,
        "m" => 60 * CivilTime.NanosecondsPerSecond,
        "h" => 3600 * CivilTime.NanosecondsPerSecond,
        _ => throw BuiltinException.Failure($"time: unknown unit {StringValue.Of(unit)} in duration {StringValue.Of(text)}"),
    };

    private static BuiltinException Invalid(string text) => BuiltinException.Failure($"time: invalid duration {StringValue.Of(text)}");
}
