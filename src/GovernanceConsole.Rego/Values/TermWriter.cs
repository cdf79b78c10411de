using System.Runtime.CompilerServices;
using System.Text;

namespace GovernanceConsole.Rego.Values;

/// <summary>Writes a value as Rego source text: <c>{"a": [1, true]}</c>, sets in braces, the empty set as <c>set()</c>.</summary>
public static class TermWriter
{
    public static string Write(Value value)
    {
        if (value is NumberValue number) return number.Text;
        var output = new StringBuilder();
        Append(output, value);
        return output.ToString();
    }

    public static void Append(StringBuilder output, Value value)
    {
        switch (value)
        {
            case NullValue: output.Append("null"); break;
            case BooleanValue boolean: output.Append(boolean.IsTrue ? "true" : "false"); break;
            case NumberValue number: output.Append(number.Text); break;
            case StringValue text: JsonText.AppendQuoted(output, text.Text); break;
            case ArrayValue array: AppendMembers(output, array, '[', ']'); break;
            case SetValue { Count: 0 }: output.Append("set()"); break;
            default: AppendMembers(output, value, '{', '}'); break;
        }
    }

    private static void AppendMembers(StringBuilder output, Value collection, char open, char close)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        output.Append(open);
        for (var i = 0; i < collection.Count; i++)
        {
            if (i > 0) output.Append(", ");
            if (collection is ObjectValue)
            {
                Append(output, collection.KeyAt(i));
                output.Append(": ");
            }

            Append(output, collection.ValueAt(i));
        }

        output.Append(close);
    }
}
