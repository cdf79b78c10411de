using GovernanceConsole.Rego.Builtins;
using GovernanceConsole.Rego.Compile;
using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Lint;

/// <summary>
/// What must be so where statements hold: terms that have a value (<see cref="Present"/>), terms whose type is known (<see cref="Typed"/>), both by <see cref="Naming.Key"/>,
/// and the parts of the input without which they cannot hold (<see cref="Needs"/>).
/// </summary>
internal sealed record FactSet(IReadOnlySet<string> Present, IReadOnlySet<string> Typed, IReadOnlySet<string> Needs)
{
    public static FactSet Nothing { get; } = new(new HashSet<string>(), new HashSet<string>(), new HashSet<string>());

    public static FactSet All(IEnumerable<FactSet> sets) => new(Union(sets, set => set.Present), Union(sets, set => set.Typed), Union(sets, set => set.Needs));

    /// <summary>What is so whichever of them is the case.</summary>
    public static FactSet Any(IReadOnlyList<FactSet> sets) => sets.Count == 0 ? Nothing : new(Shared(sets, set => set.Present), Shared(sets, set => set.Typed), Shared(sets, set => set.Needs));

    private static HashSet<string> Union(IEnumerable<FactSet> sets, Func<FactSet, IReadOnlySet<string>> side) => [.. sets.SelectMany(side)];

    private static HashSet<string> Shared(IReadOnlyList<FactSet> sets, Func<FactSet, IReadOnlySet<string>> side)
    {
        var shared = new HashSet<string>(side(sets[0]));
        foreach (var set in sets.Skip(1)) shared.IntersectWith(side(set));
        return shared;
    }
}

/// <summary>Reads facts off statements, by way of the rules and functions they lean on, too.</summary>
internal sealed class Facts(LintedPolicy policy)
{
    /// <summary>A builtin that takes this many types at one place or more tells nothing about what it is given.</summary>
    private const int ManyTypes = 3;

    private readonly Dictionary<RuleNode, FactSet> _ofNodes = [];
    private readonly Dictionary<RuleNode, IReadOnlySet<int>> _typedParameters = [];
    private readonly Dictionary<LintedBody, FactSet> _ofBodies = new(ReferenceEqualityComparer.Instance);

    /// <summary>What holds inside a body, whose surroundings hold as well.</summary>
    public FactSet Of(LintedBody body, LintedRule rule)
    {
        if (_ofBodies.TryGetValue(body, out var known)) return known;
        var own = body.Goals.Select(goal => Of(goal, rule));
        return _ofBodies[body] = FactSet.All(body.Outer is null ? own : own.Prepend(Of(body.Outer, rule)));
    }

    /// <summary>What a statement demands. One that was taken out of a negation, or stands below <c>with</c>, is nobody's guard.</summary>
    public FactSet Of(Goal goal, LintedRule rule)
    {
        if (goal.With.Count > 0 || goal is TestGoal { Negated: true } or UnifyGoal { Negated: true } || IsHoisted(goal)) return FactSet.Nothing;
        var typed = new HashSet<string>(TypedBy(goal, rule));
        var demands = Shallow.Sides(goal).Select(side => OfTerm(side, rule)).ToList();
        return FactSet.All(demands) is var all && typed.Count == 0 ? all : all with { Typed = new HashSet<string>(all.Typed.Concat(typed)) };
    }

    /// <summary>What a term demands in order to have a value.</summary>
    public FactSet OfTerm(Term term, LintedRule rule)
    {
        var present = new HashSet<string>();
        var typed = new HashSet<string>();
        var needs = new HashSet<string>();
        foreach (var part in Shallow.Terms(term))
        {
            if (part is RefTerm) present.Add(Naming.Key(part, rule));
            if (Naming.InputPath(part) is { } path) needs.Add(path);
            if (part is ResolvedCall call) typed.UnionWith(TypedArguments(call).Select(argument => Naming.Key(argument, rule)));
            var node = part is ResolvedCall { Callee: FunctionCallee function } ? function.Node : policy.RuleOf(part)?.Node;
            if (node is not { Default: null, Kind: NodeKind.Complete or NodeKind.Function }) continue;
            var inner = OfRules(node);
            present.UnionWith(inner.Present);
            typed.UnionWith(inner.Typed);
            needs.UnionWith(inner.Needs);
        }
        return new FactSet(present, typed, needs);
    }

    /// <summary>What must be so where any rule of a node but its default gives a value. Only what is said of the input itself leaves a rule; its variables do not.</summary>
    public FactSet OfRules(RuleNode node)
    {
        if (_ofNodes.TryGetValue(node, out var known)) return known;
        _ofNodes[node] = FactSet.Nothing;
        var cases = policy.At(node).Where(rule => !rule.Rule.Source.IsDefault)
            .SelectMany(rule => rule.Branches.Select(branch => FactSet.All(branch.Goals.Select(goal => Of(goal, rule)).Concat(branch.Head.Select(term => OfTerm(term, rule)))))).ToList();
        var all = FactSet.Any(cases);
        return _ofNodes[node] = all with { Present = Global(all.Present), Typed = Global(all.Typed) };
    }

    /// <summary>A statement that stands for a part of a negated one: it is evaluated before the negation.</summary>
    public static bool IsHoisted(Goal goal) => goal is AssignGoal { Target: LocalTerm { Variable.Name: "$before" } };

    private static HashSet<string> Global(IEnumerable<string> keys) => [.. keys.Where(key => key.StartsWith("input", StringComparison.Ordinal) && !key.Contains('#', StringComparison.Ordinal))];

    private IEnumerable<string> TypedBy(Goal goal, LintedRule rule)
    {
        var (left, right) = goal switch
        {
            TestGoal { Expression: ResolvedCall { Callee.Name: "equal", Arguments: [var one, var other] } } => (one, other),
            TestGoal { Expression: ResolvedCall { Callee.Name: "internal.member_2", Arguments: [var one, ArrayTerm or SetTerm] member } } when Constants(member[1]) => (one, new ConstantTerm(NullValue.Instance, one.Position)),
            UnifyGoal { IsCall: false } unify => (unify.Left, unify.Right),
            _ => (null, (Term?)null),
        };
        if (goal is TestGoal { Expression: ResolvedCall { Callee: BuiltinCallee { Name: var name }, Arguments: [var asked] } } && name.StartsWith("is_", StringComparison.Ordinal)) yield return Naming.Key(asked, rule);
        foreach (var (side, against) in ((Term?, Term?)[])[(left, right), (right, left)])
        {
            if (side is null || against is not ConstantTerm) continue;
            yield return Naming.Key(side is ResolvedCall { Callee.Name: "type_name", Arguments: [var named] } ? named : side, rule);
        }
    }

    private static bool Constants(Term term) => Shallow.Terms(term).All(part => part is ConstantTerm or ArrayTerm or SetTerm);

    /// <summary>Arguments whose type a call checks itself: with another one it is undefined.</summary>
    private IEnumerable<Term> TypedArguments(ResolvedCall call)
    {
        for (var i = 0; i < call.Arguments.Count; i++)
            if (call.Callee switch
            {
                BuiltinCallee { Builtin: var builtin } => i < builtin.Operands.Count && builtin.Operands[i].Kinds.Count < ManyTypes,
                FunctionCallee { Node: var node } => TypedParameters(node).Contains(i),
                _ => false,
            })
                yield return call.Arguments[i];
    }

    private IReadOnlySet<int> TypedParameters(RuleNode node)
    {
        if (_typedParameters.TryGetValue(node, out var known)) return known;
        _typedParameters[node] = new HashSet<int>();
        var typed = Enumerable.Range(0, node.Arity ?? 0).ToHashSet();
        foreach (var rule in policy.At(node).Where(rule => !rule.Rule.Source.IsDefault))
            foreach (var branch in rule.Branches)
            {
                var facts = FactSet.All(branch.Goals.Select(goal => Of(goal, rule)));
                typed.RemoveWhere(i => rule.Parameters[i] is LocalTerm local ? !facts.Typed.Contains(Naming.Key(local, rule)) : rule.Parameters[i] is not ConstantTerm);
            }
        return _typedParameters[node] = node.Default is null ? typed : new HashSet<int>();
    }
}
