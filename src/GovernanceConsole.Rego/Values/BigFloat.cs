using System.Globalization;
using System.Numerics;
using System.Text;

namespace GovernanceConsole.Rego.Values;

/// <summary>
/// Binary floating point with 64 bits of mantissa, rounded to nearest even: what OPA computes with as soon as an operand is no integer
/// (Go's big.Float). The value is mantissa × 2^exponent; a mantissa other than zero has exactly 64 significant bits or fewer.
/// </summary>
internal readonly record struct BigFloat(BigInteger Mantissa, int Exponent)
{
    private const int Precision = 64;

    public bool IsInteger => Exponent >= 0 || Mantissa.IsZero || TrailingZeros(Mantissa) >= -Exponent;

    public bool IsNegative => Mantissa.Sign < 0;

    public static BigFloat Of(ExactDecimal number) =>
        number.Exponent >= 0
            ? Round(number.ToInteger(), 0)
            : Quotient(number.Coefficient, BigInteger.Pow(10, -number.Exponent), 0);

    public static BigFloat operator +(BigFloat left, BigFloat right)
    {
        var shared = Math.Min(left.Exponent, right.Exponent);
        return Round((left.Mantissa << (left.Exponent - shared)) + (right.Mantissa << (right.Exponent - shared)), shared);
    }

    public static BigFloat operator -(BigFloat left, BigFloat right) => left + new BigFloat(-right.Mantissa, right.Exponent);

    public static BigFloat operator *(BigFloat left, BigFloat right) => Round(left.Mantissa * right.Mantissa, left.Exponent + right.Exponent);

    public static BigFloat operator /(BigFloat left, BigFloat right) => Quotient(left.Mantissa, right.Mantissa, left.Exponent - right.Exponent);

    /// <summary>The integer part, cut towards zero.</summary>
    public BigInteger Truncate() =>
        Exponent >= 0 ? Mantissa << Exponent : BigInteger.Divide(Mantissa, BigInteger.One << -Exponent);

    /// <summary>
    /// The shortest decimal that reads back as this number: an integer in full, otherwise with an exponent below 1e-4 and from 1e6 on
    /// (the form in which OPA prints computed numbers).
    /// </summary>
    public override string ToString()
    {
        if (Mantissa.IsZero) return "0";
        var (digits, point) = ShortestDigits();
        var text = new StringBuilder(IsNegative ? "-" : "");
        if (IsInteger) return text.Append(digits).Append('0', point - digits.Length).ToString();
        return text.Append(GoNumberFormat.General(digits, point)).ToString();
    }

    /// <summary>The digits of the shortest decimal strictly between this number's neighbours' midpoints, and where its decimal point stands.</summary>
    private (string Digits, int Point) ShortestDigits()
    {
        var size = BigInteger.Abs(Mantissa);
        var shift = Precision - (int)size.GetBitLength();
        var full = size << shift;
        var exponent = Exponent - shift;

        // Twice the value and its midpoints as integers over one denominator: value = 2·full·scale, midpoints = (2·full ± 1)·scale.
        var lowerGap = full == BigInteger.One << (Precision - 1) ? 1 : 2;
        var numerator = full * 4;
        var lower = numerator - lowerGap;
        var upper = numerator + 2;
        var binary = exponent - 2;
        var denominator = binary < 0 ? BigInteger.One << -binary : BigInteger.One;
        if (binary > 0)
        {
            numerator <<= binary;
            lower <<= binary;
            upper <<= binary;
        }

        var point = (int)Math.Ceiling((BigInteger.Log10(numerator) - BigInteger.Log10(denominator)) + 1e-10);
        return Generate(numerator, lower, upper, denominator, point, inclusive: full.IsEven);
    }

    private static (string Digits, int Point) Generate(BigInteger value, BigInteger lower, BigInteger upper, BigInteger denominator, int point, bool inclusive)
    {
        // Scale so that value / denominator lies in [0.1, 1).
        var power = BigInteger.Pow(10, Math.Abs(point));
        if (point > 0) denominator *= power;
        else (value, lower, upper) = (value * power, lower * power, upper * power);
        if (value >= denominator)
        {
            denominator *= 10;
            point++;
        }

        var digits = new StringBuilder();
        var written = BigInteger.Zero;
        while (true)
        {
            (value, lower, upper) = (value * 10, lower * 10, upper * 10);
            written *= 10;
            var digit = (value - (written * denominator)) / denominator;
            written += digit;
            var down = written * denominator;
            var up = down + denominator;
            var downFits = inclusive ? down >= lower : down > lower;
            var upFits = inclusive ? up <= upper : up < upper;
            if (downFits && upFits) return Finish(digits, digit, (value - down) * 2 > denominator, point);
            if (downFits || upFits) return Finish(digits, digit, upFits, point);
            digits.Append((char)('0' + (int)digit));
        }
    }

    private static (string Digits, int Point) Finish(StringBuilder digits, BigInteger last, bool roundUp, int point)
    {
        digits.Append((char)('0' + (int)last));
        if (!roundUp) return Trim(digits.ToString(), point);
        var increased = (BigInteger.Parse("1" + digits, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        return increased[0] == '1' ? Trim(increased[1..], point) : Trim("1" + increased[1..], point + 1);
    }

    private static (string Digits, int Point) Trim(string digits, int point)
    {
        var significant = digits.TrimStart('0');
        point -= digits.Length - significant.Length;
        return (significant.TrimEnd('0'), point);
    }

    private static BigFloat Quotient(BigInteger dividend, BigInteger divisor, int exponent)
    {
        if (dividend.IsZero) return default;
        var shift = Math.Max(0, Precision + 2 + (int)(divisor.GetBitLength() - dividend.GetBitLength()));
        var quotient = BigInteger.DivRem(BigInteger.Abs(dividend) << shift, BigInteger.Abs(divisor), out var remainder);

        // A sticky bit below the quotient keeps an inexact half from rounding to even.
        quotient = (quotient << 1) | (remainder.IsZero ? 0 : 1);
        return Round(dividend.Sign == divisor.Sign ? quotient : -quotient, exponent - shift - 1);
    }

    private static BigFloat Round(BigInteger mantissa, int exponent)
    {
        if (mantissa.IsZero) return default;
        var size = BigInteger.Abs(mantissa);
        var excess = (int)size.GetBitLength() - Precision;
        if (excess <= 0) return new(mantissa, exponent);
        var kept = size >> excess;
        var rest = size - (kept << excess);
        var half = BigInteger.One << (excess - 1);
        if (rest > half || (rest == half && !kept.IsEven)) kept += 1;
        return new(mantissa.Sign < 0 ? -kept : kept, exponent + excess);
    }

    private static long TrailingZeros(BigInteger mantissa) => (long)BigInteger.TrailingZeroCount(mantissa);
}
