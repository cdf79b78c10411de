using System.Runtime.CompilerServices;
using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego.Compile;

/// <summary>
/// OPA evaluates nested calls and references of a negated expression before the negation: <c>not f(input.missing)</c> is undefined, not true. Only what stands directly beside
/// <c>==</c> or <c>=</c> stays inside: <c>not input.missing == 1</c> is true. OPA's own tests do not show it, real OPA does (opa#1877, opa#8387), so the semantics are pinned here.
/// </summary>
internal sealed class Negation
{
    private readonly Resolver _resolver;
    private readonly Goal _goal;
    private readonly List<Goal> _before = [];

    private Negation(Goal goal, Resolver resolver)
    {
        _goal = goal;
        _resolver = resolver;
    }

    /// <summary>The goals that stand for a negated one; the negation itself comes last.</summary>
    public static IEnumerable<Goal> Rewrite(Goal goal, Resolver resolver)
    {
        var negation = new Negation(goal, resolver);
        Goal rest = goal switch
        {
            TestGoal test => test with { Expression = negation.Outermost(test.Expression) },
            UnifyGoal { IsCall: true } call => call with { Left = negation.Inner(call.Left), Right = negation.Outermost(call.Right) },
            UnifyGoal unify => unify with { Left = negation.Side(unify.Left), Right = negation.Side(unify.Right) },
            _ => goal,
        };
        return [.. negation._before, rest];
    }

    private Term Outermost(Term term) => term switch
    {
        ResolvedCall { Callee.Name: "equal" or "eq" } call => call with { Arguments = [.. call.Arguments.Select(argument => argument is RefTerm reference ? KeepReference(reference) : Inner(argument))] },
        ResolvedCall call => call with { Arguments = [.. call.Arguments.Select(Inner)] },
        RefTerm reference => KeepReference(reference),
        _ => Inner(term),
    };

    /// <summary>A side of <c>=</c>: a reference stays, a call is evaluated before.</summary>
    private Term Side(Term term) => term is RefTerm reference ? KeepReference(reference) : Inner(term);

    private RefTerm KeepReference(RefTerm reference) => reference with
    {
        Head = reference.Head is LocalTerm or RootTerm ? reference.Head : Inner(reference.Head),
        Path = [.. reference.Path.Select(Inner)],
    };

    private Term Inner(Term term)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return term switch
        {
            ResolvedCall => Before(term, onlyBound: false),
            RefTerm reference => Before(KeepReference(reference), onlyBound: true),
            ArrayTerm array => array with { Items = [.. array.Items.Select(Inner)] },
            SetTerm set => set with { Items = [.. set.Items.Select(Inner)] },
            ObjectTerm members => members with { Entries = [.. members.Entries.Select(entry => new ObjectEntry(Inner(entry.Key), Inner(entry.Value)))] },
            _ => term,
        };
    }

    private LocalTerm Before(Term term, bool onlyBound)
    {
        var local = new LocalTerm(_resolver.NewVariable("$before", term.Position), term.Position);
        _before.Add(new AssignGoal(local, term, _goal.Position) { With = _goal.With, OnlyBound = onlyBound });
        return local;
    }
}
