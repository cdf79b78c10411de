using System.Globalization;
using System.Numerics;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins.Formatting;

/// <summary>A 64-bit float as Go writes it: exact decimal digits, halves rounded to even.</summary>
internal static class GoFloat
{
    private const int DefaultPrecision = 6;

    /// <summary>The unsigned text of a finite number for the verbs e, E, f, F, g and G; no precision means the shortest for g and six digits otherwise.</summary>
    public static string Format(double number, char verb, int? precision)
    {
        var size = Math.Abs(number);
        return verb switch
        {
            'e' or 'E' => Case(Scientific(size, precision ?? DefaultPrecision), verb),
            'f' or 'F' => Plain(size, precision ?? DefaultPrecision),
            _ => Case(General(size, precision), verb),
        };
    }

    private static string Case(string text, char verb) => char.IsUpper(verb) ? text.ToUpperInvariant() : text;

    private static string General(double size, int? precision)
    {
        if (size == 0) return "0";
        if (precision is null)
        {
            var (shortest, shortestPoint) = Shortest(size);
            return GoNumberFormat.General(shortest, shortestPoint);
        }

        var wanted = Math.Max(precision.Value, 1);
        var (digits, point) = Rounded(size, wanted);
        var significant = digits.TrimEnd('0');
        var limit = wanted > significant.Length && significant.Length >= point ? significant.Length : wanted;
        return point - 1 < -4 || point - 1 >= limit ? GoNumberFormat.Scientific(significant, point) : GoNumberFormat.Plain(significant, point);
    }

    private static string Scientific(double size, int precision)
    {
        var (digits, point) = size == 0 ? (new string('0', precision + 1), 1) : Rounded(size, precision + 1);
        return GoNumberFormat.Scientific(digits, point);
    }

    private static string Plain(double size, int precision)
    {
        var scaled = RoundedQuotient(size, precision).ToString(CultureInfo.InvariantCulture).PadLeft(precision + 1, '0');
        return precision == 0 ? scaled : string.Concat(scaled.AsSpan(0, scaled.Length - precision), ".", scaled.AsSpan(scaled.Length - precision));
    }

    /// <summary>The digits of the shortest decimal that reads back as the number, and where its point stands.</summary>
    private static (string Digits, int Point) Shortest(double size)
    {
        var exact = NumberValue.Parse(size.ToString("R", CultureInfo.InvariantCulture)).Exact;
        var digits = exact.Coefficient.ToString(CultureInfo.InvariantCulture);
        return (digits, digits.Length + exact.Exponent);
    }

    /// <summary>A number of significant digits, halves rounded to even.</summary>
    private static (string Digits, int Point) Rounded(double size, int count)
    {
        var point = (int)Math.Floor(Math.Log10(size)) + 1;
        var digits = RoundedQuotient(size, count - point).ToString(CultureInfo.InvariantCulture);
        if (digits.Length == count) return (digits, point);
        point += digits.Length - count;
        digits = RoundedQuotient(size, count - point).ToString(CultureInfo.InvariantCulture);
        return (digits[..count], digits.Length > count ? point + 1 : point);
    }

    /// <summary>The number times a power of ten, rounded to an integer.</summary>
    private static BigInteger RoundedQuotient(double size, int power)
    {
        var bits = BitConverter.DoubleToInt64Bits(size);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = new BigInteger(bits & 0xFFFFFFFFFFFFF);
        if (exponent == 0) exponent = 1;
        else mantissa += BigInteger.One << 52;
        exponent -= 1075;
        var numerator = mantissa * (power > 0 ? BigInteger.Pow(10, power) : 1) * (exponent > 0 ? BigInteger.One << exponent : 1);
        var denominator = (power < 0 ? BigInteger.Pow(10, -power) : 1) * (exponent < 0 ? BigInteger.One << -exponent : 1);
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        var half = (rest * 2).CompareTo(denominator);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
