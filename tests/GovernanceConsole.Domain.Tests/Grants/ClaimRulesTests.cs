using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Tests.Grants;

public sealed class ClaimRulesTests
{
    private static readonly DateTime Now = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(3600, 600, 300, 300)]
    [InlineData(120, 600, 300, 120)]
    [InlineData(3600, 90, 300, 90)]
    [InlineData(3600, 600, 60, 60)]
    [InlineData(3600, 3600, 4000, 300)]
    public void Token_EndsAtTheEarliestOfAll(int grantSeconds, int subjectSeconds, int configured, int expected)
    {
        var ends = ClaimRules.MayClaim(AnAgent(), AnIntent(), AGrant(grantSeconds), true, configured, Now.AddSeconds(subjectSeconds), Now);

        Assert.Equal(Now.AddSeconds(expected), ends.Value);
    }

    [Theory]
    [InlineData("foreign", "invalid_authorization_details")]
    [InlineData("expired this instant", "access_denied")]
    [InlineData("revoked", "access_denied")]
    [InlineData("redeemed grant", "invalid_grant")]
    [InlineData("held by a stop", "access_denied")]
    [InlineData("no grant", "access_denied")]
    [InlineData("agent suspended", "access_denied")]
    [InlineData("type taken away", "access_denied")]
    [InlineData("tool taken away", "access_denied")]
    [InlineData("nobody serves", "access_denied")]
    [InlineData("subject token ended", "access_denied")]
    public void ClaimThatMayNotBe_HasItsCode(string situation, string code)
    {
        var (agent, intent, grant) = (AnAgent(), AnIntent(situation == "foreign" ? "agt_2" : "agt_1"), (Grant?)AGrant(situation == "expired this instant" ? 0 : 60));
        switch (situation)
        {
            case "revoked": grant!.RevokedAt = Now; break;
            case "redeemed grant": grant!.RedeemedAt = Now; break;
            case "held by a stop": intent.Held = true; break;
            case "no grant": grant = null; break;
            case "agent suspended": agent.SuspendedAt = Now; break;
            case "type taken away": agent.IntentTypes = ["invoice.create"]; break;
            case "tool taken away": agent.Tools = ["https://other.example"]; break;
        }

        var claim = ClaimRules.MayClaim(agent, intent, grant, situation != "nobody serves", 300, situation == "subject token ended" ? Now : Now.AddSeconds(600), Now);

        Assert.Equal(code, claim.Refusal!.Code);
    }

    private static Agent AnAgent() => new()
    {
        Id = "agt_1", Name = "ap-clerk", OwnerId = "per_1", Purpose = "", Environment = "dev", RiskTier = Risk.Routine, IntentTypes = ["payment.wire"],
        Tools = ["https://bank.example/api"], PublicJwk = "", KeyThumbprint = "", RegisteredAt = Now, RegisteredById = "per_1",
    };

    private static Intent AnIntent(string agentId = "agt_1") => new()
    {
        Id = "int_1", AgentId = agentId, OwnerId = "per_1", IdempotencyKey = "k", Type = "payment.wire", Tool = "https://bank.example/api", Canonical = [], Digest = "",
        DeclaredAt = Now, ExpiresAt = Now.AddHours(1), Status = IntentStatus.Granted, Version = 1, OutcomeCode = "granted", Risk = Risk.Routine, Consequence = "", Chain = "{}",
    };

    private static Grant AGrant(int seconds) => new()
    {
        Id = "grt_1", IntentId = "int_1", AgentId = "agt_1", Audience = "https://bank.example/api", MintedAt = Now, ExpiresAt = Now.AddSeconds(seconds), Permissions = "[]",
        Constraints = "[]", Acr = "agent-only",
    };
}
