using GovernanceConsole.Rego.Builtins;

namespace GovernanceConsole.Rego.Evaluate;

/// <summary>What a call calls: a builtin, or the function rules at a node of the rule tree.</summary>
internal abstract record Callee
{
    public abstract string Name { get; }

    /// <summary>How many arguments, or null for any number.</summary>
    public abstract int? Arity { get; }
}

internal sealed record BuiltinCallee(Builtin Builtin) : Callee
{
    public override string Name => Builtin.Name;
    public override int? Arity => Builtin.Arity < 0 ? null : Builtin.Arity;
}

internal sealed record FunctionCallee(RuleNode Node) : Callee
{
    public override string Name => Node.Name;
    public override int? Arity => Node.Arity;

    public bool Equals(FunctionCallee? other) => ReferenceEquals(Node, other?.Node);

    public override int GetHashCode() => Node.Id;
}
