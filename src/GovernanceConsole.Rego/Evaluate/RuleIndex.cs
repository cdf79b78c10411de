using GovernanceConsole.Rego.Evaluate.Expressions;
using GovernanceConsole.Rego.Evaluate.Steps;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate;

/// <summary>
/// Finds, among many rules of one name, those that can hold for an input: when most of them demand that one place of the input has a certain value (<c>input.intent.type == "x"</c>),
/// only the rules that demand the value found there, and those that demand none, are tried. Leaves out only what would fail anyway.
/// </summary>
internal sealed class RuleIndex
{
    /// <summary>Below this number, trying all is as fast.</summary>
    private const int Few = 4;

    /// <summary>Bounds the size of the lists.</summary>
    private const int MostEntries = 200_000;

    private readonly Value[] _place;
    private readonly Dictionary<Value, CompiledRule[]> _byValue = [];
    private readonly CompiledRule[] _others;

    private RuleIndex(Value[] place, CompiledRule[] rules, ILookup<CompiledRule, Demand> demands)
    {
        _place = place;
        var demanded = rules.Select(rule => (Rule: rule, demands[rule].FirstOrDefault(demand => demand.Place.SequenceEqual(place))?.Value)).ToList();
        _others = [.. demanded.Where(one => one.Value is null).Select(one => one.Rule)];
        foreach (var value in demanded.Select(one => one.Value).OfType<Value>().Distinct())
            _byValue[value] = [.. demanded.Where(one => one.Value is null || one.Value.Equals(value)).Select(one => one.Rule)];
    }

    /// <summary>One condition of the form <c>input.a.b == constant</c>.</summary>
    private sealed record Demand(CompiledRule Rule, Value[] Place, Value Value);

    /// <summary>Null when an index would not help.</summary>
    public static RuleIndex? Build(CompiledRule[] rules)
    {
        if (rules.Length < Few) return null;
        var demands = rules.Where(rule => rule.Branches.Length == 1).SelectMany(Demands).ToLookup(demand => demand.Rule);
        var best = demands.SelectMany(group => group.Select(demand => ArrayValue.Of(demand.Place)).Distinct()).GroupBy(place => place).MaxBy(group => group.Count());
        if (best is null || best.Count() < Few) return null;
        Value[] place = [.. best.Key.AsEnumerable()];
        var values = demands.SelectMany(group => group).Where(demand => demand.Place.SequenceEqual(place)).Select(demand => demand.Value).Distinct().Count();
        return (long)values * (rules.Length - best.Count() + 1) <= MostEntries && values > 1 ? new RuleIndex(place, rules, demands) : null;
    }

    public CompiledRule[] Candidates(Value? input)
    {
        for (var i = 0; i < _place.Length && input is not null; i++) input = input.Find(_place[i]);
        return input is not null && _byValue.TryGetValue(input, out var rules) ? rules : _others;
    }

    /// <summary>Conditions that every solution of the body needs. What stands within a <c>with</c> sees another input and does not count.</summary>
    private static IEnumerable<Demand> Demands(CompiledRule rule)
    {
        var within = 0;
        foreach (var step in rule.Branches[0].Body.Steps)
        {
            if (step is EnterWithStep) within++;
            else if (step is LeaveWithStep) within--;
            else if (within == 0 && step is TestStep { Condition: EqualExpression equal } && Of(rule, equal) is { } demand) yield return demand;
        }
    }

    private static Demand? Of(CompiledRule rule, EqualExpression equal) => (equal.Left, equal.Right) switch
    {
        (InputExpression input, ConstantExpression constant) => new Demand(rule, input.Path, constant.Value),
        (ConstantExpression constant, InputExpression input) => new Demand(rule, input.Path, constant.Value),
        _ => null,
    };
}
