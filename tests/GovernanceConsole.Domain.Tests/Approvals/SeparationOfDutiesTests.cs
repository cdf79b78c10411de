using GovernanceConsole.Domain.Approvals;

namespace GovernanceConsole.Domain.Tests.Approvals;

public sealed class SeparationOfDutiesTests
{
    private static Candidate Somebody(string id, string[]? groups = null, string[]? vouchers = null, bool active = true, bool approver = true) =>
        new(id, active, approver, (groups ?? ["finance"]).ToHashSet(), vouchers ?? ["console"]);

    [Theory]
    [InlineData("mei", "console", "group:finance", null)]
    [InlineData("mei", "console", "approvers", null)]
    [InlineData("mei", "console", "group:security", "approval.not_asked")]
    [InlineData("mei", "console", "finance", "approval.not_asked")]
    [InlineData("mei", "console", "group:", "approval.not_asked")]
    [InlineData("ana", "console", "group:finance", "approval.own_agent")]
    [InlineData("mei", "ana", "group:finance", "approval.vouched_by_owner")]
    [InlineData("tom", "console", "group:finance", "approval.already_signed")]
    [InlineData("mei", "tom", "group:finance", "approval.vouched_by_voter")]
    [InlineData("ida", "console", "group:finance", "approval.vouched_by_voter")]
    public void Vote_CountsOrSaysWhyNot(string person, string voucher, string target, string? code)
    {
        var refusal = SeparationOfDuties.Objects(Somebody(person), voucher, target, ["ana"], [new CastVote("tom", "ida")]);

        Assert.Equal(code, refusal?.Code);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void SuspendedOrWithoutTheRole_DoesNotCount(bool active, bool approver) =>
        Assert.Equal("approval.not_approver", SeparationOfDuties.Objects(Somebody("mei", active: active, approver: approver), "console", "approvers", [], [])?.Code);

    [Fact]
    public void TwoWhoVouchedForEachOther_CannotFillAQuorumOfTwo()
    {
        Candidate[] people = [Somebody("mei"), Somebody("pia", vouchers: ["mei"]), Somebody("ana")];

        Assert.True(SeparationOfDuties.CanMeet(1, people, "group:finance", ["ana"]));
        Assert.False(SeparationOfDuties.CanMeet(2, people, "group:finance", ["ana"]));
        Assert.True(SeparationOfDuties.CanMeet(2, [.. people, Somebody("tom")], "group:finance", ["ana"]));
    }

    [Fact]
    public void SecondPasskeyWithAnotherVoucher_MakesAPersonEligible() =>
        Assert.True(SeparationOfDuties.CanMeet(1, [Somebody("mei", vouchers: ["ana", "console"])], "group:finance", ["ana"]));
}
