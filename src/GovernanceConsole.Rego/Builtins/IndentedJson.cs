using System.Runtime.CompilerServices;
using System.Text;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>JSON over many lines as Go's MarshalIndent lays it out, every line behind the prefix.</summary>
internal sealed class IndentedJson
{
    private readonly StringBuilder _output = new();
    private readonly BuiltinContext _context;
    private readonly string _prefix;
    private readonly string _indent;

    private IndentedJson(BuiltinContext context, string prefix, string indent)
    {
        _context = context;
        _prefix = prefix;
        _indent = indent;
    }

    public static string Write(BuiltinContext context, Value value, string prefix, string indent)
    {
        var json = new IndentedJson(context, prefix, indent);
        json._output.Append(prefix);
        json.Append(value, depth: 0);
        return json._output.ToString();
    }

    private void Append(Value value, int depth)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (value.Count == 0)
        {
            _output.Append(JsonWriter.ToText(value));
            return;
        }

        _output.Append(value is ObjectValue ? '{' : '[');
        for (var i = 0; i < value.Count; i++)
        {
            NewLine(depth + 1);
            if (value is ObjectValue members) _output.Append(KeyText(members.KeyAt(i))).Append(": ");
            Append(value.ValueAt(i), depth + 1);
            if (i < value.Count - 1) _output.Append(',');
        }

        NewLine(depth);
        _output.Append(value is ObjectValue ? '}' : ']');
    }

    private static string KeyText(Value key) => JsonWriter.ToText(key is StringValue ? key : StringValue.Of(JsonWriter.ToText(key)));

    private void NewLine(int depth)
    {
        _output.Append('\n').Append(_prefix);
        for (var i = 0; i < depth; i++) _output.Append(_indent);
        if (_output.Length > BuiltinContext.MaxOutput) _context.ReserveOutput(_output.Length);
    }
}
