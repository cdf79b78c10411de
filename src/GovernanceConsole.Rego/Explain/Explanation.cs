using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Explain;

/// <summary>What happened during one evaluation: every rule that was tried, in order, with what it gave or where it failed. A long evaluation is cut (<see cref="IsCut"/>).</summary>
public sealed record Explanation(IReadOnlyList<RuleAttempt> Attempts, bool IsCut);

/// <summary>One try of one rule.</summary>
/// <param name="Id">As in <see cref="RuleMatch"/>.</param>
/// <param name="Depth">How many rules waited for this one.</param>
/// <param name="Value">What it gave; null when no branch held.</param>
/// <param name="Failures">The conditions that did not hold, by place in the source; with several solutions to try, how each failed last.</param>
public sealed record RuleAttempt(string Id, string Path, SourcePosition Position, int Depth, Value? Value, IReadOnlyList<ConditionFailure> Failures)
{
    public bool Matched => Value is not null;

    /// <summary>The rule carries an id of its own, so it is meant to be named in decisions.</summary>
    public bool IsNamed { get; init; }

    /// <summary>What the rule's metadata calls it.</summary>
    public string? Title { get; init; }

    /// <summary>Who answers for it, from <c>custom.owner</c>.</summary>
    public string? Owner { get; init; }
}

/// <summary>A condition that did not hold.</summary>
/// <param name="Text">The statement as written.</param>
/// <param name="Operands">The values of its sides or arguments in order; null where undefined.</param>
/// <param name="Variables">The values of the local variables it mentions.</param>
/// <param name="Times">How often it failed in this try.</param>
public sealed record ConditionFailure(SourcePosition Position, string Text, IReadOnlyList<Value?> Operands, IReadOnlyDictionary<string, Value> Variables, int Times);
