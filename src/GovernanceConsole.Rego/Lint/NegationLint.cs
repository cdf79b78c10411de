using GovernanceConsole.Rego.Compile;
using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego.Lint;

/// <summary>
/// <c>not</c> over something that may be undefined. What OPA evaluates before the negation takes the whole statement with it when it is missing; what stays inside makes it hold.
/// Fine is what says which is meant: a rule that proves something (<c>small if …</c>) and its negation (<c>not small</c>), or a value whose presence the same body demands.
/// </summary>
internal static class NegationLint
{
    public static void Run(LintedPolicy policy, LintedRule rule, List<LintFinding> findings)
    {
        foreach (var body in rule.Bodies)
        {
            var facts = policy.Facts.Of(body, rule);
            foreach (var goal in body.Goals.Where(goal => goal.With.Count == 0))
            {
                if (goal is AssignGoal hoisted && Facts.IsHoisted(goal) && policy.Certainty.Culprit(hoisted.Value, rule, facts) is { } missing) findings.Add(Vanishes(policy, rule, goal, missing));
                else if (!policy.IsGuarding(rule) && Inside(goal).FirstOrDefault(side => MayBeMissing(policy, rule, facts, side)) is { } unknown) findings.Add(Holds(policy, rule, goal, unknown));
            }
        }
    }

    private static LintFinding Vanishes(LintedPolicy policy, LintedRule rule, Goal goal, Term missing)
    {
        var (statement, replacement) = Written(policy, goal);
        var shown = Naming.Shown(missing, rule);
        return policy.Finding(LintIds.Negation, rule, goal.Position,
            $"'{statement}' is undefined, not true, when {shown} is: it is evaluated before the negation, so without it {Fate(policy, rule)}.",
            "Put the condition into a rule of its own and negate that rule.", replacement);
    }

    private static LintFinding Holds(LintedPolicy policy, LintedRule rule, Goal goal, Term unknown)
    {
        var (statement, replacement) = Written(policy, goal);
        return policy.Finding(LintIds.Negation, rule, goal.Position,
            $"'{statement}' holds when {Naming.Shown(unknown, rule)} is missing: what nobody knows counts as a no.",
            "Demand the opposite as a fact ('… == false'), or put the condition into a rule of its own and negate that rule.", replacement);
    }

    private static string Fate(LintedPolicy policy, LintedRule rule) => policy.IsGuarding(rule) ? $"'{rule.Rule.Source.Name}' does not fire" : "the rule gives nothing";

    /// <summary>The references that stay inside a negation.</summary>
    private static IEnumerable<Term> Inside(Goal goal) => goal switch
    {
        TestGoal { Negated: true, Expression: RefTerm reference } => [reference],
        TestGoal { Negated: true, Expression: ResolvedCall { Callee.Name: "equal" } call } => call.Arguments.OfType<RefTerm>(),
        UnifyGoal { Negated: true, IsCall: false } unify => ((Term[])[unify.Left, unify.Right]).OfType<RefTerm>(),
        _ => [],
    };

    /// <summary>A rule that gives nothing but constants says by its absence what it says by its presence.</summary>
    private static bool MayBeMissing(LintedPolicy policy, LintedRule rule, FactSet facts, Term side)
    {
        if (policy.Certainty.Culprit(side, rule, facts) is null) return false;
        if (policy.RuleOf(side) is not { } read) return true;
        return read.IsWhole ? !policy.At(read.Node).All(each => each.Branches.All(branch => branch.Head[^1] is ConstantTerm)) : policy.Origins.IsFromInput(side, rule);
    }

    /// <summary>The statement as written, and how it reads with a rule in between.</summary>
    private static (string Statement, string? Replacement) Written(LintedPolicy policy, Goal goal)
    {
        var text = policy.Source.Statement(goal.Position);
        var isOneLine = text.StartsWith("not ", StringComparison.Ordinal) && text.Count(c => c is '(' or '[' or '{') == text.Count(c => c is ')' or ']' or '}');
        return (text, isOneLine ? $"not proven\n\nproven if {text[4..]}" : null);
    }
}
