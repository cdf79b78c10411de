using System.Text;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Tests.World;

/// <summary>Small bundles of one rule, with a test that is green.</summary>
internal static class TestBundle
{
    public const string Denies = """
        decision := {"effect": "deny", "reasons": ["No payments today."], "rules": ["payments.frozen"]}
        """;

    public const string Allows = """
        decision := {"effect": "allow", "reasons": ["All is well."], "rules": ["payments.all"], "grants": [{"permission": "payments:execute", "ttl_seconds": 300}], "ttl_seconds": 300}
        """;

    public static string Asks(int quorum, string to, string permission = "payments:execute") => $$"""
        decision := {
            "effect": "escalate", "risk": "high", "reasons": ["Asked for in this test."], "rules": ["payments.all"],
            "grants": [{"permission": "{{permission}}", "ttl_seconds": 300}], "ttl_seconds": 300,
            "require": {"quorum": {{quorum}}, "control": "four_eyes", "assurance": "passkey"},
            "escalation": [{"to": "{{to}}", "quorum": {{quorum}}, "within_seconds": 0}],
        }
        """;

    /// <summary>Puts everything to people with this requirement, to whom it says or whoever follows from it.</summary>
    public static string Requires(string require, string risk = "elevated", string escalation = "[]", string permission = "payments:execute") => $$"""
        decision := {
            "effect": "escalate", "risk": "{{risk}}", "reasons": ["Asked for in this test."], "rules": ["test.all"],
            "grants": [{"permission": "{{permission}}", "ttl_seconds": 300}], "ttl_seconds": 300,
            "require": {{require}},
            "escalation": {{escalation}},
        }
        """;

    public static BundleFiles Of(string rules, string tests = "test_it_decides if data.intents.decision.effect", string revision = "test") => BundleFiles.Of(
    [
        (".manifest", Encoding.UTF8.GetBytes($$"""{"revision": "{{revision}}"}""")),
        ("intents.rego", Encoding.UTF8.GetBytes("package intents\n\n" + rules)),
        ("intents_test.rego", Encoding.UTF8.GetBytes("package intents_test\n\n" + tests)),
    ]).Value;
}
