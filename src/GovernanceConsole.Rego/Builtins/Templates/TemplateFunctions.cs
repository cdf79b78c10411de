using System.Text;
using GovernanceConsole.Rego.Builtins.Formatting;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins.Templates;

/// <summary>The functions every template of Go's text/template knows: logic, comparison, len, index and printing.</summary>
internal static class TemplateFunctions
{
    /// <summary>Everything empty is false: false, zero, null, empty texts and collections.</summary>
    public static bool IsTrue(Value value) => value switch
    {
        BooleanValue boolean => boolean.IsTrue,
        NumberValue number => !number.IsZero,
        StringValue text => text.Text.Length > 0,
        NullValue => false,
        _ => value.Count > 0,
    };

    public static Value Call(BuiltinContext context, string name, List<Value> arguments)
    {
        switch (name)
        {
            case "and": return arguments.Find(argument => !IsTrue(argument)) ?? Last(name, arguments);
            case "or": return arguments.Find(IsTrue) ?? Last(name, arguments);
            case "not" when arguments.Count == 1: return BooleanValue.Of(!IsTrue(arguments[0]));
            case "eq" when arguments.Count > 1: return BooleanValue.Of(arguments.Skip(1).Any(other => Compare(arguments[0], other) == 0));
            case "ne" when arguments.Count == 2: return BooleanValue.Of(Compare(arguments[0], arguments[1]) != 0);
            case "lt" when arguments.Count == 2: return BooleanValue.Of(Compare(arguments[0], arguments[1]) < 0);
            case "le" when arguments.Count == 2: return BooleanValue.Of(Compare(arguments[0], arguments[1]) <= 0);
            case "gt" when arguments.Count == 2: return BooleanValue.Of(Compare(arguments[0], arguments[1]) > 0);
            case "ge" when arguments.Count == 2: return BooleanValue.Of(Compare(arguments[0], arguments[1]) >= 0);
            case "len" when arguments.Count == 1: return NumberValue.Of(arguments[0] is StringValue text ? Encoding.UTF8.GetByteCount(text.Text) : arguments[0].Count);
            case "index" when arguments.Count > 0: return arguments.Skip(1).Aggregate(arguments[0], Index);
            case "print" or "println": return Print(arguments, name == "println");
            case "printf" when arguments is [StringValue format, ..]: return StringValue.Of(GoPrinter.Print(context, format.Text, ArrayValue.From(arguments.Skip(1))));
            default: throw BuiltinException.Failure($"template: function {StringValue.Of(name)} not defined or wrong number of args");
        }
    }

    private static Value Last(string name, List<Value> arguments) =>
        arguments.Count > 0 ? arguments[^1] : throw BuiltinException.Failure($"template: wrong number of args for {name}");

    private static int Compare(Value left, Value right) =>
        left.Kind == right.Kind ? left.CompareTo(right) : throw BuiltinException.Failure("template: incompatible types for comparison");

    private static Value Index(Value collection, Value key)
    {
        if (collection is ArrayValue && key is StringValue) throw BuiltinException.Failure("template: cannot index slice/array with type json.Number");
        var found = collection.Find(key);
        if (found is null && collection is ArrayValue) throw BuiltinException.Failure($"template: error calling index: index out of range: {key}");
        return found is NumberValue number ? StringValue.Of(number.ToString()) : found ?? NullValue.Instance;
    }

    /// <summary>print puts blanks between operands when neither is a text, println always and ends the line.</summary>
    private static StringValue Print(List<Value> arguments, bool line)
    {
        var output = new StringBuilder();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (i > 0 && (line || (arguments[i] is not StringValue && arguments[i - 1] is not StringValue))) output.Append(' ');
            TemplateText.Append(output, arguments[i], nested: true);
        }

        return StringValue.Of((line ? output.Append('\n') : output).ToString());
    }
}
