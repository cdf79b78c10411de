using System.Globalization;
using System.Numerics;

namespace GovernanceConsole.Rego.Values;

/// <summary>
/// An exact number. Integers that fit 64 bits are held as such; every other number keeps the text it was written with, as OPA does, beside
/// its exact decimal value, so 1.0 equals 1 and yet prints as 1.0. A number of too many digits throws <see cref="OverflowException"/>.
/// </summary>
public sealed class NumberValue : Value
{
    private const int CachedFrom = -128;
    private const int CachedTo = 1023;
    private static readonly NumberValue[] Cached = [.. Enumerable.Range(CachedFrom, CachedTo - CachedFrom + 1).Select(number => new NumberValue(number))];

    private readonly long _small;
    private readonly bool _fitsLong;
    private readonly WrittenNumber? _written;

    private NumberValue(long number)
        : base(ValueKind.Number)
    {
        _small = number;
        _fitsLong = true;
    }

    private NumberValue(string text, ExactDecimal exact)
        : base(ValueKind.Number)
    {
        _written = new(text, exact);
        if (!exact.IsInteger || exact.Exponent > 19) return;
        var integer = exact.ToInteger();
        _fitsLong = integer >= long.MinValue && integer <= long.MaxValue;
        if (_fitsLong) _small = (long)integer;
    }

    public static NumberValue Zero { get; } = Of(0);

    /// <summary>Whether the value is a whole number, however it is written (1.0 and 1e2 are).</summary>
    public bool IsInteger => _fitsLong || _written!.Exact.IsInteger;

    /// <summary>Whether the number is below zero.</summary>
    public bool IsNegative => _fitsLong ? _small < 0 : _written!.Exact.Coefficient.Sign < 0;

    public bool IsZero => _fitsLong && _small == 0;

    internal ExactDecimal Exact => _written?.Exact ?? ExactDecimal.Of(_small);

    public static NumberValue Of(long number) =>
        number is >= CachedFrom and <= CachedTo && Cached is { } cached ? cached[number - CachedFrom] : new(number);

    public static NumberValue Of(BigInteger number)
    {
        if (number >= long.MinValue && number <= long.MaxValue) return Of((long)number);
        if (number.GetBitLength() > ExactDecimal.MaxDigits * 4L) throw TooLarge();
        return new(number.ToString(CultureInfo.InvariantCulture), ExactDecimal.Of(number));
    }

    internal static NumberValue Of(BigFloat number) =>
        Math.Abs((long)number.Exponent) > ExactDecimal.MaxDigits * 4L ? throw TooLarge() : Parse(number.ToString());

    /// <summary>Reads a number of the JSON grammar; false when the text is none or has too many digits.</summary>
    public static bool TryParse(string text, out NumberValue number)
    {
        var negativeZero = text is ['-', '0', ..];
        if (!negativeZero && text.Length < 20 && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small))
        {
            number = Of(small);
            return true;
        }

        var read = ExactDecimal.TryParse(text, out var exact);
        number = read ? new(text, exact) : Zero;
        return read;
    }

    public static NumberValue Parse(string text) => TryParse(text, out var number) ? number : throw TooLarge();

    /// <summary>The value as a 64-bit integer, when it is one (1.0 is).</summary>
    public bool TryGetInt64(out long number)
    {
        number = _small;
        return _fitsLong;
    }

    /// <summary>The value as an array index or count: only a number written without point and exponent is one.</summary>
    public bool TryGetPlainInteger(out int number)
    {
        number = unchecked((int)_small);
        return _fitsLong && _small == number && (_written is null || long.TryParse(_written.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
    }

    /// <summary>The value as a 64-bit integer when it is written as one, without point and exponent.</summary>
    public bool TryGetPlainInt64(out long number)
    {
        number = _small;
        return _fitsLong && (_written is null || long.TryParse(_written.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
    }

    /// <summary>The integer part, cut towards zero.</summary>
    public BigInteger ToBigInteger() => _fitsLong ? _small : _written!.Exact.ToInteger();

    public double ToDouble() => _fitsLong && _written is null ? _small : double.Parse(_written!.Text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The digits as OPA prints them.</summary>
    internal string Text => _written?.Text ?? _small.ToString(CultureInfo.InvariantCulture);

    internal BigFloat ToFloat() => BigFloat.Of(Exact);

    private static OverflowException TooLarge() => new($"a number may have at most {ExactDecimal.MaxDigits} digits");

    private protected override int CompareSameKind(Value other)
    {
        var right = (NumberValue)other;
        return _fitsLong && right._fitsLong ? _small.CompareTo(right._small) : ExactDecimal.Compare(Exact, right.Exact);
    }

    private protected override bool EqualsSameKind(Value other)
    {
        var right = (NumberValue)other;
        if (_fitsLong || right._fitsLong) return _fitsLong && right._fitsLong && _small == right._small;
        return Exact == right.Exact;
    }

    /// <summary>Seeded at random for each process, so that no input can be made of numbers that collide.</summary>
    private protected override int HashOfContent() => _fitsLong ? HashCode.Combine((int)_small, (int)(_small >> 32)) : HashCode.Combine(Exact.Coefficient, Exact.Exponent);

    private sealed record WrittenNumber(string Text, ExactDecimal Exact);
}
