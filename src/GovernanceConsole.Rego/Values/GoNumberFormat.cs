using System.Globalization;
using System.Text;

namespace GovernanceConsole.Rego.Values;

/// <summary>Go's %g and %e layouts of a string of significant digits whose decimal point stands after a number of them.</summary>
internal static class GoNumberFormat
{
    private const int SmallestPlain = -4;
    private const int FirstWithExponent = 6;

    /// <summary>Go's %g at the shortest precision: plain from 1e-4 up to 1e6, otherwise with an exponent.</summary>
    public static string General(string digits, int point) =>
        point - 1 is < SmallestPlain or >= FirstWithExponent ? Scientific(digits, point) : Plain(digits, point);

    /// <summary>A number's text as JSON allows it: to_number keeps leading signs, zeros and bare points that JSON has no room for.</summary>
    public static string Json(string text)
    {
        var plain = text is ['-' or '+', ..] ? text.AsSpan(1) : text;
        var canonical = plain is ['0'] or ['0', '.' or 'e' or 'E', ..] or [>= '1' and <= '9', ..] && plain[^1] != '.' && !plain.Contains(".e", StringComparison.OrdinalIgnoreCase);
        if (canonical && text[0] != '+') return text;
        return ExactDecimal.TryParse(text, out var exact) ? exact.ToString() : text;
    }

    public static string Plain(string digits, int point)
    {
        if (point <= 0) return string.Concat("0.", new string('0', -point), digits);
        if (point >= digits.Length) return digits + new string('0', point - digits.Length);
        return string.Concat(digits.AsSpan(0, point), ".", digits.AsSpan(point));
    }

    public static string Scientific(string digits, int point)
    {
        var text = new StringBuilder().Append(digits[0]);
        if (digits.Length > 1) text.Append('.').Append(digits, 1, digits.Length - 1);
        var exponent = point - 1;
        return text.Append('e').Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)).ToString();
    }
}
