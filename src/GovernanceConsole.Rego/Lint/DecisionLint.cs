using GovernanceConsole.Rego.Evaluate;

namespace GovernanceConsole.Rego.Lint;

/// <summary>A decision (marked <c>entrypoint: true</c>, or named by the host) that has no value for some input: no default, and no last branch without conditions whose value is surely there.</summary>
internal static class DecisionLint
{
    public static void Run(LintedPolicy policy, List<LintFinding> findings)
    {
        var decisions = policy.Rules.Where(rule => !rule.IsTest && (rule.Rule.Source.Annotations?.Entrypoint == true || policy.Options.Entrypoints.Contains(rule.Node.Name))).GroupBy(rule => rule.Node);
        foreach (var decision in decisions)
        {
            if (decision.Key.Kind is not NodeKind.Complete || policy.Certainty.IsCertain(decision.Key)) continue;
            var rule = decision.First();
            findings.Add(policy.Certainty.CulpritOfLastResort(decision.Key) is { } culprit
                ? policy.Finding(LintIds.Decision, rule, culprit.Position,
                    $"{decision.Key.Name} is undefined when {Naming.Shown(culprit, rule)} is: its last branch has no condition, but leans on it.",
                    "Give what it leans on a default, or leave it out of the last branch.")
                : policy.Finding(LintIds.Decision, rule, rule.Rule.Source.Position,
                    $"{decision.Key.Name} is undefined when none of its branches holds.",
                    $"Add a default, or a last 'else' without a condition, that says what the safe answer is.", $"default {rule.Rule.Source.Name} := …"));
        }
    }
}
