namespace GovernanceConsole.Rego.Syntax;

/// <summary>Enumerates what a rule consists of, closures included. For lints, coverage and views that mark places in the source.</summary>
public static class RuleParts
{
    /// <summary>Every statement: of the body, of else branches, of comprehensions and <c>every</c>, outer before inner.</summary>
    public static IEnumerable<Literal> Literals(Rule rule) =>
        Bodies(rule).SelectMany(body => body.SelectMany(WithinSelf)).Concat(HeadTerms(rule).SelectMany(WithinTerm));

    /// <summary>Every term of a statement, outer before inner; statements of closures are not entered.</summary>
    public static IEnumerable<Term> Terms(Literal literal) => Direct(literal).Concat(literal.With.SelectMany(IEnumerable<Term> (modifier) => [modifier.Target, modifier.Value])).SelectMany(TermsWithin);

    /// <summary>A term and the terms it consists of; statements of closures are not entered.</summary>
    public static IEnumerable<Term> TermsWithin(Term term) => Children(term).SelectMany(TermsWithin).Prepend(term);

    /// <summary>The terms of the head that are evaluated: keys, member, value, and the values of else branches.</summary>
    public static IEnumerable<Term> HeadTerms(Rule rule)
    {
        foreach (var segment in rule.Head.Path.Skip(1)) yield return segment;
        foreach (var argument in rule.Head.Arguments ?? []) yield return argument;
        yield return rule.Head.Member ?? rule.Head.Value;
        foreach (var branch in rule.Else) yield return branch.Value;
    }

    public static IEnumerable<IReadOnlyList<Literal>> Bodies(Rule rule) => rule.Else.Select(branch => branch.Body).Prepend(rule.Body);

    private static IEnumerable<Literal> WithinSelf(Literal literal)
    {
        yield return literal;
        if (literal is EveryLiteral every)
            foreach (var inner in every.Body.SelectMany(WithinSelf)) yield return inner;
        foreach (var inner in Direct(literal).Concat(literal.With.Select(modifier => modifier.Value)).SelectMany(WithinTerm)) yield return inner;
    }

    private static IEnumerable<Literal> WithinTerm(Term term)
    {
        if (term is ComprehensionTerm comprehension)
            foreach (var inner in comprehension.Body.SelectMany(WithinSelf)) yield return inner;
        foreach (var inner in Children(term).SelectMany(WithinTerm)) yield return inner;
    }

    private static IEnumerable<Term> Direct(Literal literal) => literal switch
    {
        ExpressionLiteral expression => [expression.Expression],
        UnifyLiteral unify => [unify.Left, unify.Right],
        AssignLiteral assign => [assign.Target, assign.Value],
        SomeInLiteral member => member.Key is null ? [member.Value, member.Collection] : [member.Key, member.Value, member.Collection],
        EveryLiteral every => [every.Collection],
        SomeLiteral some => some.Names,
        _ => [],
    };

    private static IEnumerable<Term> Children(Term term) => term switch
    {
        RefTerm reference => reference.Path.Prepend(reference.Head),
        ArrayTerm array => array.Items,
        SetTerm set => set.Items,
        ObjectTerm members => members.Entries.SelectMany(IEnumerable<Term> (entry) => [entry.Key, entry.Value]),
        CallTerm call => call.Arguments,
        ArrayComprehension array => [array.Item],
        SetComprehension set => [set.Item],
        ObjectComprehension members => [members.Key, members.Value],
        TemplateTerm template => template.Parts.Where(part => part.Expression is not null).Select(part => part.Expression!.Expression),
        _ => [],
    };
}
