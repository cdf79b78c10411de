using System.Globalization;
using System.Text;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Rotation;

/// <summary>Content lines of RFC 5545: values escaped, lines folded, every line ended with CRLF. What a name holds cannot end a line, open a component or hide.</summary>
internal sealed class CalendarText
{
    private const int MostOctets = 75;
    private readonly StringBuilder _text = new();

    /// <summary>A line whose value is ours and needs no escaping.</summary>
    public CalendarText Line(string name, string value)
    {
        Fold($"{name}:{value}");
        return this;
    }

    /// <summary>A line with a TEXT value (RFC 5545 §3.3.11).</summary>
    public CalendarText Words(string name, string value) => Line(name, Escape(value));

    /// <summary>A line with an instant in UTC (RFC 5545 §3.3.5, form 2).</summary>
    public CalendarText Instant(string name, DateTime instant) => Line(name, Stamp(instant));

    public static string Stamp(DateTime instant) => instant.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public override string ToString() => _text.ToString();

    private static string Escape(string value) => TextSafety.Show(value, TextUse.Prose, 400).Plain.ReplaceLineEndings("\n")
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>At most 75 octets a line without the break, the blank of a continuation included, and no character torn apart (RFC 5545 §3.1).</summary>
    private void Fold(string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                _text.Append("\r\n ");
                octets = 1;
            }

            _text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        _text.Append("\r\n");
    }
}
