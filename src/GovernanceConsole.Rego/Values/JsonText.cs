using System.Globalization;
using System.Text;

namespace GovernanceConsole.Rego.Values;

/// <summary>Escaping of strings as Go's encoding/json and strconv do it.</summary>
internal static class JsonText
{
    /// <summary>Resolves the escapes of a JSON string whose syntax has been checked; lone surrogates become U+FFFD.</summary>
    public static string Unescape(string raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            i++;
            if (raw[i] != 'u')
            {
                text.Append(Simple(raw[i]));
                continue;
            }

            var unit = Unit(raw, i);
            i += 4;
            if (char.IsHighSurrogate(unit) && i + 6 < raw.Length && raw[i + 1] == '\\' && raw[i + 2] == 'u' && char.IsLowSurrogate(Unit(raw, i + 2)))
            {
                text.Append(unit).Append(Unit(raw, i + 2));
                i += 6;
            }
            else
            {
                text.Append(char.IsSurrogate(unit) ? '\uFFFD' : unit);
            }
        }

        return text.ToString();
    }

    /// <summary>Go's encoding/json: escapes control characters, quotes, &lt; &gt; &amp; and the two line separators of JavaScript.</summary>
    public static void AppendJson(StringBuilder output, string text)
    {
        output.Append('"');
        foreach (var unit in text)
        {
            switch (unit)
            {
                case '"': output.Append("\\\""); break;
                case '\\': output.Append("\\\\"); break;
                case '\b': output.Append("\\b"); break;
                case '\f': output.Append("\\f"); break;
                case '\n': output.Append("\\n"); break;
                case '\r': output.Append("\\r"); break;
                case '\t': output.Append("\\t"); break;
                case < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029': AppendUnit(output, unit); break;
                default: output.Append(unit); break;
            }
        }

        output.Append('"');
    }

    /// <summary>Go's strconv.Quote: escapes what cannot be printed.</summary>
    public static void AppendQuoted(StringBuilder output, string text, bool asciiOnly = false)
    {
        output.Append('"');
        foreach (var rune in text.EnumerateRunes()) AppendQuotedRune(output, rune, '"', asciiOnly);
        output.Append('"');
    }

    public static void AppendQuotedRune(StringBuilder output, Rune rune, char quote, bool asciiOnly)
    {
        var point = rune.Value;
        if (point == quote || point == '\\')
        {
            output.Append('\\').Append((char)point);
            return;
        }

        if (GoUnicode.IsPrint(rune) && (!asciiOnly || rune.IsAscii))
        {
            output.Append(rune.ToString());
            return;
        }

        output.Append(point switch
        {
            '\a' => "\\a",
            '\b' => "\\b",
            '\f' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\v' => "\\v",
            < ' ' or 0x7f => "\\x" + point.ToString("x2", CultureInfo.InvariantCulture),
            < 0x10000 => "\\u" + point.ToString("x4", CultureInfo.InvariantCulture),
            _ => "\\U" + point.ToString("x8", CultureInfo.InvariantCulture),
        });
    }

    private static void AppendUnit(StringBuilder output, char unit) =>
        output.Append("\\u").Append(((int)unit).ToString("x4", CultureInfo.InvariantCulture));

    private static char Unit(string raw, int u) => (char)int.Parse(raw.AsSpan(u + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static char Simple(char escape) => escape switch
    {
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => escape,
    };
}
