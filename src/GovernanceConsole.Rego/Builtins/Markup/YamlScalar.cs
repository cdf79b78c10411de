using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins.Markup;

/// <summary>What a plain YAML scalar means, by the YAML 1.1 rules of the Go library OPA uses: yes and on are true, 0x1F and 1_000 are numbers.</summary>
internal static partial class YamlScalar
{
    public static Value Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => NullValue.Instance,
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => BooleanValue.True,
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => BooleanValue.False,
        _ => Number(text) ?? (Value)StringValue.Of(text),
    };

    /// <summary>Whether a text must be quoted so as not to be read as something else: also as a timestamp, a base 60 number, infinity or a merge.</summary>
    public static bool IsMistakable(string text) =>
        Resolve(text) is not StringValue || text == "<<" || text.TrimStart('+', '-').ToLowerInvariant() is ".inf" or ".nan" || TimestampOrSexagesimal().IsMatch(text);

    private static NumberValue? Number(string text)
    {
        if (text[0] is not ('+' or '-' or '.' or (>= '0' and <= '9'))) return null;
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        if (Prefixed(plain) is { } integer) return NumberValue.Of(integer);
        if (!Decimal().IsMatch(plain)) return null;
        if (!plain.AsSpan().ContainsAny(".eE")) return NumberValue.TryParse(plain.TrimStart('+'), out var whole) ? whole : null;
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)
            ? NumberValue.Parse(real.ToString("R", CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>Hexadecimal, binary and octal integers.</summary>
    private static BigInteger? Prefixed(string text)
    {
        var negative = text[0] == '-';
        var digits = text.AsSpan().TrimStart("+-");
        var (numberBase, skip) = digits switch
        {
            ['0', 'x' or 'X', ..] => (16, 2),
            ['0', 'b' or 'B', ..] => (2, 2),
            ['0', 'o', ..] => (8, 2),
            ['0', >= '0' and <= '7', ..] => (8, 1),
            _ => (10, 0),
        };
        if (numberBase == 10 || digits.Length == skip || digits.Length > 64 + skip) return null;
        BigInteger value = 0;
        foreach (var unit in digits[skip..])
        {
            var digit = char.IsAsciiHexDigit(unit) ? Convert.ToInt32(unit.ToString(), 16) : numberBase;
            if (digit >= numberBase) return null;
            value = (value * numberBase) + digit;
        }

        return negative ? -value : value;
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TimestampOrSexagesimal();
}
