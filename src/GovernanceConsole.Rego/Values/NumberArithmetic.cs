using System.Numerics;

namespace GovernanceConsole.Rego.Values;

/// <summary>
/// Arithmetic as OPA does it: exact on integers of any size, otherwise in 64-bit binary floating point whose shortest decimal is the result.
/// Results of too many digits throw <see cref="OverflowException"/>.
/// </summary>
public static class NumberArithmetic
{
    private static readonly BigFloat Half = new(1, -1);

    public static NumberValue Add(NumberValue left, NumberValue right)
    {
        if (left.TryGetInt64(out var x) && right.TryGetInt64(out var y))
        {
            var sum = unchecked(x + y);
            if (((x ^ sum) & (y ^ sum)) >= 0) return NumberValue.Of(sum);
        }

        return BothIntegers(left, right)
            ? NumberValue.Of(left.ToBigInteger() + right.ToBigInteger())
            : NumberValue.Of(left.ToFloat() + right.ToFloat());
    }

    public static NumberValue Subtract(NumberValue left, NumberValue right)
    {
        if (left.TryGetInt64(out var x) && right.TryGetInt64(out var y))
        {
            var difference = unchecked(x - y);
            if (((x ^ y) & (x ^ difference)) >= 0) return NumberValue.Of(difference);
        }

        return BothIntegers(left, right)
            ? NumberValue.Of(left.ToBigInteger() - right.ToBigInteger())
            : NumberValue.Of(left.ToFloat() - right.ToFloat());
    }

    public static NumberValue Multiply(NumberValue left, NumberValue right)
    {
        if (left.TryGetInt64(out var x) && right.TryGetInt64(out var y) && Math.BigMul(x, y, out var low) is var high && high == low >> 63)
            return NumberValue.Of(low);
        return BothIntegers(left, right)
            ? NumberValue.Of(left.ToBigInteger() * right.ToBigInteger())
            : NumberValue.Of(left.ToFloat() * right.ToFloat());
    }

    /// <summary>The quotient; the divisor must not be zero.</summary>
    public static NumberValue Divide(NumberValue left, NumberValue right)
    {
        if (left.TryGetInt64(out var x) && right.TryGetInt64(out var y) && y != -1 && x % y == 0) return NumberValue.Of(x / y);
        return NumberValue.Of(left.ToFloat() / right.ToFloat());
    }

    /// <summary>The remainder, with the sign of the dividend; both must be integers and the divisor not zero.</summary>
    public static NumberValue Remainder(NumberValue left, NumberValue right)
    {
        if (left.TryGetInt64(out var x) && right.TryGetInt64(out var y)) return NumberValue.Of(y == -1 ? 0 : x % y);
        return NumberValue.Of(BigInteger.Remainder(left.ToBigInteger(), right.ToBigInteger()));
    }

    public static NumberValue Abs(NumberValue number)
    {
        if (!number.IsNegative) return number.IsInteger ? number : NumberValue.Of(number.ToFloat());
        return Subtract(NumberValue.Zero, number);
    }

    /// <summary>The nearest integer, halves away from zero.</summary>
    public static NumberValue Round(NumberValue number)
    {
        if (number.IsInteger) return NumberValue.Of(number.ToBigInteger());
        var exact = number.ToFloat();
        return NumberValue.Of((number.IsNegative ? exact - Half : exact + Half).Truncate());
    }

    /// <summary>The next integer above, except that OPA answers 1 between -1 and 0.</summary>
    public static NumberValue Ceiling(NumberValue number)
    {
        if (number.IsInteger) return NumberValue.Of(number.ToBigInteger());
        var truncated = number.ToBigInteger();
        return NumberValue.Of(truncated.Sign < 0 ? truncated : truncated + 1);
    }

    /// <summary>The next integer below, except that OPA answers 0 between -1 and 0.</summary>
    public static NumberValue Floor(NumberValue number)
    {
        if (number.IsInteger) return NumberValue.Of(number.ToBigInteger());
        var truncated = number.ToBigInteger();
        return NumberValue.Of(truncated.Sign < 0 ? truncated - 1 : truncated);
    }

    private static bool BothIntegers(NumberValue left, NumberValue right) => left.IsInteger && right.IsInteger;
}
