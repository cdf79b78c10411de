using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Tests.Policy;

public sealed class SafetyNetTests
{
    private static readonly Dictionary<string, int> Catalogue = new() { ["payments:execute"] = 600 };
    private static readonly GrantTerm Fallback = new("payments:execute", 180);

    private static Verdict Check(string? answer, Risk floor = Risk.Routine) => SafetyNet.Check(answer is null ? null : JsonNode.Parse(answer)!.AsObject(), floor, Catalogue, Fallback);

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

    [Fact]
    public void ConfirmAskedFor_StaysFourEyes() =>
        Assert.Equal(Control.FourEyes, Check("""{"effect":"escalate","reasons":["x"],"grants":[{"permission":"payments:execute","ttl_seconds":60}],"require":{"quorum":1,"control":"confirm"}}""").Requirement.Control);
}
