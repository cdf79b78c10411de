using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Domain.Tests.KillSwitch;

public sealed class StopRulesTests
{
    private static readonly StopSubject Subject = new("agt_1", ["per_ana"], "prod", "payment.wire", "https://bank.example/api");

    [Theory]
    [InlineData(StopStage.InForce, true, true, true)]
    [InlineData(StopStage.Deciding, false, true, true)]
    [InlineData(StopStage.Acting, false, false, true)]
    [InlineData(StopStage.Released, false, false, false)]
    [InlineData((StopStage)7, true, true, true)]
    [InlineData((StopStage)(-1), true, true, true)]
    public void Stage_ForbidsLessStepByStep_AndAnUnknownOneEverything(StopStage stage, bool holds, bool bars, bool watches)
    {
        var stops = new StopsInForce([Placed(stage)]);

        Assert.Equal((holds, bars, watches), (stops.Holding(Subject) is not null, stops.Barring(Subject) is not null, stops.Watching(Subject) is not null));
        Assert.Equal(bars, stops.Silencing(StopScopeTests.Agent()) is not null);
    }

    [Fact]
    public void OverlappingStops_TheStrictestCounts()
    {
        var stops = new StopsInForce([Placed(StopStage.Acting), Placed(StopStage.InForce, StopReach.Tool, "https://bank.example/api"), Placed(StopStage.InForce, StopReach.Tool, "https://other.example")]);

        Assert.Equal("https://bank.example/api", stops.Holding(Subject)?.Value);
        Assert.Null(stops.Silencing(StopScopeTests.Agent()));
    }

    [Theory]
    [InlineData(StopStage.InForce, StopStage.Deciding, null)]
    [InlineData(StopStage.Deciding, StopStage.Acting, null)]
    [InlineData(StopStage.Acting, StopStage.Released, null)]
    [InlineData(StopStage.InForce, StopStage.Acting, "stop.other_stage")]
    [InlineData(StopStage.InForce, StopStage.Released, "stop.other_stage")]
    [InlineData(StopStage.InForce, StopStage.InForce, "stop.other_stage")]
    [InlineData(StopStage.Acting, StopStage.Deciding, "stop.other_stage")]
    [InlineData(StopStage.Released, StopStage.Released, "stop.released")]
    [InlineData(StopStage.Released, StopStage.InForce, "stop.released")]
    [InlineData((StopStage)9, StopStage.Deciding, null)]
    public void Release_GoesForwardOneStepAtATime(StopStage from, StopStage to, string? refusal) =>
        Assert.Equal(refusal, StopRules.MayRelease(Placed(from), to, [Holder("per_olga"), Holder("per_omar")]).Refusal?.Code);

    [Fact]
    public void Release_TakesSomebodyElse_WhomThePlacerDidNotVouchFor()
    {
        var friend = Holder("per_friend", "per_olga");
        var signers = StopRules.MayRelease(Placed(StopStage.InForce), StopStage.Deciding, [Holder("per_olga"), Holder("per_omar"), friend]).Value;
        Assert.Equal(["per_omar"], signers.PersonIds);
        Assert.False(signers.Bootstrap);

        var onlyFriend = StopRules.MayRelease(Placed(StopStage.InForce), StopStage.Deciding, [Holder("per_olga"), friend]).Value;
        Assert.Equal(["per_friend"], onlyFriend.PersonIds);
        Assert.True(onlyFriend.Bootstrap);
    }

    [Fact]
    public void SoleOperator_ReleasesTheirOwnStop_AndTheStatementSaysSo()
    {
        var alone = StopRules.MayRelease(Placed(StopStage.InForce), StopStage.Deciding, [Holder("per_olga")]).Value;
        Assert.Equal(["per_olga"], alone.PersonIds);
        Assert.True(alone.Bootstrap);
    }

    [Fact]
    public void SecondOperatorWhoIsSuspended_KeepsThePlacerFromReleasingAlone() =>
        Assert.Equal("role.no_second_operator", StopRules.MayRelease(Placed(StopStage.InForce), StopStage.Deciding, [Holder("per_olga"), Holder("per_omar") with { Active = false }]).Refusal?.Code);

    [Theory]
    [InlineData(StopStage.InForce, true)]
    [InlineData(StopStage.Deciding, false)]
    [InlineData(StopStage.Released, false)]
    public void PressedAgain_OnlyAStopFullyInForceIsTheSame(StopStage stage, bool same) =>
        Assert.Equal(same, StopRules.Same(StopScope.Everything, [Placed(StopStage.InForce, StopReach.Agent, "agt_1"), Placed(stage)]) is not null);

    internal static Stop Placed(StopStage stage, StopReach reach = StopReach.Everything, string value = "") => new()
    {
        Id = "stp_1", Reach = reach, Value = value, Words = "everything", Reason = "r", PlacedById = "per_olga", PlacedAt = default, Stage = stage, Sequence = 1,
        AgentsHit = 0, IntentsHit = 0, GrantsHit = 0, TokensHit = 0,
    };

    private static Operator Holder(string id, string vouchedBy = "console") => new(id, true, new HashSet<string> { vouchedBy });
}
