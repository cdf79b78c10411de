using GovernanceConsole.Rego.Evaluate.Expressions;
using GovernanceConsole.Rego.Evaluate.Patterns;
using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego.Evaluate;

/// <summary>A rule ready to run: its branches share one frame layout.</summary>
internal sealed class CompiledRule(Rule source, RuleNode node)
{
    public Rule Source { get; } = source;
    public RuleNode Node { get; } = node;

    public FrameLayout Layout { get; set; } = FrameLayout.Empty;

    /// <summary>Arguments of a function, matched against the values of the call.</summary>
    public Pattern[] Arguments { get; set; } = [];

    /// <summary>The rule itself, then its else branches in order.</summary>
    public Branch[] Branches { get; set; } = [];

    public bool IsPartialSet => Source.Head.IsPartialSet;

    /// <summary>How the rule is called in reports: its <c>custom.id</c>, else where it stands.</summary>
    public string Id => Source.Annotations?.Id ?? $"{Node.Name}:{Source.Position.Row}";
}

/// <summary>A body, and what it defines for each of its solutions: <see cref="Keys"/> below the rule's node, and the value (or set member) there.</summary>
internal sealed record Branch(Body Body, Expression[] Keys, Expression Value, SourcePosition Position)
{
    /// <summary>One solution tells all: neither value nor keys depend on the solution.</summary>
    public bool IsConstant => Keys.Length == 0 && Value is ConstantExpression;
}

/// <summary>How many places a frame needs.</summary>
internal sealed record FrameLayout(int Slots, int Positions, int States)
{
    public static FrameLayout Empty { get; } = new(0, 0, 0);
}
