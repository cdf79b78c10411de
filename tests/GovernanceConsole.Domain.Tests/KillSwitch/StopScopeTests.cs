using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Tests.KillSwitch;

public sealed class StopScopeTests
{
    private static readonly StopSubject Subject = new("agt_1", ["per_now", "per_then"], "prod", "payment.wire", "https://bank.example/api");

    [Theory]
    [InlineData(StopReach.Agent, "agt_1", true)]
    [InlineData(StopReach.Agent, "AGT_1", false)]
    [InlineData(StopReach.Owner, "per_now", true)]
    [InlineData(StopReach.Owner, "per_then", true)]
    [InlineData(StopReach.Owner, "per_else", false)]
    [InlineData(StopReach.IntentType, "payment.wire", true)]
    [InlineData(StopReach.IntentType, "payment", false)]
    [InlineData(StopReach.Tool, "https://bank.example/api", true)]
    [InlineData(StopReach.Tool, "https://bank.example/api/", false)]
    [InlineData(StopReach.Environment, "prod", true)]
    [InlineData(StopReach.Environment, "dev", false)]
    [InlineData(StopReach.Everything, "", true)]
    [InlineData((StopReach)0, "agt_2", true)]
    [InlineData((StopReach)99, "agt_2", true)]
    public void Covers_WhatStandsInside_AndEverythingWhereTheReachIsUnknown(StopReach reach, string value, bool covers) => Assert.Equal(covers, new StopScope(reach, value).Covers(Subject));

    [Theory]
    [InlineData(StopReach.Agent, "agt_1", true)]
    [InlineData(StopReach.Agent, "agt_2", false)]
    [InlineData(StopReach.Owner, "per_now", true)]
    [InlineData(StopReach.IntentType, "payment.wire", false)]
    [InlineData(StopReach.Tool, "https://bank.example/api", false)]
    [InlineData(StopReach.Environment, "prod", true)]
    [InlineData(StopReach.Everything, "", true)]
    [InlineData((StopReach)99, "", true)]
    public void CoversWhole_OnlyWhereNothingOfTheAgentIsLeftOutside(StopReach reach, string value, bool covers) => Assert.Equal(covers, new StopScope(reach, value).CoversWhole(Agent()));

    [Theory]
    [InlineData("agent", "agt_1", true)]
    [InlineData("agent", "", false)]
    [InlineData("agent", null, false)]
    [InlineData("everything", null, true)]
    [InlineData("everything", "", true)]
    [InlineData("everything", "but this", false)]
    [InlineData("Everything", null, false)]
    [InlineData("planet", "earth", false)]
    [InlineData(null, null, false)]
    public void Parse_ReadsWhatAStatementMaySay(string? reach, string? value, bool isScope) => Assert.Equal(isScope, StopScope.Parse(reach, value) is not null);

    [Fact]
    public void EveryReach_IsReadBackFromItsName() =>
        Assert.All(Enum.GetValues<StopReach>(), reach => Assert.Equal(reach, StopScope.Parse(StopScope.Name(reach), reach == StopReach.Everything ? null : "x")!.Reach));

    internal static Agent Agent() => new()
    {
        Id = "agt_1", Name = "ap-clerk", OwnerId = "per_now", Purpose = "p", Environment = "prod", RiskTier = Risk.Routine, IntentTypes = ["payment.wire"], Tools = ["https://bank.example/api"],
        PublicJwk = "{}", KeyThumbprint = "t", RegisteredAt = default, RegisteredById = "per_op",
    };
}
