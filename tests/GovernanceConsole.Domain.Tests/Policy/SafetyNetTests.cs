using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Tests.Policy;

public sealed class SafetyNetTests
{
    private static readonly Dictionary<string, int> Catalogue = new() { ["payments:execute"] = 600 };
    private static readonly GrantTerm Fallback = new("payments:execute", 180);

    private static Verdict Check(string? answer, Risk floor = Risk.Routine) => SafetyNet.Check(answer is null ? null : JsonNode.Parse(answer)!.AsObject(), floor, Catalogue, Fallback, AssuranceLadder.Default);

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"effect":"permit","reasons":["x"]}""")]
    [InlineData("""{"effect":1,"reasons":["x"]}""")]
    [InlineData("""{"effect":"allow","reasons":[]}""")]
    [InlineData("""{"effect":"allow","reasons":["x"]}""")]
    [InlineData("""{"effect":"allow","reasons":["x"],"grants":[]}""")]
    [InlineData("""{"effect":"allow","reasons":["x"],"grants":[{"permission":"root","ttl_seconds":60}]}""")]
    [InlineData("""{"effect":"allow","reasons":["x"],"grants":[{"permission":"payments:execute","ttl_seconds":0}]}""")]
    [InlineData("""{"effect":"allow","reasons":["x"],"grants":[{"permission":"payments:execute","ttl_seconds":"60"}]}""")]
    [InlineData("""{"effect":"allow","reasons":["x"],"grants":[{"permission":"payments:execute","ttl_seconds":60}],"obligations":[{}]}""")]
    [InlineData("""{"effect":"escalate","reasons":["x"],"grants":[{"permission":"payments:execute","ttl_seconds":60}],"require":{"quorum":0}}""")]
    [InlineData("""{"effect":"escalate","reasons":["x"],"grants":[{"permission":"payments:execute","ttl_seconds":60}],"risk":"none"}""")]
    public void AnythingNotUnderstood_AsksEveryApprover(string? answer)
    {
        var verdict = Check(answer);

        Assert.Equal(Effect.Escalate, verdict.Effect);
        Assert.True(verdict.FailedClosed);
        Assert.StartsWith("policy_error", verdict.Reasons[0], StringComparison.Ordinal);
        Assert.Equal(SafetyNet.EveryApprover, verdict.Escalation[0].To);
        Assert.Equal([Fallback], verdict.Grants);
    }

    [Theory]
    [InlineData("""[{"id":"o1","type":"notification","properties":{"to":"group:security","body":"A wire was denied."}}]""")]
    [InlineData("""[{"id":"o1","type":"notification","properties":{"to":"owner","body":"x"}},{"id":"o2","type":"notification","properties":{"to":"person:per_1","body":"x"}},{"id":"o3","type":"notification","properties":{"to":"approvers","body":"x"}}]""")]
    public void Notifications_AreTakenWithWhateverDecision_AndReadBackAsTheyWere(string obligations)
    {
        foreach (var effect in new[] { "allow", "deny", "escalate" })
        {
            var verdict = Check($$"""{"effect":"{{effect}}","reasons":["x"],"grants":[{"permission":"payments:execute","ttl_seconds":60}],"obligations":{{obligations}}}""");
            Assert.False(verdict.FailedClosed);
            Assert.Equal(obligations, new JsonArray([.. verdict.Obligations.Select(o => (JsonNode)o.ToJson())]).ToJsonString());
        }
    }

    [Theory]
    [InlineData("""{}""", "no list")]
    [InlineData("""[1]""", "no id")]
    [InlineData("""[{"id":"","type":"notification","properties":{"to":"owner","body":"x"}}]""", "no id")]
    [InlineData("""[{"id":"o","type":"step-up","properties":{"acr_value":"x"}}]""", "of the type 'step-up', which this console cannot honour")]
    [InlineData("""[{"id":"o","type":"custom","properties":{}}]""", "cannot honour")]
    [InlineData("""[{"id":"o","properties":{}}]""", "cannot honour")]
    [InlineData("""[{"id":"o","type":"notification"}]""", "needs the properties")]
    [InlineData("""[{"id":"o","type":"notification","properties":{"to":"owner","body":"x","topic":"y"}}]""", "needs the properties")]
    [InlineData("""[{"id":"o","type":"notification","to":"owner","properties":{"to":"owner","body":"x"}}]""", "a member 'to'")]
    [InlineData("""[{"id":"o","type":"notification","properties":{"to":"mallory@example.com","body":"x"}}]""", "names nobody")]
    [InlineData("""[{"id":"o","type":"notification","properties":{"to":"group:","body":"x"}}]""", "names nobody")]
    [InlineData("""[{"id":"o","type":"notification","properties":{"to":"owner","body":""}}]""", "no body")]
    [InlineData("""[{"id":"o","type":"notification","properties":{"to":"owner","body":"x"}},{"id":"o","type":"notification","properties":{"to":"owner","body":"y"}}]""", "one id")]
    public void ObligationThatCannotBeHonoured_FailsClosed(string obligations, string says)
    {
        var verdict = Check($$"""{"effect":"allow","reasons":["x"],"grants":[{"permission":"payments:execute","ttl_seconds":60}],"obligations":{{obligations}}}""");

        Assert.Equal((Effect.Escalate, true, 0), (verdict.Effect, verdict.FailedClosed, verdict.Obligations.Count));
        Assert.Contains(says, verdict.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void AllowWithTerms_IsTakenAndItsLifetimeClamped()
    {
        var verdict = Check("""{"effect":"allow","reasons":["small"],"rules":["r"],"grants":[{"permission":"payments:execute","ttl_seconds":86400}]}""");

        Assert.Equal((Effect.Allow, 600), (verdict.Effect, verdict.TtlSeconds));
        Assert.Single(verdict.Clamped);
    }

    [Theory]
    [InlineData("routine", Risk.High, Risk.High)]
    [InlineData("critical", Risk.Routine, Risk.Critical)]
    [InlineData("elevated", Risk.Elevated, Risk.Elevated)]
    public void Risk_IsRaisedToTheFloorAndNeverLowered(string policy, Risk floor, Risk expected) =>
        Assert.Equal(expected, Check($$"""{"effect":"deny","reasons":["no"],"risk":"{{policy}}"}""", floor).Risk);

    [Fact]
    public void EscalateThatNamesNobody_AsksEveryApprover() =>
        Assert.Equal(SafetyNet.EveryApprover, Check("""{"effect":"escalate","reasons":["x"],"grants":[{"permission":"payments:execute","ttl_seconds":60}]}""").Escalation[0].To);

    private static Verdict Require(string require, Risk floor, string steps = "[]") =>
        Check($$"""{"effect":"escalate","reasons":["x"],"grants":[{"permission":"payments:execute","ttl_seconds":60}],"require":{{require}},"escalation":{{steps}}}""", floor);

    [Theory]
    [InlineData("""{"control":"confirm"}""", Risk.Routine, Control.Confirm, "passkey", "1 of asked")]
    [InlineData("""{"control":"confirm"}""", Risk.Elevated, Control.Confirm, "passkey", "1 of asked")]
    [InlineData("""{"control":"confirm"}""", Risk.High, Control.FourEyes, "device-bound", "1 of asked")]
    [InlineData("""{"control":"confirm"}""", Risk.Critical, Control.FourEyes, "two-people", "2 of asked")]
    [InlineData("""{"quorum":3}""", Risk.Critical, Control.FourEyes, "two-people", "3 of asked")]
    [InlineData("""{"quorum":"1 of board or 2 of finance"}""", Risk.Critical, Control.FourEyes, "two-people", "2 of board or 2 of finance")]
    [InlineData("""{"assurance":"two-people"}""", Risk.Routine, Control.FourEyes, "two-people", "2 of asked")]
    [InlineData("""{"assurance":"device-bound"}""", Risk.Elevated, Control.FourEyes, "device-bound", "1 of asked")]
    public void ControlAndAssurance_AreRaisedToTheRisk_AndNeverLowered(string require, Risk risk, Control control, string assurance, string quorum)
    {
        var verdict = Require(require, risk);

        Assert.False(verdict.FailedClosed);
        Assert.Equal((control, assurance, quorum), (verdict.Requirement.Control, verdict.Requirement.Assurance, verdict.Requirement.Quorum.Text));
    }

    [Theory]
    [InlineData("""{"quorum":"2 of"}""")]
    [InlineData("""{"control":"none"}""")]
    [InlineData("""{"assurance":"sms"}""")]
    [InlineData("""{"denials":0}""")]
    [InlineData("""{"denials":"1"}""")]
    [InlineData("""{"quorun":2}""")]
    [InlineData("1")]
    public void RequirementThatCannotBeRead_FailsClosed(string require) => Assert.True(Require(require, Risk.Routine).FailedClosed);

    [Theory]
    [InlineData("{}", "[]", "approvers")]
    [InlineData("""{"control":"confirm"}""", "[]", "owner")]
    [InlineData("""{"control":"confirm","quorum":2}""", "[]", "approvers")]
    [InlineData("""{"quorum":"2 of finance and 1 of security"}""", "[]", "group:finance group:security")]
    [InlineData("""{"quorum":"2 of finance and 1 of asked"}""", "[]", "approvers")]
    [InlineData("{}", """[{"to":"owner","within_seconds":0}]""", "approvers")]
    [InlineData("""{"control":"confirm"}""", """[{"to":"owner","within_seconds":60},{"to":"group:finance","within_seconds":0}]""", "owner, group:finance")]
    public void WhoIsAsked_FollowsFromWhatItTakesWherePolicyNamesNobody(string require, string steps, string asked) =>
        Assert.Equal(asked, string.Join(", ", Require(require, Risk.Routine, steps).Escalation.Select(step => step.To)));

    [Theory]
    [InlineData("""[{"to":"","within_seconds":0}]""")]
    [InlineData("""[{"to":"group:a1  group:b1","within_seconds":0}]""")]
    [InlineData("""[{"to":"tree:a1 group:b1","within_seconds":0}]""")]
    public void StepThatNamesNobody_FailsClosed(string steps) => Assert.True(Require("{}", Risk.Routine, steps).FailedClosed);
}
