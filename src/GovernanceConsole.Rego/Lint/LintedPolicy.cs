using GovernanceConsole.Rego.Compile;
using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Testing;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Lint;

/// <summary>A reference to the value of rules, and what it takes of that value.</summary>
internal sealed record RuleRead(RuleNode Node, IReadOnlyList<Term> Rest)
{
    public bool IsWhole => Rest.Count == 0;
}

/// <summary>A policy as the lints see it: every rule resolved once more, and what is known about each of them, found out when it is first asked.</summary>
internal sealed class LintedPolicy
{
    private readonly RegoPolicy _policy;
    private readonly Dictionary<RuleNode, List<LintedRule>> _byNode = [];

    public LintedPolicy(RegoPolicy policy, LintOptions options)
    {
        _policy = policy;
        Options = options;
        var names = PolicyCompiler.Names([.. policy.Modules.Select(module => module.Syntax)]);
        var modules = policy.Modules.SelectMany(module => module.Syntax.Rules.Select(rule => (Module: module, IsTest: TestRunner.HasTests(module))));
        foreach (var (rule, (module, isTest)) in policy.Rules.Zip(modules))
        {
            var linted = new LintedRule(rule, RuleCompiler.Resolve(rule, policy.Tree, names[module.Syntax]), isTest);
            Rules.Add(linted);
            if (!_byNode.TryGetValue(rule.Node, out var siblings)) _byNode[rule.Node] = siblings = [];
            siblings.Add(linted);
        }
        Source = new Explain.SourceText(policy.Modules);
        Facts = new Facts(this);
        Origins = new Origins(this);
        Certainty = new Certainty(this);
    }

    public LintOptions Options { get; }
    public List<LintedRule> Rules { get; } = [];
    public Explain.SourceText Source { get; }
    public Facts Facts { get; }
    public Origins Origins { get; }
    public Certainty Certainty { get; }

    /// <summary>The rules at a node, the default among them.</summary>
    public IReadOnlyList<LintedRule> At(RuleNode node) => _byNode.GetValueOrDefault(node) ?? [];

    public LintFinding Finding(string id, LintedRule rule, SourcePosition position, string sentence, string mend, string? replacement = null) => new(id, rule.Node.Name, position, sentence, mend, replacement);

    public bool IsGuarding(LintedRule rule) => Options.GuardingRules.Contains(rule.Rule.Source.Name);

    /// <summary>The rules that a reference into data reads; null where it reads base data or a whole package.</summary>
    public RuleRead? RuleOf(Term term)
    {
        if (term is not RefTerm { Head: RootTerm { IsData: true } } reference) return null;
        var node = _policy.Tree.Root;
        RuleRead? found = null;
        for (var i = 0; i < reference.Path.Count; i++)
        {
            if (reference.Path[i] is not ConstantTerm constant || node.Child(constant.Value) is not { } child) break;
            node = child;
            if (_byNode.ContainsKey(node)) found = new RuleRead(node, [.. reference.Path.Skip(i + 1)]);
        }
        return found;
    }

    /// <summary>Whether the bundle's own data holds a value there.</summary>
    public bool IsInData(RefTerm reference)
    {
        Value? value = _policy.Data;
        foreach (var segment in reference.Path)
        {
            if (segment is not ConstantTerm constant) return false;
            value = value.Find(constant.Value);
            if (value is null) return false;
        }
        return true;
    }
}
