using System.Globalization;
using System.Numerics;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Quantities with decimal (k, M, …) and binary (Ki, Mi, …) unit suffixes.</summary>
internal static class Units
{
    private const int MaxExponentDigits = 6;
    private const int FractionDigits = 10;
    private const string Prefixes = "kmgtpe";

    public static IReadOnlyList<Builtin> All { get; } =
    [
        Builtin.Of("units.parse", [Operand.String], Parse),
        Builtin.Of("units.parse_bytes", [Operand.String], ParseBytes),
    ];

    /// <summary>Case counts in the first letter only: m is milli, M is mega.</summary>
    private static NumberValue Parse(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var (amount, unit) = Split(context, arguments.Text(1).Replace("\"", "", StringComparison.Ordinal), "units.parse: no amount provided");
        if (unit.Length > 1) unit = unit[..1] + unit[1..].ToLowerInvariant();
        var milli = unit == "m";
        if (!milli && Factor(unit) is null) throw BuiltinException.Failure($"units.parse: unit {unit} not recognized");
        if (!ExactDecimal.TryParse(amount, out var exact)) throw BuiltinException.Failure("units.parse: could not parse amount to a number");
        var scaled = milli ? exact with { Exponent = exact.Exponent - 3 } : ExactDecimal.Of(exact.Coefficient * Factor(unit)!.Value);
        if (!milli) scaled = scaled with { Exponent = scaled.Exponent + exact.Exponent };
        return IsWhole(scaled) ? NumberValue.Of(scaled.ToInteger()) : NumberValue.Parse(TenDigits(scaled));
    }

    /// <summary>Bytes are whole: fractions are cut.</summary>
    private static NumberValue ParseBytes(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var text = arguments.Text(1).ToLowerInvariant().Replace("\"", "", StringComparison.Ordinal);
        var (amount, unit) = Split(context, text, "units.parse_bytes: no byte amount provided");
        var prefix = unit.EndsWith('b') ? unit[..^1] : unit;
        if (unit == "b" || Factor(prefix) is not { } factor) throw BuiltinException.Failure($"units.parse_bytes: byte unit {unit} not recognized");
        if (!ExactDecimal.TryParse(amount, out var exact)) throw BuiltinException.Failure("units.parse_bytes: could not parse byte amount to a number");
        return NumberValue.Of((BigFloat.Of(exact) * BigFloat.Of(ExactDecimal.Of(factor))).Truncate());
    }

    private static BigInteger? Factor(string unit)
    {
        if (unit.Length == 0) return BigInteger.One;
        var power = Prefixes.IndexOf(char.ToLowerInvariant(unit[0])) + 1;
        if (power == 0) return null;
        return unit.Length == 1 ? BigInteger.Pow(1000, power) : unit.Length == 2 && unit[1] == 'i' ? BigInteger.Pow(1024, power) : null;
    }

    private static (string Amount, string Unit) Split(BuiltinContext context, string text, string nothing)
    {
        context.ChargeText(text.Length);
        var family = nothing[..nothing.IndexOf(':')];
        if (text.Contains(' ')) throw BuiltinException.Failure($"{family}: spaces not allowed in resource strings");
        var at = 0;
        for (; at < text.Length; at++)
        {
            if (!char.IsAsciiDigit(text[at]) && text[at] is not ('.' or 'e' or 'E' or '+' or '-')) break;
            if (text[at] is not ('e' or 'E')) continue;
            if (at == text.Length - 1 || (!char.IsAsciiDigit(text[at + 1]) && text[at + 1] is not ('+' or '-'))) break;
            if (text[at + 1] is '+' or '-') at++;
            var digits = 0;
            while (at + 1 + digits < text.Length && char.IsAsciiDigit(text[at + 1 + digits])) digits++;
            if (digits > MaxExponentDigits) throw BuiltinException.Failure($"{family}: exponent too large");
        }

        return at == 0 ? throw BuiltinException.Failure(nothing) : (text[..at], text[at..]);
    }

    private static bool IsWhole(ExactDecimal number) => number.Exponent >= 0 || (number.Coefficient % BigInteger.Pow(10, -number.Exponent)).IsZero;

    /// <summary>Ten digits behind the point, the last one rounded, as OPA prints fractions of units.</summary>
    private static string TenDigits(ExactDecimal number)
    {
        var size = BigInteger.Abs(number.Coefficient);
        var shift = number.Exponent + FractionDigits;
        var scaled = shift >= 0 ? size * BigInteger.Pow(10, shift) : ((size * 2) + BigInteger.Pow(10, -shift)) / (2 * BigInteger.Pow(10, -shift));
        var digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(FractionDigits + 1, '0');
        return $"{(number.Coefficient.Sign < 0 ? "-" : "")}{digits[..^FractionDigits]}.{digits[^FractionDigits..]}";
    }
}
