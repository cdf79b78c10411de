using System.Text;
using GovernanceConsole.Rego.Builtins.Patterns;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Glob patterns over texts with delimiters. No delimiters (null) means none, an empty list means the dot.</summary>
internal static class Globs
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        Builtin.Of("glob.match", [Operand.String, Operand.OneOf(ValueKind.Array, ValueKind.Null), Operand.String], Match),
        Builtin.Of("glob.quote_meta", [Operand.String], QuoteMeta),
    ];

    private static BooleanValue Match(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var delimiters = arguments[1] switch
        {
            ArrayValue { Count: 0 } => ".",
            ArrayValue => Delimiters(arguments),
            _ => "",
        };
        context.Charge(arguments.Text(1).Length);
        var pattern = CompiledPattern.For(context, GlobTranslator.Translate(arguments.Text(1), delimiters), arguments.Text(3));
        return BooleanValue.Of(pattern.IsMatch(arguments.Text(3)));
    }

    private static string Delimiters(ReadOnlySpan<Value> arguments)
    {
        var delimiters = new StringBuilder();
        foreach (var member in arguments.Array(2).Items)
        {
            if (member is not StringValue text) throw BuiltinException.Element(2, arguments[1], member, "string");
            if (text.CodePoints != 1) throw BuiltinException.Element(2, arguments[1], member, "rune");
            delimiters.Append(text.Text);
        }

        return delimiters.ToString();
    }

    private static StringValue QuoteMeta(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var quoted = new StringBuilder();
        foreach (var unit in arguments.Text(1)) quoted.Append(unit is '*' or '?' or '\\' or '[' or ']' or '{' or '}' ? "\\" : "").Append(unit);
        context.ChargeText(quoted.Length);
        return StringValue.Of(quoted.ToString());
    }
}
