using System.Text;
using System.Text.Json;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>JSON texts, and choosing, removing and patching parts of documents.</summary>
internal static class Json
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        Builtin.Of("json.marshal", [Operand.Any], (context, arguments) => Text(context, JsonWriter.ToText(arguments[0]))),
        Builtin.Of("json.marshal_with_options", [Operand.Any, Operand.Object], MarshalWithOptions),
        Builtin.Of("json.unmarshal", [Operand.String], Unmarshal),
        Builtin.Of("json.is_valid", [Operand.Any], (context, arguments) => BooleanValue.Of(arguments[0] is StringValue text && TryRead(context, text.Text, out _))),
        Builtin.Of("json.filter", [Operand.Object, Operand.SetOrArray], (context, arguments) => JsonPathTree.Of(context, arguments.Members(2)).Filter(context, arguments[0])),
        Builtin.Of("json.remove", [Operand.Object, Operand.SetOrArray], (context, arguments) => JsonPathTree.Of(context, arguments.Members(2)).Remove(context, arguments[0])),
        Builtin.Of("json.patch", [Operand.Any, Operand.Array], (context, arguments) => JsonPatch.Apply(context, arguments[0], arguments.Array(2))),
    ];

    private static StringValue Text(BuiltinContext context, string text)
    {
        context.ReserveOutput(text.Length);
        return StringValue.Of(text);
    }

    private static Value Unmarshal(BuiltinContext context, ReadOnlySpan<Value> arguments) =>
        TryRead(context, arguments.Text(1), out var value) ? value : throw BuiltinException.Failure("the text is not valid JSON");

    private static bool TryRead(BuiltinContext context, string text, out Value value)
    {
        context.Charge(1 + text.Length / 4);
        try
        {
            value = JsonReader.Read(text);
            return true;
        }
        catch (JsonException)
        {
            value = NullValue.Instance;
            return false;
        }
    }

    private static StringValue MarshalWithOptions(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var (prefix, indent) = ("", "\t");
        bool? pretty = null;
        var implied = false;
        var options = arguments.Object(2);
        for (var i = 0; i < options.Count; i++)
        {
            if (options.KeyAt(i) is not StringValue key) throw BuiltinException.Operand(2, $"failed to stringify key {options.KeyAt(i)} at index {i}: operand {i} must be string but got {options.KeyAt(i).TypeName}");
            switch (key.Text)
            {
                case "prefix": (prefix, implied) = (OptionText(key, options.ValueAt(i), i), true); break;
                case "indent": (indent, implied) = (OptionText(key, options.ValueAt(i), i), true); break;
                case "pretty": pretty = options.ValueAt(i) is BooleanValue flag ? flag.IsTrue : throw BuiltinException.Operand(2, $"key {key} failed cast to bool"); break;
                default: throw BuiltinException.Operand(2, $"object contained unknown key {key}");
            }
        }

        if (!(pretty ?? implied)) return Text(context, JsonWriter.ToText(arguments[0]));
        return Text(context, IndentedJson.Write(context, arguments[0], prefix, indent));
    }

    private static string OptionText(StringValue key, Value value, int index) =>
        value is StringValue text ? text.Text : throw BuiltinException.Operand(2, $"key {key} failed cast to string: operand {index} must be string but got {value.TypeName}");
}
