using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Rego;
using GovernanceConsole.Rego.Explain;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Features.Policy.Bench;

/// <summary>What a rule of the decision did.</summary>
public enum RuleStanding
{
    /// <summary>It held, and is one of those that made the decision.</summary>
    Decided,

    /// <summary>It held, and a stronger one decided.</summary>
    Overruled,

    DidNotHold,
}

/// <summary>A value as a person may see it, cut where it is long, and what it belongs to: a variable's name, or nothing.</summary>
public sealed record TraceValue(string? Name, SafeText Text);

/// <summary>A condition that did not hold, as it is written, with what it was about.</summary>
public sealed record TraceFailure(SourcePosition Position, SafeText Text, IReadOnlyList<TraceValue> Values, int Times);

/// <summary>One try of one rule, with the rules it asked on the way.</summary>
/// <param name="Path">The document it defines, e.g. <c>data.intents.allow</c>.</param>
/// <param name="Value">What it gave; null when it did not hold.</param>
public sealed record TraceRule(string Id, string Path, string? Title, string? Owner, bool IsNamed, SourcePosition Position, SafeText? Value, IReadOnlyList<TraceFailure> Failures, IReadOnlyList<TraceRule> Asked)
{
    public bool Held => Value is not null;
}

/// <summary>
/// An explanation as people read it: first the rules that carry a name and so can stand in a decision, each with the conditions that failed and the rules it leans on; then every try in the order it was made.
/// Values are an agent's words for all we know, so they are checked and cut like any such text.
/// </summary>
/// <param name="IsCut">Not everything that was tried is here.</param>
public sealed record DecisionTrace(IReadOnlyList<(TraceRule Rule, RuleStanding Standing)> Named, IReadOnlyList<TraceRule> All, bool IsCut)
{
    /// <summary>More tries than these nobody reads on a page.</summary>
    private const int MostTries = 400;

    private const int MostText = 160;

    /// <summary>Values of more parts are told by their size.</summary>
    private const int MostParts = 400;

    internal static DecisionTrace Of(Explanation explanation, IReadOnlyList<string> decided)
    {
        var attempts = explanation.Attempts.Take(MostTries).ToList();
        var at = 0;
        var all = Level(attempts, ref at, 0);
        var named = new List<TraceRule>();
        Gather(all, named);
        return new DecisionTrace(
            [.. named.Select(rule => (rule, Standing: rule.Held ? decided.Contains(rule.Id) ? RuleStanding.Decided : RuleStanding.Overruled : RuleStanding.DidNotHold)).OrderBy(pair => pair.Standing)],
            all, explanation.IsCut || explanation.Attempts.Count > MostTries);
    }

    /// <summary>The tries at one depth, each with the deeper ones that follow it.</summary>
    private static List<TraceRule> Level(List<RuleAttempt> attempts, ref int at, int depth)
    {
        var level = new List<TraceRule>();
        while (at < attempts.Count && attempts[at].Depth >= depth)
        {
            var attempt = attempts[at++];
            var asked = Level(attempts, ref at, attempt.Depth + 1);
            level.Add(new TraceRule(attempt.Id, attempt.Path, attempt.Title, attempt.Owner, attempt.IsNamed, attempt.Position, attempt.Value is null ? null : Shown(attempt.Value), [.. attempt.Failures.Select(Failure)], asked));
        }
        return level;
    }

    private static void Gather(IReadOnlyList<TraceRule> rules, List<TraceRule> named)
    {
        foreach (var rule in rules)
        {
            if (rule.IsNamed)
                named.Add(rule);
            else
                Gather(rule.Asked, named);
        }
    }

    private static TraceFailure Failure(ConditionFailure failure) => new(
        failure.Position, TextSafety.Show(failure.Text.Trim(), TextUse.Code, 400),
        failure.Variables.Count > 0 && failure.Variables.Count >= failure.Operands.Count
            ? [.. failure.Variables.Select(variable => new TraceValue(variable.Key, Shown(variable.Value)))]
            : [.. failure.Operands.Select(operand => new TraceValue(null, operand is null ? SafeText.Ours("undefined") : Shown(operand)))],
        failure.Times);

    private static SafeText Shown(Value value) =>
        value.Weight <= MostParts || value is StringValue ? TextSafety.Show(value.ToString(), TextUse.Code, MostText) : SafeText.Ours($"{value.TypeName} of {value.Count} members");
}
