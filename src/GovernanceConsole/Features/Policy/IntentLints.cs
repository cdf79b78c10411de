using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Rego;
using GovernanceConsole.Rego.Lint;

namespace GovernanceConsole.Features.Policy;

/// <summary>What the lints may count on in a policy on intents: what <c>input</c> always holds. A fact, a parameter or a typed value may be missing, so it is not on the list.</summary>
internal static class IntentLints
{
    public static LintOptions Options { get; } = new()
    {
        GuardingRules = new HashSet<string>(StringComparer.Ordinal) { "deny", "escalate" },
        Entrypoints = new HashSet<string>(StringComparer.Ordinal) { IPolicyEngine.Entrypoint },
        GuaranteedPaths = new HashSet<string>(StringComparer.Ordinal)
        {
            "input.now",
            "input.facts",
            "input.intent.id", "input.intent.type", "input.intent.tool", "input.intent.digest", "input.intent.parameters", "input.intent.typed", "input.intent.changes",
            "input.agent.id", "input.agent.name", "input.agent.owner", "input.agent.environment", "input.agent.risk_tier", "input.agent.status",
        },
    };

    /// <summary>Findings and those that a comment answers for. Throws <see cref="RegoException"/> where rules lean on each other too deep to be checked.</summary>
    public static LintReport Of(RegoPolicy policy) => PolicyLint.Run(policy, Options);
}
