using System.Runtime.CompilerServices;
using System.Text;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins.Markup;

/// <summary>Writes a value as block YAML in the layout of the Go library OPA uses: keys in natural order, sequences level with their key.</summary>
internal sealed class YamlWriter
{
    private const string Indicators = "-?:,[]{}#&*!|>'\"%@`";
    private readonly StringBuilder _output = new();
    private readonly BuiltinContext _context;

    private YamlWriter(BuiltinContext context) => _context = context;

    public static string Write(BuiltinContext context, Value value)
    {
        var writer = new YamlWriter(context);
        writer.Node(value, indent: 0, afterKey: false);
        return writer._output.ToString();
    }

    /// <summary>Writes a node and the line break behind it; the cursor stands behind a key, behind a dash, or at the start of the text.</summary>
    private void Node(Value value, int indent, bool afterKey)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (_output.Length > BuiltinContext.MaxOutput) _context.ReserveOutput(_output.Length);
        switch (value)
        {
            case ObjectValue { Count: > 0 } members:
                if (afterKey) _output.Append('\n');
                Mapping(members, indent, startsLine: afterKey);
                break;
            case ArrayValue or SetValue when value.Count > 0:
                if (afterKey) _output.Append('\n');
                Sequence(value, afterKey ? indent - 2 : indent, startsLine: afterKey);
                break;
            default:
                if (afterKey) _output.Append(' ');
                Scalar(value, indent);
                _output.Append('\n');
                break;
        }
    }

    private void Mapping(ObjectValue members, int indent, bool startsLine)
    {
        var sorted = members.AsEnumerable()
            .Select(member => (Key: member.Key is StringValue text ? text.Text : JsonWriter.ToText(member.Key), member.Value))
            .OrderBy(member => member.Key, Comparer<string>.Create(NaturalOrder.Compare));
        foreach (var (key, value) in sorted)
        {
            if (startsLine) _output.Append(' ', indent);
            startsLine = true;
            Text(key, indent, mayBlock: false);
            _output.Append(':');
            Node(value, indent + 2, afterKey: true);
        }
    }

    private void Sequence(Value items, int indent, bool startsLine)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (startsLine) _output.Append(' ', indent);
            startsLine = true;
            _output.Append("- ");
            Node(items.ValueAt(i), indent + 2, afterKey: false);
        }
    }

    private void Scalar(Value value, int indent)
    {
        if (value is StringValue text) Text(text.Text, indent, mayBlock: true);
        else _output.Append(value switch
        {
            ObjectValue => "{}",
            ArrayValue or SetValue => "[]",
            _ => value.ToString(),
        });
    }

    private void Text(string text, int indent, bool mayBlock)
    {
        var printable = text.EnumerateRunes().All(rune => rune.Value == '\n' || GoUnicode.IsPrint(rune));
        if (mayBlock && printable && text.Contains('\n')) Block(text, indent);
        else if (YamlScalar.IsMistakable(text) || !printable || text.Contains('\n')) JsonText.AppendQuoted(_output, text);
        else if (IsPlain(text)) _output.Append(text);
        else _output.Append('\'').Append(text.Replace("'", "''", StringComparison.Ordinal)).Append('\'');
    }

    private static bool IsPlain(string text)
    {
        if (text[0] == ' ' || text[^1] is ' ' or ':' || text.Contains(": ", StringComparison.Ordinal) || text.Contains(" #", StringComparison.Ordinal)) return false;
        if (text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal)) return false;
        return !Indicators.Contains(text[0]) || (text[0] is '-' or '?' or ':' && text.Length > 1 && text[1] != ' ');
    }

    /// <summary>A literal block; the sign tells how many line breaks end the text.</summary>
    private void Block(string text, int indent)
    {
        _output.Append('|');
        if (text[0] is ' ' or '\n') _output.Append('2');
        if (!text.EndsWith('\n')) _output.Append('-');
        else if (text.Length == 1 || text.EndsWith("\n\n", StringComparison.Ordinal)) _output.Append('+');
        foreach (var line in (text.EndsWith('\n') ? text[..^1] : text).Split('\n'))
        {
            _output.Append('\n');
            if (line.Length > 0) _output.Append(' ', Math.Max(indent, 2)).Append(line);
        }
    }
}
