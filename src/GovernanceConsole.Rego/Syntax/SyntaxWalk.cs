using System.Runtime.CompilerServices;

namespace GovernanceConsole.Rego.Syntax;

/// <summary>Every term of a file or rule with all terms within it, outer before inner: for whoever looks for something written in a policy.</summary>
public static class SyntaxWalk
{
    public static IEnumerable<Term> Terms(Module module) => module.Rules.SelectMany(Terms);

    public static IEnumerable<Term> Terms(Rule rule) =>
    [
        .. rule.Head.Path.SelectMany(Within),
        .. (rule.Head.Arguments ?? []).SelectMany(Within),
        .. rule.Head.Member is null ? [] : Within(rule.Head.Member),
        .. Within(rule.Head.Value),
        .. Terms(rule.Body),
        .. rule.Else.SelectMany(branch => Within(branch.Value).Concat(Terms(branch.Body))),
    ];

    public static IEnumerable<Term> Terms(IEnumerable<Literal> body) => body.SelectMany(literal => Sides(literal).Concat(literal.With.SelectMany(with => new[] { with.Target, with.Value })).SelectMany(Within).Concat(Inner(literal)));

    private static IEnumerable<Term> Sides(Literal literal) => literal switch
    {
        ExpressionLiteral expression => [expression.Expression],
        UnifyLiteral unify => [unify.Left, unify.Right],
        AssignLiteral assign => [assign.Target, assign.Value],
        SomeInLiteral { Key: { } key } member => [key, member.Value, member.Collection],
        SomeInLiteral member => [member.Value, member.Collection],
        EveryLiteral every => [every.Collection],
        _ => [],
    };

    private static IEnumerable<Term> Inner(Literal literal) => literal is EveryLiteral every ? Terms(every.Body) : [];

    private static IEnumerable<Term> Within(Term term)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        IEnumerable<Term> inner = term switch
        {
            RefTerm reference => [reference.Head, .. reference.Path],
            ArrayTerm array => array.Items,
            SetTerm set => set.Items,
            CallTerm call => call.Arguments,
            ObjectTerm members => members.Entries.SelectMany(entry => new[] { entry.Key, entry.Value }),
            ArrayComprehension array => [array.Item],
            SetComprehension set => [set.Item],
            ObjectComprehension pair => [pair.Key, pair.Value],
            _ => [],
        };
        IEnumerable<Literal> body = term switch
        {
            ComprehensionTerm comprehension => comprehension.Body,
            TemplateTerm template => template.Parts.Select(part => part.Expression).OfType<Literal>(),
            _ => [],
        };
        return [term, .. inner.SelectMany(Within), .. Terms(body)];
    }
}
