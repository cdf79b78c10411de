using System.Text;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>What the language itself compiles to, and the printing functions, which are silent here: a decision has no output but its value.</summary>
internal static class Internals
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        Builtin.Of("internal.template_string", [Operand.Array], TemplateString),
        Builtin.Of("internal.print", [Operand.Array], (_, _) => BooleanValue.True),
        Builtin.Of("trace", [Operand.String], (_, _) => BooleanValue.True),
    ];

    /// <summary>
    /// Joins the parts of a template string. A part that is a set holds the values of one expression: none is written as &lt;undefined&gt;, more than
    /// one is a conflict.
    /// </summary>
    private static StringValue TemplateString(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var text = new StringBuilder();
        foreach (var part in arguments.Array(1).Items)
        {
            switch (part)
            {
                case SetValue { Count: 0 }: text.Append("<undefined>"); break;
                case SetValue { Count: 1 } only: Append(text, only.KeyAt(0)); break;
                case SetValue: throw new RegoException(RegoErrorCodes.Conflict, "template-strings must not produce multiple outputs");
                default: Append(text, part); break;
            }

            if (text.Length > BuiltinContext.MaxOutput) context.ReserveOutput(text.Length);
        }

        context.ReserveOutput(text.Length);
        return StringValue.Of(text.ToString());
    }

    private static void Append(StringBuilder text, Value part)
    {
        if (part is StringValue plain) text.Append(plain.Text);
        else TermWriter.Append(text, part);
    }
}
