using GovernanceConsole.Rego.Compile;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Lint;

/// <summary>Terms as texts: as keys, in which a variable reads as what it was set equal to, and as people write them.</summary>
internal static class Naming
{
    /// <summary>Two terms of one key have the same value in one solution of a rule.</summary>
    public static string Key(Term term, LintedRule rule) => Text(term, rule, forPeople: false);

    public static string Shown(Term term, LintedRule rule) => Text(term, rule, forPeople: true) is { Length: > 80 } text ? text[..79] + "…" : Text(term, rule, forPeople: true);

    /// <summary>The constant beginning of a reference into input: what must be there for it to have any value. Null for any other term.</summary>
    public static string? InputPath(Term term) =>
        term is RefTerm { Head: RootTerm { IsData: false } } reference ? "input" + string.Concat(reference.Path.TakeWhile(segment => segment is ConstantTerm).Select(segment => Segment(((ConstantTerm)segment).Value))) : null;

    private static string Text(Term term, LintedRule rule, bool forPeople) => term switch
    {
        ConstantTerm constant => constant.Value.ToString(),
        LocalTerm local => Local(local.Variable, rule, forPeople),
        RootTerm root => root.IsData ? "data" : "input",
        RefTerm reference => Text(reference.Head, rule, forPeople) + string.Concat(reference.Path.Select(segment => segment is ConstantTerm constant ? Segment(constant.Value) : $"[{Text(segment, rule, forPeople)}]")),
        ResolvedCall call => Call(call, rule, forPeople),
        ArrayTerm array => $"[{All(array.Items, rule, forPeople)}]",
        SetTerm set => $"{{{All(set.Items, rule, forPeople)}}}",
        ObjectTerm members => $"{{{string.Join(", ", members.Entries.Select(entry => $"{Text(entry.Key, rule, forPeople)}: {Text(entry.Value, rule, forPeople)}"))}}}",
        _ => forPeople ? "{…}" : $"{{…}}@{term.Position}",
    };

    private static string Local(Variable variable, LintedRule rule, bool forPeople)
    {
        if (forPeople && !variable.IsAnonymous) return variable.Name;
        if (rule.EqualTo(variable) is { } equal) return Text(equal, rule, forPeople);
        return forPeople ? "_" : $"{variable.Name}#{variable.Slot}";
    }

    private static string Call(ResolvedCall call, LintedRule rule, bool forPeople) => (call.Callee.Name, call.Arguments) switch
    {
        ("lt", [var left, var right]) => $"{Text(left, rule, forPeople)} < {Text(right, rule, forPeople)}",
        ("lte", [var left, var right]) => $"{Text(left, rule, forPeople)} <= {Text(right, rule, forPeople)}",
        ("gt", [var left, var right]) => $"{Text(left, rule, forPeople)} > {Text(right, rule, forPeople)}",
        ("gte", [var left, var right]) => $"{Text(left, rule, forPeople)} >= {Text(right, rule, forPeople)}",
        ("equal", [var left, var right]) => $"{Text(left, rule, forPeople)} == {Text(right, rule, forPeople)}",
        ("neq", [var left, var right]) => $"{Text(left, rule, forPeople)} != {Text(right, rule, forPeople)}",
        ("internal.member_2", [var left, var right]) => $"{Text(left, rule, forPeople)} in {Text(right, rule, forPeople)}",
        var (name, arguments) => $"{name}({All(arguments, rule, forPeople)})",
    };

    private static string All(IEnumerable<Term> terms, LintedRule rule, bool forPeople) => string.Join(", ", terms.Select(term => Text(term, rule, forPeople)));

    private static string Segment(Value key) => key is StringValue { Text: var name } && name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? "." + name : $"[{key}]";
}
