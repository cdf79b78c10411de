using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego.Lint;

/// <summary>
/// Finds what fails open in a policy that compiles: text that says less than its author means when a part of the input is missing or of another type. Files with tests are left out: they decide nothing.
/// What the lints do not see: anything that only the values of an input could tell. So a clean report is no proof, and a finding may be meant; then <c># lint:ignore id because …</c> above it says why.
/// </summary>
public static class PolicyLint
{
    public static LintReport Run(RegoPolicy policy, LintOptions? options = null)
    {
        try
        {
            var linted = new LintedPolicy(policy, options ?? new LintOptions());
            var findings = new List<LintFinding>();
            foreach (var rule in linted.Rules.Where(rule => !rule.IsTest))
            {
                NegationLint.Run(linted, rule, findings);
                OrderLint.Run(linted, rule, findings);
                OptionalInputLint.Run(linted, rule, findings);
            }
            DecisionLint.Run(linted, findings);
            return Silences.Apply(policy.Modules, [.. findings.Distinct().OrderBy(finding => finding.Position.File, StringComparer.Ordinal).ThenBy(finding => finding.Position.Row).ThenBy(finding => finding.Position.Column)]);
        }
        catch (InsufficientExecutionStackException)
        {
            throw new RegoException(RegoErrorCodes.Compile, "rules lean on each other too deep to be checked; shorten the chain.");
        }
    }
}
