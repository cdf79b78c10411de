using System.Runtime.CompilerServices;
using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego.Compile;

/// <summary>
/// The names a body uses without declaring them. What stands only within its closures (comprehensions, <c>every</c>, template strings) is left to them, and a name the body declares
/// means nothing to a closure that stands before the declaration.
/// </summary>
internal static class MentionedNames
{
    public static HashSet<string> Of(IEnumerable<Literal> body, params ReadOnlySpan<Term?> head)
    {
        var names = new HashSet<string>();
        var declared = new HashSet<string>();
        foreach (var literal in body)
        {
            Add(literal, names);
            AddDeclared(literal, declared);
        }
        foreach (var term in head) Add(term, names);
        names.ExceptWith(declared);
        return names;
    }

    private static void AddDeclared(Literal literal, HashSet<string> declared)
    {
        switch (literal)
        {
            case SomeLiteral some: declared.UnionWith(some.Names.Select(name => name.Name)); break;
            case AssignLiteral assign: Add(assign.Target, declared); break;
            case SomeInLiteral member:
                Add(member.Key, declared);
                Add(member.Value, declared);
                break;
            default: break;
        }
    }

    private static void Add(Literal literal, HashSet<string> names)
    {
        foreach (var modifier in literal.With) Add(modifier.Value, names);
        switch (literal)
        {
            case ExpressionLiteral expression: Add(expression.Expression, names); break;
            case UnifyLiteral unify: Add(unify.Left, names); Add(unify.Right, names); break;
            case AssignLiteral assign: Add(assign.Target, names); Add(assign.Value, names); break;
            case SomeInLiteral member: Add(member.Key, names); Add(member.Value, names); Add(member.Collection, names); break;
            case EveryLiteral every: Add(every.Collection, names); break;
            default: break;
        }
    }

    private static void Add(Term? term, HashSet<string> names)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (term)
        {
            case VariableTerm variable: names.Add(variable.Name); break;
            case RefTerm reference: Add(reference.Head, names); Each(reference.Path, names); break;
            case ArrayTerm array: Each(array.Items, names); break;
            case SetTerm set: Each(set.Items, names); break;
            case CallTerm call: Each(call.Arguments, names); break;
            case ObjectTerm members:
                foreach (var entry in members.Entries)
                {
                    Add(entry.Key, names);
                    Add(entry.Value, names);
                }
                break;
            default: break;
        }
    }

    private static void Each(IReadOnlyList<Term> terms, HashSet<string> names)
    {
        foreach (var term in terms) Add(term, names);
    }
}
