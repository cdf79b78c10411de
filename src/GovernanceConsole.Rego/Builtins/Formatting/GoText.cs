using System.Globalization;
using System.Text;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins.Formatting;

/// <summary>A string under the verbs v, s, q, x and X.</summary>
internal sealed class GoText(string text) : GoArgument
{
    public override string TypeName => "string";

    public override string? Format(char verb, GoFlags flags) => verb switch
    {
        'v' when flags.Sharp => flags.Pad(Quoted(Cut(flags), asciiOnly: false), zeros: true),
        'v' or 's' => flags.Pad(Cut(flags), zeros: true),
        'q' when flags.Sharp && CanBackquote(Cut(flags)) => flags.Pad($"`{Cut(flags)}`", zeros: true),
        'q' => flags.Pad(Quoted(Cut(flags), flags.Plus), zeros: true),
        'x' => flags.Pad(Hexadecimal(flags, "x2", "0x"), zeros: true),
        'X' => flags.Pad(Hexadecimal(flags, "X2", "0X"), zeros: true),
        _ => null,
    };

    /// <summary>At most as many code points as the precision says.</summary>
    private string Cut(GoFlags flags) =>
        flags.Precision is { } limit && limit < text.Length ? string.Concat(text.EnumerateRunes().Take(limit)) : text;

    private static string Quoted(string text, bool asciiOnly)
    {
        var output = new StringBuilder();
        JsonText.AppendQuoted(output, text, asciiOnly);
        return output.ToString();
    }

    private static bool CanBackquote(string text) =>
        text.All(unit => unit is not ('`' or '\u007F' or '\uFEFF') && (unit >= ' ' || unit == '\t'));

    private string Hexadecimal(GoFlags flags, string format, string prefix)
    {
        var bytes = Encoding.UTF8.GetBytes(text).AsSpan();
        if (flags.Precision is { } limit && limit < bytes.Length) bytes = bytes[..limit];
        var output = new StringBuilder();
        for (var i = 0; i < bytes.Length; i++)
        {
            if (i > 0 && flags.Space) output.Append(' ');
            if (flags.Sharp && (i == 0 || flags.Space)) output.Append(prefix);
            output.Append(bytes[i].ToString(format, CultureInfo.InvariantCulture));
        }

        return output.ToString();
    }
}
