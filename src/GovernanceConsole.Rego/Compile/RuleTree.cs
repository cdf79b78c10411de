using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Compile;

/// <summary>Builds the tree of virtual documents from the heads of all rules and refuses rules that contradict each other by their shape.</summary>
internal sealed class RuleTree
{
    private readonly List<RuleNode> _nodes = [];

    public RuleTree() => Root = Add(StringValue.Of("data"), null);

    public RuleNode Root { get; }

    public int Count => _nodes.Count;

    public void AddPackage(Module module) => PackageNode(module);

    public CompiledRule AddRule(Module module, Rule rule)
    {
        var node = PackageNode(module);
        foreach (var segment in rule.Head.Path)
        {
            if (segment is not ConstantTerm constant) break;
            node = Below(node, constant.Value);
        }
        var compiled = new CompiledRule(rule, node);
        if (!rule.IsDefault)
        {
            node.Rules.Add(compiled);
            return compiled;
        }
        if (node.Default is not null) throw TypeError($"multiple default rules {node.Name} found: keep one.", rule.Position);
        node.Default = compiled;
        return compiled;
    }

    /// <summary>Fixes what each node is. Called once, after the last rule.</summary>
    public void Settle()
    {
        for (var i = _nodes.Count - 1; i >= 0; i--)
        {
            var node = _nodes[i];
            node.HasRulesBelow = node.Children.Values.Any(child => child.HasRulesBelow || child.Rules.Count > 0 || child.Default is not null);
            node.Kind = KindOf(node);
        }
    }

    private NodeKind KindOf(RuleNode node)
    {
        List<CompiledRule> rules = node.Default is null ? node.Rules : [.. node.Rules, node.Default];
        if (rules.Count == 0) return NodeKind.Branch;
        var first = rules[0];
        if (first.Source.Head.IsFunction || rules.Any(rule => rule.Source.Head.IsFunction)) return FunctionKind(node, rules);
        var hasKeys = rules.Any(rule => HasKeys(rule));
        if (!hasKeys && node.HasRulesBelow) throw Conflict(node, first, $"rule {node.Name} conflicts with the rules below it");
        if (!hasKeys && rules.Any(rule => rule.IsPartialSet != first.IsPartialSet)) throw Conflict(node, first, $"conflicting rules {node.Name} found: a set ('contains') and a value");
        if (hasKeys || node.HasRulesBelow) return NodeKind.Document;
        if (first.IsPartialSet) return NodeKind.PartialSet;
        node.FirstHitDecides = AllSameConstant(node);
        return NodeKind.Complete;
    }

    private static NodeKind FunctionKind(RuleNode node, List<CompiledRule> rules)
    {
        var arity = rules[0].Source.Head.Arguments?.Count;
        foreach (var rule in rules)
            if (rule.Source.Head.Arguments?.Count != arity) throw Conflict(node, rule, $"conflicting rules {node.Name} found: functions of one name take the same number of arguments");
        if (node.HasRulesBelow) throw Conflict(node, rules[0], $"function {node.Name} conflicts with the rules below it");
        node.Arity = arity;
        node.FirstHitDecides = AllSameConstant(node);
        return NodeKind.Function;
    }

    private static bool AllSameConstant(RuleNode node)
    {
        Value? shared = null;
        foreach (var rule in node.Rules)
        {
            if (rule.Source.Else.Count > 0 || rule.Source.Head.Value is not ConstantTerm constant) return false;
            if (shared is not null && !shared.Equals(constant.Value)) return false;
            shared = constant.Value;
        }
        return true;
    }

    private static bool HasKeys(CompiledRule rule) => rule.Source.Head.Path.Any(segment => segment is not ConstantTerm);

    private RuleNode PackageNode(Module module)
    {
        var node = Root;
        foreach (var name in module.Package) node = Below(node, StringValue.Of(name));
        return node;
    }

    private RuleNode Below(RuleNode node, Value key) => node.Child(key) ?? Add(key, node);

    private RuleNode Add(Value key, RuleNode? parent)
    {
        var node = new RuleNode(key, parent, _nodes.Count);
        _nodes.Add(node);
        parent?.Children.Add(key, node);
        return node;
    }

    private static RegoException Conflict(RuleNode node, CompiledRule rule, string message)
    {
        var others = node.SelfAndBelow().SelectMany(other => other.Rules).Where(other => other != rule).Select(other => other.Source.Position).FirstOrDefault();
        return TypeError(others is null ? $"{message}." : $"{message} ({others}).", rule.Source.Position);
    }

    private static RegoException TypeError(string message, SourcePosition position) => new(RegoErrorCodes.Type, message, position);
}
