using System.Globalization;
using System.Numerics;

namespace GovernanceConsole.Rego.Values;

/// <summary>
/// A decimal number without rounding: coefficient × 10^exponent, normalised so that equal numbers have equal parts (zero is 0 × 10^0,
/// no coefficient ends in 0). Numbers of more than <see cref="MaxDigits"/> digits written out are refused, so that no text can exhaust the process.
/// </summary>
internal readonly record struct ExactDecimal(BigInteger Coefficient, int Exponent)
{
    /// <summary>Digits a number may have when its exponent is written out.</summary>
    public const int MaxDigits = 2_000;

    private const int DigitsOfLong = 18;

    /// <summary>Trailing zeros are taken off in halving steps that begin here.</summary>
    private const int LargestPower = 1_024;

    public bool IsInteger => Exponent >= 0;

    /// <summary>The integer part's digits, counted from the decimal point: 5 → 1, 0.05 → -1.</summary>
    private int Magnitude => Digits(Coefficient) + Exponent;

    /// <summary>Reads a number of the JSON grammar; leading plus signs and zeros are tolerated. False when it is no number or too large.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ExactDecimal number)
    {
        number = default;
        if (text.Length > MaxDigits) return false;
        var exponent = 0L;
        var mantissa = text;
        var e = text.IndexOfAny('e', 'E');
        if (e >= 0)
        {
            if (!long.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) return false;
            mantissa = text[..e];
        }

        var negative = mantissa is ['-', ..];
        if (mantissa is ['-' or '+', ..]) mantissa = mantissa[1..];
        var point = mantissa.IndexOf('.');
        Span<char> digits = mantissa.Length <= 64 ? stackalloc char[mantissa.Length] : new char[mantissa.Length];
        var count = 0;
        foreach (var unit in mantissa)
        {
            if (unit == '.') continue;
            if (!char.IsAsciiDigit(unit)) return false;
            digits[count++] = unit;
        }

        if (count == 0 || (point >= 0 && mantissa[(point + 1)..].Contains('.'))) return false;
        if (point >= 0) exponent -= mantissa.Length - point - 1;
        digits = digits[..count];
        while (digits.Length > 1 && digits[^1] == '0')
        {
            digits = digits[..^1];
            exponent++;
        }

        var coefficient = digits.Length <= DigitsOfLong
            ? long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture)
            : BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        if (coefficient.IsZero) exponent = 0;
        if (exponent is < -MaxDigits or > MaxDigits) return false;
        number = new(negative ? -coefficient : coefficient, (int)exponent);
        return true;
    }

    public static ExactDecimal Of(BigInteger integer)
    {
        if (integer.IsZero || !(integer % 10).IsZero) return new(integer, 0);
        var exponent = 0;
        for (var zeros = LargestPower; zeros > 0;)
        {
            var quotient = BigInteger.DivRem(integer, BigInteger.Pow(10, zeros), out var remainder);
            if (remainder.IsZero)
            {
                integer = quotient;
                exponent += zeros;
            }
            else
            {
                zeros /= 2;
            }
        }

        return new(integer, exponent);
    }

    /// <summary>The number as JSON: without exponent.</summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(Coefficient).ToString(CultureInfo.InvariantCulture);
        return (Coefficient.Sign < 0 ? "-" : "") + GoNumberFormat.Plain(digits, digits.Length + Exponent);
    }

    public BigInteger ToInteger() =>
        Exponent >= 0 ? Coefficient * BigInteger.Pow(10, Exponent) : BigInteger.Divide(Coefficient, BigInteger.Pow(10, -Exponent));

    public static int Compare(ExactDecimal left, ExactDecimal right)
    {
        if (left.Coefficient.Sign != right.Coefficient.Sign) return left.Coefficient.Sign.CompareTo(right.Coefficient.Sign);
        if (left.Coefficient.IsZero) return 0;
        var magnitude = left.Magnitude.CompareTo(right.Magnitude);
        if (magnitude != 0) return left.Coefficient.Sign > 0 ? magnitude : -magnitude;
        var shared = Math.Min(left.Exponent, right.Exponent);
        return left.ScaledTo(shared).CompareTo(right.ScaledTo(shared));
    }

    private BigInteger ScaledTo(int exponent) => Coefficient * BigInteger.Pow(10, Exponent - exponent);

    private static int Digits(BigInteger coefficient)
    {
        var size = BigInteger.Abs(coefficient);
        if (size < long.MaxValue) return ((long)size).ToString(CultureInfo.InvariantCulture).Length;
        return size.ToString(CultureInfo.InvariantCulture).Length;
    }
}
