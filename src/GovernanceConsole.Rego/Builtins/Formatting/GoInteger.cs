using System.Globalization;
using System.Numerics;
using System.Text;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins.Formatting;

/// <summary>An integer: int under v, d, b, o, O, x, X, c, q and U; *big.Int, beyond 64 bits, under v, d, s, b, o, O, x and X.</summary>
internal sealed class GoInteger(BigInteger number, bool isBig) : GoArgument
{
    public override string TypeName => isBig ? "*big.Int" : "int";

    public BigInteger Number => number;

    public override string? Format(char verb, GoFlags flags) => verb switch
    {
        'v' or 'd' => Digits(10, verb, flags),
        's' when isBig => Digits(10, verb, flags),
        'b' => Digits(2, verb, flags),
        'o' or 'O' => Digits(8, verb, flags),
        'x' or 'X' => Digits(16, verb, flags),
        'c' when !isBig => flags.Pad(Character.ToString(), zeros: true),
        'q' when !isBig => flags.Pad(QuotedCharacter(flags.Plus), zeros: true),
        'U' when !isBig => flags.Pad(CodePoint(flags.Sharp), zeros: false),
        _ => null,
    };

    /// <summary>A *big.Int formats itself in Go and leaves the star out of its complaint.</summary>
    public override string Complain(char verb, GoFlags flags) =>
        isBig ? $"%!{verb}(big.Int={number.ToString(CultureInfo.InvariantCulture)})" : base.Complain(verb, flags);

    /// <summary>The digits of a number in base 2, 8, 10 or 16.</summary>
    public static string InBase(BigInteger size, int numberBase)
    {
        if (numberBase == 10) return size.ToString(CultureInfo.InvariantCulture);
        var digits = numberBase switch
        {
            2 => size.ToString("B", CultureInfo.InvariantCulture),
            16 => size.ToString("x", CultureInfo.InvariantCulture),
            _ => Octal(size),
        };
        digits = digits.TrimStart('0');
        return digits.Length == 0 ? "0" : digits;
    }

    private Rune Character => number >= 0 && number <= 0x10FFFF && Rune.IsValid((int)number) ? new Rune((int)number) : Rune.ReplacementChar;

    private string Digits(int numberBase, char verb, GoFlags flags)
    {
        if (flags.Precision == 0 && number.IsZero) return flags.Pad("", zeros: false);
        var sign = number.Sign < 0 ? "-" : flags.Plus ? "+" : flags.Space ? " " : "";
        var width = flags.Precision ?? (flags.ZeroPadded ? flags.Width!.Value - sign.Length : 0);
        var digits = InBase(BigInteger.Abs(number), numberBase).PadLeft(Math.Max(width, 0), '0');
        if (verb == 'X') digits = digits.ToUpperInvariant();
        return flags.Pad(sign + Prefix(numberBase, verb, digits, flags.Sharp) + digits, zeros: false);
    }

    private static string Prefix(int numberBase, char verb, string digits, bool sharp)
    {
        if (verb == 'O') return "0o";
        if (!sharp) return "";
        return numberBase switch
        {
            2 => "0b",
            8 => digits[0] == '0' ? "" : "0",
            16 => verb == 'X' ? "0X" : "0x",
            _ => "",
        };
    }

    private static string Octal(BigInteger size)
    {
        var bits = size.ToString("B", CultureInfo.InvariantCulture);
        bits = bits.PadLeft((bits.Length + 2) / 3 * 3, '0');
        var octal = new StringBuilder();
        for (var i = 0; i < bits.Length; i += 3) octal.Append((char)('0' + Convert.ToInt32(bits.Substring(i, 3), 2)));
        return octal.ToString();
    }

    private string QuotedCharacter(bool asciiOnly)
    {
        var output = new StringBuilder("'");
        JsonText.AppendQuotedRune(output, Character, '\'', asciiOnly);
        return output.Append('\'').ToString();
    }

    private string CodePoint(bool shown)
    {
        var text = "U+" + ((long)(ulong)(number & ulong.MaxValue)).ToString("X4", CultureInfo.InvariantCulture);
        return shown && GoUnicode.IsPrint(Character) ? $"{text} '{Character}'" : text;
    }
}
