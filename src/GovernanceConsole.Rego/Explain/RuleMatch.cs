using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Explain;

/// <summary>A rule that gave a value during an evaluation.</summary>
/// <param name="Id">The rule's <c>custom.id</c>, else its path and row: <c>data.intents.allow:31</c>.</param>
/// <param name="Path">The document it defines, e.g. <c>data.intents.allow</c>.</param>
/// <param name="Position">Where the branch that held stands.</param>
/// <param name="Value">The value, or the last member of a set or document.</param>
public sealed record RuleMatch(string Id, string Path, SourcePosition Position, Value Value)
{
    /// <summary>The rule carries an id of its own, so it is meant to be named in decisions.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Who answers for it, from <c>custom.owner</c>.</summary>
    public string? Owner { get; init; }

    internal static RuleMatch Of(CompiledRule rule, Branch branch, Value value) =>
        new(rule.Id, rule.Node.Name, branch.Position, value) { IsNamed = rule.Source.Annotations?.Id is not null, Owner = rule.Source.Annotations?.Owner };
}
