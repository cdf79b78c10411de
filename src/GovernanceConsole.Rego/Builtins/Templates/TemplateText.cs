using System.Runtime.CompilerServices;
using System.Text;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins.Templates;

/// <summary>How Go prints a value into a template: texts plain, lists as <c>[1 2]</c>, objects as <c>map[a:1]</c>.</summary>
internal static class TemplateText
{
    public static void Append(StringBuilder output, Value value, bool nested = false)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value)
        {
            case StringValue text: output.Append(text.Text); break;
            case NullValue: output.Append(nested ? "<nil>" : "<no value>"); break;
            case ObjectValue members: AppendMembers(output, members, "map["); break;
            case ArrayValue or SetValue: AppendMembers(output, value, "["); break;
            default: TermWriter.Append(output, value); break;
        }
    }

    private static void AppendMembers(StringBuilder output, Value collection, string open)
    {
        output.Append(open);
        for (var i = 0; i < collection.Count; i++)
        {
            if (i > 0) output.Append(' ');
            if (collection is ObjectValue members)
            {
                Append(output, members.KeyAt(i), nested: true);
                output.Append(':');
            }

            Append(output, collection.ValueAt(i), nested: true);
        }

        output.Append(']');
    }
}
