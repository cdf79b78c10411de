using GovernanceConsole.Rego.Compile;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Lint;

/// <summary>
/// An ordering comparison on a value from input whose type nobody checked. Rego orders all values: null and booleans stand below every number, texts and collections above, so <c>{"amount": null}</c> is below any limit.
/// A guard is <c>is_number(x)</c>, an equation with a constant, or a call that takes numbers only, in the same body or in the rule the value comes from.
/// </summary>
internal static class OrderLint
{
    public static void Run(LintedPolicy policy, LintedRule rule, List<LintFinding> findings)
    {
        foreach (var body in rule.Bodies)
        {
            var facts = policy.Facts.Of(body, rule);
            foreach (var call in body.Goals.SelectMany(Shallow.Terms).Concat(body.Head.SelectMany(Shallow.Terms)).OfType<ResolvedCall>().Where(call => call.Callee.Name is "lt" or "lte" or "gt" or "gte"))
            {
                var open = call.Arguments.Take(2).Where(operand => policy.Origins.IsFromInput(operand, rule) && !policy.Origins.IsTyped(operand, rule, facts)).ToList();
                if (open.Count > 0) findings.Add(Finding(policy, rule, call, open));
            }
        }
    }

    private static LintFinding Finding(LintedPolicy policy, LintedRule rule, ResolvedCall call, List<Term> open)
    {
        var check = call.Arguments.Any(operand => operand is ConstantTerm { Value: StringValue }) ? "is_string" : "is_number";
        var guards = open.Select(operand => $"{check}({Naming.Shown(operand, rule)})").Distinct().ToList();
        var comparison = Naming.Shown(call, rule);
        return policy.Finding(LintIds.Order, rule, call.Position,
            $"'{comparison}' orders a value from input whose type nobody checked: null and booleans are below every number, texts above.",
            $"Add {string.Join(" and ", guards)} to the same body.", string.Join('\n', guards.Append(comparison)));
    }
}
