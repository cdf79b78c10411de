using System.Globalization;
using System.Text;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Base64, base64url and hexadecimal texts over UTF-8. Bytes that are no UTF-8 decode to the replacement character.</summary>
internal static class Encodings
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        Map("base64.encode", static text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text))),
        Map("base64.decode", static text => Encoding.UTF8.GetString(Decode(text))),
        Builtin.Of("base64.is_valid", [Operand.Any], IsBase64),
        Map("base64url.encode", static text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).Replace('+', '-').Replace('/', '_')),
        Map("base64url.encode_no_pad", static text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_')),
        Map("base64url.decode", DecodeUrl),
        Map("hex.encode", static text => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))),
        Map("hex.decode", DecodeHex),
    ];

    private static Builtin Map(string name, Func<string, string> map) => Builtin.Of(name, [Operand.String], (context, arguments) =>
    {
        context.ReserveOutput(arguments.Text(1).Length);
        return StringValue.Of(map(arguments.Text(1)));
    });

    private static BooleanValue IsBase64(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        if (arguments[0] is not StringValue text) return BooleanValue.False;
        context.ChargeText(text.Text.Length);
        return BooleanValue.Of(TryDecode(text.Text, out _));
    }

    private static byte[] Decode(string text) =>
        TryDecode(text, out var bytes) ? bytes : throw BuiltinException.Failure($"illegal base64 data at input byte {FirstIllegal(text)}");

    /// <summary>Line breaks are skipped, other white space is refused, as Go does.</summary>
    private static bool TryDecode(string text, out byte[] bytes)
    {
        var compact = text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        bytes = new byte[(compact.Length * 3 / 4) + 3];
        if (compact.AsSpan().IndexOfAny(" \t") >= 0 || !Convert.TryFromBase64String(compact, bytes, out var written)) return false;
        Array.Resize(ref bytes, written);
        return true;
    }

    private static int FirstIllegal(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('+' or '/' or '\r' or '\n')) return i;
        return text.Length / 4 * 4;
    }

    /// <summary>Missing padding is mended (RFC 7515, appendix C).</summary>
    private static string DecodeUrl(string text)
    {
        var padded = text;
        if (!text.EndsWith('='))
        {
            padded = (text.Length % 4) switch
            {
                0 => text,
                2 => text + "==",
                3 => text + "=",
                _ => throw BuiltinException.Failure($"illegal base64url string: {text}"),
            };
        }

        if (padded.AsSpan().IndexOfAny('+', '/') is >= 0 and var illegal) throw BuiltinException.Failure($"illegal base64 data at input byte {illegal}");
        return Encoding.UTF8.GetString(Decode(padded.Replace('-', '+').Replace('_', '/')));
    }

    private static string DecodeHex(string text)
    {
        foreach (var unit in text)
            if (!char.IsAsciiHexDigit(unit))
                throw BuiltinException.Failure($"encoding/hex: invalid byte: U+{((int)unit).ToString("X4", CultureInfo.InvariantCulture)} '{unit}'");
        if (text.Length % 2 != 0) throw BuiltinException.Failure("encoding/hex: odd length hex string");
        return Encoding.UTF8.GetString(Convert.FromHexString(text));
    }
}
