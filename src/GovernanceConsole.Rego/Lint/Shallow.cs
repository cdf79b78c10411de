using System.Runtime.CompilerServices;
using GovernanceConsole.Rego.Compile;
using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego.Lint;

/// <summary>A body with what is evaluated once it holds, and the body around it (null: the rule's own).</summary>
internal sealed record LintedBody(IReadOnlyList<Goal> Goals, IReadOnlyList<Term> Head, LintedBody? Outer);

/// <summary>Walks resolved terms. Shallow: closures (comprehensions, templates) are met, not entered, because nothing of what stands in them must be defined for the statement around them to hold.</summary>
internal static class Shallow
{
    /// <summary>The terms of a statement and all they consist of.</summary>
    public static IEnumerable<Term> Terms(Goal goal) => Sides(goal).SelectMany(Terms);

    public static IEnumerable<Term> Terms(Term term)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return Children(term).SelectMany(Terms).Prepend(term);
    }

    /// <summary>The variables a term is known by, those of its closures included.</summary>
    public static IEnumerable<Variable> Variables(Term term) => Terms(term).SelectMany(IEnumerable<Variable> (part) => part is LocalTerm local ? [local.Variable] : Closures(part).SelectMany(closure => closure.Captured));

    /// <summary>What a statement is made of at its top.</summary>
    public static IEnumerable<Term> Sides(Goal goal) => goal switch
    {
        TestGoal test => [test.Expression],
        UnifyGoal unify => [unify.Left, unify.Right],
        AssignGoal assign => [assign.Target, assign.Value],
        MemberGoal member => member.Key is null ? [member.Value, member.Collection] : [member.Key, member.Value, member.Collection],
        EveryGoal every => [every.Collection],
        _ => [],
    };

    /// <summary>This body and all bodies of closures within it.</summary>
    public static IEnumerable<LintedBody> BodiesWithin(IReadOnlyList<Goal> goals, IReadOnlyList<Term> head) => Within(new LintedBody(goals, head, null));

    private static IEnumerable<LintedBody> Within(LintedBody body)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var closures = body.Goals.SelectMany(Terms).Concat(body.Head.SelectMany(Terms)).SelectMany(Closures)
            .Select(closure => new LintedBody(closure.Body, closure.Key is null ? [closure.Item] : [closure.Key, closure.Item], body));
        var conditions = body.Goals.OfType<EveryGoal>().Select(every => new LintedBody(every.Body, [], body));
        return closures.Concat(conditions).SelectMany(Within).Prepend(body);
    }

    private static IEnumerable<ClosureTerm> Closures(Term term) => term switch
    {
        ClosureTerm closure => [closure],
        ResolvedTemplate template => template.Parts.Where(part => part.Expression is not null).Select(part => part.Expression!),
        _ => [],
    };

    private static IEnumerable<Term> Children(Term term) => term switch
    {
        RefTerm reference => reference.Path.Prepend(reference.Head),
        ArrayTerm array => array.Items,
        SetTerm set => set.Items,
        ObjectTerm members => members.Entries.SelectMany(IEnumerable<Term> (entry) => [entry.Key, entry.Value]),
        ResolvedCall call => call.Arguments,
        _ => [],
    };
}
