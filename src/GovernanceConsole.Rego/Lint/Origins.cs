using System.Runtime.CompilerServices;
using GovernanceConsole.Rego.Compile;
using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego.Lint;

/// <summary>Which values come from the input, by way of variables, rules and the arguments of functions; and which of them have a type that somebody checked.</summary>
internal sealed class Origins
{
    /// <summary>Functions that hand an argument on to functions, this often at most; beyond, a value counts as ours.</summary>
    private const int Rounds = 8;

    /// <summary>Builtins that answer with whatever they find.</summary>
    private static readonly HashSet<string> OfAnyType = ["object.get", "json.unmarshal", "yaml.unmarshal", "max", "min", "walk"];

    private readonly LintedPolicy _policy;
    private readonly HashSet<(RuleNode, int)> _given = [];
    private readonly Dictionary<RuleNode, bool> _fromInput = [];
    private readonly Dictionary<RuleNode, bool> _typed = [];

    public Origins(LintedPolicy policy)
    {
        _policy = policy;
        for (var round = 0; round < Rounds && SpreadOnce(); round++) _fromInput.Clear();
    }

    public bool IsFromInput(Term term, LintedRule rule)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return term switch
        {
            RefTerm { Head: RootTerm { IsData: false } } => true,
            RefTerm { Head: RootTerm } => _policy.RuleOf(term) is { } read && IsFromInput(read.Node),
            RefTerm reference => IsFromInput(reference.Head, rule),
            LocalTerm local => IsFromInput(local.Variable, rule),
            ResolvedCall call => call.Arguments.Any(argument => IsFromInput(argument, rule)) || (call.Callee is FunctionCallee function && IsFromInput(function.Node)),
            ClosureTerm closure => IsFromInput(closure.Item, rule),
            ArrayTerm array => array.Items.Any(item => IsFromInput(item, rule)),
            SetTerm set => set.Items.Any(item => IsFromInput(item, rule)),
            ObjectTerm members => members.Entries.Any(entry => IsFromInput(entry.Value, rule)),
            _ => false,
        };
    }

    public bool IsTyped(Term term, LintedRule rule, FactSet facts)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (facts.Typed.Contains(Naming.Key(term, rule))) return true;
        return term switch
        {
            LocalTerm local => rule.EqualTo(local.Variable) is { } equal && IsTyped(equal, rule, facts),
            RefTerm { Head: RootTerm { IsData: false } } => _policy.Options.IsTyped(Naming.Key(term, rule)),
            RefTerm => _policy.RuleOf(term) is { IsWhole: true } read && IsTyped(read.Node),
            ResolvedCall { Callee: FunctionCallee function } => IsTyped(function.Node),
            ResolvedCall call => !OfAnyType.Contains(call.Callee.Name),
            _ => true,
        };
    }

    private bool IsFromInput(Variable variable, LintedRule rule)
    {
        if (rule.EqualTo(variable) is { } equal && IsFromInput(equal, rule)) return true;
        if (rule.PartOf(variable) is { } whole && IsFromInput(whole, rule)) return true;
        return rule.ParameterIndex(variable) is >= 0 and var index && _given.Contains((rule.Node, index));
    }

    private bool IsFromInput(RuleNode node)
    {
        if (_fromInput.TryGetValue(node, out var known)) return known;
        _fromInput[node] = false;
        return _fromInput[node] = _policy.At(node).Any(rule => rule.Branches.Any(branch => branch.Head.Any(term => IsFromInput(term, rule))));
    }

    /// <summary>Every rule that may give the value checks it, or makes one of its own.</summary>
    private bool IsTyped(RuleNode node)
    {
        if (_typed.TryGetValue(node, out var known)) return known;
        _typed[node] = false;
        return _typed[node] = _policy.At(node).All(rule => rule.Branches.All(branch => IsTyped(branch.Head[^1], rule, _policy.Facts.Of(branch.Body, rule))));
    }

    private bool SpreadOnce()
    {
        var before = _given.Count;
        foreach (var rule in _policy.Rules)
            foreach (var call in rule.Bodies.SelectMany(body => body.Goals.SelectMany(Shallow.Terms).Concat(body.Head.SelectMany(Shallow.Terms))).OfType<ResolvedCall>())
                if (call.Callee is FunctionCallee function)
                    for (var i = 0; i < call.Arguments.Count; i++)
                        if (!_given.Contains((function.Node, i)) && IsFromInput(call.Arguments[i], rule)) _given.Add((function.Node, i));
        return _given.Count > before;
    }
}
