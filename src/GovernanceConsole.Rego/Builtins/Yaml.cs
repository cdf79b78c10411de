using GovernanceConsole.Rego.Builtins.Markup;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>YAML texts. Scanning is the work of a library; what scalars mean and how values are written follows OPA.</summary>
internal static class Yaml
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        Builtin.Of("yaml.marshal", [Operand.Any], Marshal),
        Builtin.Of("yaml.unmarshal", [Operand.String], (context, arguments) => YamlReader.Read(context, arguments.Text(1))),
        Builtin.Of("yaml.is_valid", [Operand.Any], IsValid),
    ];

    private static StringValue Marshal(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var text = YamlWriter.Write(context, arguments[0]);
        context.ReserveOutput(text.Length);
        return StringValue.Of(text);
    }

    private static BooleanValue IsValid(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        if (arguments[0] is not StringValue text) return BooleanValue.False;
        try
        {
            YamlReader.Read(context, text.Text);
            return BooleanValue.True;
        }
        catch (BuiltinException)
        {
            return BooleanValue.False;
        }
    }
}
