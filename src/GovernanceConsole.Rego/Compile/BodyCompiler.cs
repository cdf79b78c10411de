using System.Runtime.InteropServices;
using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Evaluate.Expressions;
using GovernanceConsole.Rego.Evaluate.Patterns;
using GovernanceConsole.Rego.Evaluate.Steps;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Compile;

/// <summary>
/// Puts the goals of a body into an order in which every variable is bound before it is read, and turns them into steps. A goal that cannot be placed yet leaves no trace and is tried again
/// after the others; when none can be placed, the body is unsafe (<c>rego_unsafe_var_error</c>). One compiler serves one rule: its closures share slots and bindings.
/// </summary>
internal sealed partial class BodyCompiler(RuleTree tree, int slots)
{
    /// <summary>Terms that may be looked at in vain for one rule.</summary>
    private const long MostWork = 20_000_000;

    private readonly HashSet<Variable> _bound = [];
    private readonly Stack<Variable> _trail = new();
    private List<Step> _steps = [];
    private StepOrigin _origin = StepOrigin.None;
    private int _extraSlots;
    private int _positions;
    private int _states;
    private bool _onlyBound;
    private long _work;

    /// <summary>The frame that everything compiled so far needs.</summary>
    public FrameLayout Layout => new(slots + _extraSlots, _positions, _states);

    /// <summary>Arguments of a function: their variables are bound before the body runs.</summary>
    public Pattern[] Arguments(IReadOnlyList<Term> arguments)
    {
        var patterns = new Pattern[arguments.Count];
        for (var i = 0; i < patterns.Length; i++)
            patterns[i] = TryPattern(arguments[i]) ?? throw Unsafe([new TestGoal(arguments[i], false, arguments[i].Position)]);
        return patterns;
    }

    /// <summary>A body and the expressions that are evaluated for each of its solutions. What is bound within stays within.</summary>
    public (Body Body, Expression[] Head) Compile(IReadOnlyList<Goal> goals, params IReadOnlyList<Term> head)
    {
        var outerSteps = _steps;
        var outerOrigin = _origin;
        var mark = _trail.Count;
        _steps = new List<Step>(goals.Count);
        Order(goals);
        _origin = StepOrigin.None;
        var expressions = TryAll(head) ?? throw Unsafe([.. head.Select(term => new TestGoal(term, false, term.Position))]);
        var body = new Body(_steps);
        _steps = outerSteps;
        _origin = outerOrigin;
        Unbind(mark);
        return (body, expressions);
    }

    /// <summary>
    /// Always takes the first goal in the author's order that can be placed, as OPA does. A goal that cannot be placed sleeps until one of its variables is bound,
    /// so that the order in which a body is written hardly costs anything.
    /// </summary>
    private void Order(IReadOnlyList<Goal> goals)
    {
        var origins = goals.Select(goal => new StepOrigin(goal.Position, GoalVariables.Of(goal), IsStatement: true)).ToList();
        var ready = new SortedSet<int>(Enumerable.Range(0, goals.Count));
        var asleep = new Dictionary<Variable, List<int>>();
        var sleeping = new HashSet<int>();
        while (ready.Count > 0)
        {
            var next = ready.Min;
            ready.Remove(next);
            var mark = _trail.Count;
            Work(origins[next].Variables.Count);
            if (!TryPlace(goals[next], origins[next]))
            {
                sleeping.Add(next);
                foreach (var variable in origins[next].Variables)
                    if (!_bound.Contains(variable)) (CollectionsMarshal.GetValueRefOrAddDefault(asleep, variable, out _) ??= []).Add(next);
                continue;
            }
            foreach (var bound in _trail.Take(_trail.Count - mark))
                if (asleep.Remove(bound, out var woken))
                    foreach (var goal in woken)
                        if (sleeping.Remove(goal)) ready.Add(goal);
        }
        if (sleeping.Count > 0) throw Unsafe([.. sleeping.Order().Select(i => goals[i])]);
    }

    /// <summary>Counts attempts, so that no body can keep the compiler busy for long.</summary>
    private void Work(int amount)
    {
        _work += 1 + amount;
        if (_work > MostWork) throw new RegoException(RegoErrorCodes.Compile, "the statements of this rule wait for each other in too many ways; write each below those it depends on.", _origin.Position);
    }

    /// <summary>Appends the steps of a goal, or changes nothing and returns false.</summary>
    private bool TryPlace(Goal goal, StepOrigin origin)
    {
        var (steps, trail, positions, states, extra) = (_steps.Count, _trail.Count, _positions, _states, _extraSlots);
        var outer = _origin;
        _origin = origin;
        var placed = goal.With.Count == 0 ? TryEmit(goal) : TryEmitWith(goal);
        _origin = outer;
        if (placed) return true;
        _steps.RemoveRange(steps, _steps.Count - steps);
        Unbind(trail);
        (_positions, _states, _extraSlots) = (positions, states, extra);
        return false;
    }

    private bool TryEmitWith(Goal goal)
    {
        var replacements = new List<Replacement>();
        foreach (var modifier in goal.With)
        {
            if (TryReplacement(modifier) is not { } replacement) return false;
            replacements.Add(replacement);
        }
        var outer = _states++;
        Emit(new EnterWithStep(replacements, outer) { Origin = _origin });
        if (!TryEmit(goal)) return false;
        Emit(new LeaveWithStep(outer, _states++) { Origin = _origin });
        return true;
    }

    private Replacement? TryReplacement(ResolvedWith modifier)
    {
        switch (modifier)
        {
            case WithInput input:
                return TryTerm(input.Value) is { } document ? new InputReplacement(Constants(input.Path), document) : null;
            case WithData data:
                var node = tree.Root;
                foreach (var segment in data.Path) node = node?.Child(((ConstantTerm)segment).Value);
                return TryTerm(data.Value) is { } part ? new DataReplacement(Constants(data.Path), part, node) : null;
            case WithFunction { Value: { } value } function:
                return TryTerm(value) is { } result ? new CalleeReplacement(function.Target, null, result) : null;
            case WithFunction function:
                return new CalleeReplacement(function.Target, function.Replacement, null);
            default:
                throw new InvalidOperationException("an unknown modifier");
        }
    }

    private static Expression[] Constants(IReadOnlyList<Term> path) => [.. path.Select(segment => new ConstantExpression(((ConstantTerm)segment).Value))];

    private bool TryEmit(Goal goal) => goal switch
    {
        TestGoal { Negated: false } test => TryTerm(test.Expression) is { } expression && Emit(new TestStep(expression) { Origin = _origin }),
        TestGoal test => TryBound(test.Expression) is { } expression && Emit(new NotStep(expression) { Origin = _origin }),
        UnifyGoal { Negated: true } unify => TryBound(unify.Left) is { } left && TryBound(unify.Right) is { } right && Emit(new NotStep(new EqualExpression(left, right)) { Origin = _origin }),
        UnifyGoal unify => TryUnify(unify),
        AssignGoal { OnlyBound: true } assign => TryBound(assign.Value) is { } value && TryPattern(assign.Target) is { } target && Emit(new MatchStep(target, value) { Origin = _origin }),
        AssignGoal assign => TryTerm(assign.Value) is { } value && TryPattern(assign.Target) is { } target && Emit(new MatchStep(target, value) { Origin = _origin }),
        MemberGoal member => TryMember(member),
        EveryGoal every => TryEvery(every),
        _ => throw new InvalidOperationException("an unknown goal"),
    };

    /// <summary>One side gives the value, the other takes it apart; whichever direction is possible.</summary>
    private bool TryUnify(UnifyGoal goal) => TryMatch(goal.Left, goal.Right) || TryMatch(goal.Right, goal.Left);

    private bool TryMatch(Term pattern, Term value)
    {
        var (steps, trail) = (_steps.Count, _trail.Count);
        if (TryTerm(value) is { } expression && TryPattern(pattern) is { } target)
        {
            return target is EqualPattern equal
                ? Emit(new TestStep(new EqualExpression(equal.Expected, expression)) { Origin = _origin })
                : Emit(new MatchStep(target, expression) { Origin = _origin });
        }
        _steps.RemoveRange(steps, _steps.Count - steps);
        Unbind(trail);
        return false;
    }

    private bool TryMember(MemberGoal goal)
    {
        if (TryTerm(goal.Collection) is not { } collection) return false;
        Pattern? key = null;
        if (goal.Key is not null && (key = TryPattern(goal.Key)) is null) return false;
        return TryPattern(goal.Value) is { } value && Emit(new ScanStep(collection, key, value, NewSlot(), _positions++) { Origin = _origin });
    }

    private bool TryEvery(EveryGoal goal)
    {
        if (TryTerm(goal.Collection) is not { } collection || !goal.Captured.IsSubsetOf(_bound)) return false;
        var mark = _trail.Count;
        if (goal.Key is not null) Bind(goal.Key);
        Bind(goal.Value);
        var (body, _) = Compile(goal.Body);
        Unbind(mark);
        return Emit(new EveryStep(collection, goal.Key?.Slot, goal.Value.Slot, body) { Origin = _origin });
    }

    private bool Emit(Step step)
    {
        _steps.Add(step);
        return true;
    }

    private void Bind(Variable variable)
    {
        if (_bound.Add(variable)) _trail.Push(variable);
    }

    private void Unbind(int mark)
    {
        while (_trail.Count > mark) _bound.Remove(_trail.Pop());
    }

    /// <summary>A slot for something that has no name.</summary>
    private int NewSlot() => slots + _extraSlots++;

    private RegoException Unsafe(IReadOnlyList<Goal> goals)
    {
        var unbound = goals.SelectMany(GoalVariables.Of).Where(variable => !_bound.Contains(variable)).DistinctBy(variable => variable.Slot).ToList();
        var named = unbound.Where(variable => !variable.IsAnonymous).ToList();
        var shown = (named.Count > 0 ? named : unbound).Select(variable => variable.IsAnonymous ? "_" : variable.Name).Distinct().Take(5).ToList();
        var position = named.Count > 0 ? named[0].Position : goals[0].Position;
        var which = shown.Count == 0 ? "an expression is unsafe" : $"var {string.Join(", ", shown)} is unsafe";
        return new RegoException(RegoErrorCodes.UnsafeVariable, $"{which}: it has no value here. Bind it with ':=', 'some … in' or '=' in a statement that is not negated.", position);
    }
}
