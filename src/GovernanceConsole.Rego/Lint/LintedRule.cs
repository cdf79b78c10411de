using GovernanceConsole.Rego.Compile;
using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego.Lint;

/// <summary>The rule itself or one of its else branches. <see cref="Bodies"/> begins with its own.</summary>
internal sealed record LintedBranch(IReadOnlyList<Goal> Goals, IReadOnlyList<Term> Head, SourcePosition Position, IReadOnlyList<LintedBody> Bodies)
{
    public LintedBody Body => Bodies[0];
}

/// <summary>A rule with its names resolved, and where each of its variables comes from.</summary>
internal sealed class LintedRule
{
    private readonly Dictionary<Variable, Term> _equal = [];
    private readonly Dictionary<Variable, Term> _partOf = [];

    public LintedRule(CompiledRule rule, ResolvedRule resolved, bool isTest)
    {
        Rule = rule;
        IsTest = isTest;
        Branches = [.. resolved.Branches.Select(branch => new LintedBranch(branch.Goals, branch.Head, branch.Position, [.. Shallow.BodiesWithin(branch.Goals, branch.Head)]))];
        Parameters = resolved.Arguments;
        foreach (var goal in Bodies.SelectMany(body => body.Goals)) Trace(goal);
    }

    public CompiledRule Rule { get; }

    public RuleNode Node => Rule.Node;

    public bool IsTest { get; }

    public IReadOnlyList<LintedBranch> Branches { get; }

    /// <summary>The bodies of all branches and of all closures in them.</summary>
    public IEnumerable<LintedBody> Bodies => Branches.SelectMany(branch => branch.Bodies);

    public IReadOnlyList<Term> Parameters { get; }

    /// <summary>What a variable was set equal to, or null.</summary>
    public Term? EqualTo(Variable variable) => _equal.GetValueOrDefault(variable);

    /// <summary>The value a variable is a part or a member of, or null.</summary>
    public Term? PartOf(Variable variable) => _partOf.GetValueOrDefault(variable);

    /// <summary>The place of a variable among the arguments, or -1.</summary>
    public int ParameterIndex(Variable variable)
    {
        for (var i = 0; i < Parameters.Count; i++)
            if (Shallow.Terms(Parameters[i]).Any(term => term is LocalTerm local && ReferenceEquals(local.Variable, variable))) return i;
        return -1;
    }

    private void Trace(Goal goal)
    {
        switch (goal)
        {
            case AssignGoal assign: Bind(assign.Target, assign.Value); break;
            case UnifyGoal { Negated: false } unify:
                Bind(unify.Left, unify.Right);
                Bind(unify.Right, unify.Left);
                break;
            case MemberGoal member:
                Spread(member.Value, member.Collection);
                if (member.Key is not null) Spread(member.Key, member.Collection);
                break;
            case EveryGoal every:
                Spread(new LocalTerm(every.Value, every.Position), every.Collection);
                if (every.Key is not null) Spread(new LocalTerm(every.Key, every.Position), every.Collection);
                break;
            default: break;
        }
    }

    private void Bind(Term target, Term value)
    {
        if (target is not LocalTerm local) Spread(target, value);
        else if (EqualTo(local.Variable) is null or LocalTerm && !LeansOn(value, local.Variable)) _equal[local.Variable] = value;
    }

    /// <summary>All variables of a pattern are parts of a value.</summary>
    private void Spread(Term pattern, Term value)
    {
        if (pattern is LocalTerm or ArrayTerm or ObjectTerm)
            foreach (var local in Shallow.Terms(pattern).OfType<LocalTerm>().Where(local => !LeansOn(value, local.Variable))) _partOf.TryAdd(local.Variable, value);
    }

    /// <summary>Whether a value is itself known by the variable, directly or by way of others: an equation holds in both directions, a trace leads in one.</summary>
    private bool LeansOn(Term value, Variable variable)
    {
        var seen = new HashSet<Variable>();
        var pending = new Stack<Variable>(Shallow.Variables(value));
        while (pending.TryPop(out var next))
        {
            if (ReferenceEquals(next, variable)) return true;
            if (!seen.Add(next)) continue;
            foreach (var term in (Term?[])[EqualTo(next), PartOf(next)])
                foreach (var beyond in term is null ? [] : Shallow.Variables(term)) pending.Push(beyond);
        }
        return false;
    }
}
