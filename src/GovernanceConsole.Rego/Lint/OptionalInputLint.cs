using GovernanceConsole.Rego.Compile;
using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego.Lint;

/// <summary>
/// A rule that guards (deny, escalate) and needs a part of the input that may be missing: then it does not fire. Fine where another guarding rule of the package fires exactly then, because it negates a rule
/// that needs the same part and demands nothing more than this one.
/// </summary>
internal static class OptionalInputLint
{
    public static void Run(LintedPolicy policy, LintedRule rule, List<LintFinding> findings)
    {
        if (!policy.IsGuarding(rule) || rule.Rule.Source.IsDefault) return;
        foreach (var branch in rule.Branches)
        {
            var told = new HashSet<string>();
            foreach (var (position, needs) in Demands(policy, rule, branch))
                foreach (var path in needs.Where(path => !policy.Options.IsGuaranteed(path)).Order(StringComparer.Ordinal))
                    if (told.Add(path) && !IsCovered(policy, rule, branch, path)) findings.Add(Finding(policy, rule, position, path));
        }
    }

    private static IEnumerable<(SourcePosition Position, IReadOnlySet<string> Needs)> Demands(LintedPolicy policy, LintedRule rule, LintedBranch branch) =>
        branch.Goals.Select(goal => (goal.Position, policy.Facts.Of(goal, rule).Needs))
            .Concat(branch.Head.Select(term => (term.Position, policy.Facts.OfTerm(term, rule).Needs)));

    private static bool IsCovered(LintedPolicy policy, LintedRule rule, LintedBranch branch, string path)
    {
        var conditions = Conditions(rule, branch).ToHashSet();
        return policy.Rules.Where(other => policy.IsGuarding(other) && ReferenceEquals(other.Node.Parent, rule.Node.Parent)).Any(other => other.Branches.Any(
            each => each.Goals.Any(goal => FiresWithout(policy, goal, path)) && Conditions(other, each).All(conditions.Contains)));
    }

    /// <summary>What a branch demands beside its negations.</summary>
    private static IEnumerable<string> Conditions(LintedRule rule, LintedBranch branch) =>
        branch.Goals.Where(goal => goal is not TestGoal { Negated: true }).Select(goal => string.Join(" = ", Shallow.Sides(goal).Select(side => Naming.Key(side, rule))));

    private static bool FiresWithout(LintedPolicy policy, Goal goal, string path) => goal is TestGoal { Negated: true, With.Count: 0, Expression: RefTerm negated }
        && (policy.RuleOf(negated) is { IsWhole: true } read ? policy.Facts.OfRules(read.Node).Needs.Any(need => IsOrLiesBelow(need, path)) : Naming.InputPath(negated) is { } direct && IsOrLiesBelow(direct, path));

    private static bool IsOrLiesBelow(string path, string above) => path == above || (path.StartsWith(above, StringComparison.Ordinal) && path[above.Length] is '.' or '[');

    private static LintFinding Finding(LintedPolicy policy, LintedRule rule, SourcePosition position, string path)
    {
        var name = rule.Rule.Source.Name;
        return policy.Finding(LintIds.OptionalInput, rule, position,
            $"'{name}' does not fire when {path} is missing.",
            $"Say what a missing value means: add a rule '{name} … if not known', where 'known if …' holds only with {path} there and as it should be.");
    }
}
