using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate;

internal enum NodeKind
{
    /// <summary>A package or part of a path: no rule defines it.</summary>
    Branch,
    Function,
    Complete,
    PartialSet,

    /// <summary>An object that several rules fill, with keys known only at evaluation or in nodes below.</summary>
    Document,
}

/// <summary>A place in the tree of virtual documents below <c>data</c>, with the rules whose constant path ends here. Fixed once the policy is compiled.</summary>
internal sealed class RuleNode(Value key, RuleNode? parent, int id)
{
    public Value Key { get; } = key;
    public RuleNode? Parent { get; } = parent;

    /// <summary>Index of the node in caches of an evaluation.</summary>
    public int Id { get; } = id;

    public Dictionary<Value, RuleNode> Children { get; } = [];
    public List<CompiledRule> Rules { get; } = [];
    public NodeKind Kind { get; set; } = NodeKind.Branch;
    public int? Arity { get; set; }

    /// <summary>Any rule at all below this node.</summary>
    public bool HasRulesBelow { get; set; }

    /// <summary>All rules define the same constant, so the first that holds decides.</summary>
    public bool FirstHitDecides { get; set; }

    /// <summary>Finds the rules that can hold for an input, where there are many.</summary>
    public RuleIndex? Index { get; private set; }

    /// <summary>The rules in the order of the files.</summary>
    public CompiledRule[] All { get; private set; } = [];

    /// <summary>Makes the node ready to be evaluated, once its rules are compiled.</summary>
    public void Seal()
    {
        All = [.. Rules];
        Index = RuleIndex.Build(All);
    }

    /// <summary>The value when no other rule holds.</summary>
    public CompiledRule? Default { get; set; }

    /// <summary>The keys from <c>data</c> to here.</summary>
    public IReadOnlyList<Value> Path => _path ??= Parent is null ? [] : [.. Parent.Path, Key];

    private Value[]? _path;

    public string Name => Parent is null ? "data" : Key is StringValue text ? $"{Parent.Name}.{text.Text}" : $"{Parent.Name}[{Key}]";

    public RuleNode? Child(Value key) => Children.GetValueOrDefault(key);

    public IEnumerable<RuleNode> SelfAndBelow()
    {
        var pending = new Stack<RuleNode>();
        pending.Push(this);
        while (pending.TryPop(out var node))
        {
            yield return node;
            foreach (var child in node.Children.Values) pending.Push(child);
        }
    }

    public override string ToString() => Name;
}
