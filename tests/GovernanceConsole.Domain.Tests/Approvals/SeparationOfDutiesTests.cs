using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Tests.Approvals;

public sealed class SeparationOfDutiesTests
{
    private static Candidate Somebody(string id, string[]? groups = null, string[]? vouchers = null, bool active = true, bool approver = true, bool deviceBound = true, AwayCandidate[]? standsInFor = null) =>
        new(id, active, approver, (groups ?? ["finance"]).ToHashSet(), [.. (vouchers ?? ["console"]).Select(voucher => new Vouched(voucher, deviceBound))], standsInFor);

    private static ApprovalGate Gate(string asked, string quorum = "1 of asked", Control control = Control.FourEyes, string assurance = "passkey") =>
        new(asked, new Requirement(Quorum.Parse(quorum), control, assurance), new RequesterChain(["ana"], ["pol"]));

    private static CastVote Vote(string personId, string voucherId = "console", string? forId = null, string[]? seats = null) => new(personId, voucherId, forId, seats ?? ["asked"]);

    [Theory]
    [InlineData("mei", "console", "group:finance", null)]
    [InlineData("mei", "console", "approvers", null)]
    [InlineData("mei", "console", "group:security", "approval.not_asked")]
    [InlineData("mei", "console", "finance", "approval.not_asked")]
    [InlineData("mei", "console", "group:", "approval.not_asked")]
    [InlineData("ana", "console", "group:finance", "approval.own_agent")]
    [InlineData("pol", "console", "group:finance", "approval.own_policy")]
    [InlineData("mei", "ana", "group:finance", "approval.vouched_by_owner")]
    [InlineData("tom", "console", "group:finance", "approval.already_signed")]
    [InlineData("mei", "tom", "group:finance", "approval.vouched_by_voter")]
    [InlineData("ida", "console", "group:finance", "approval.vouched_by_voter")]
    public void Vote_CountsOrSaysWhyNot(string person, string voucher, string target, string? code)
    {
        var refusal = SeparationOfDuties.Objects(Somebody(person), new Vouched(voucher), Gate(target), [Vote("tom", "ida")]);

        Assert.Equal(code, refusal?.Code);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void SuspendedOrWithoutTheRole_DoesNotCount(bool active, bool approver) =>
        Assert.Equal("approval.not_approver", SeparationOfDuties.Objects(Somebody("mei", active: active, approver: approver), new Vouched("console"), Gate("approvers"), [])?.Code);

    [Theory]
    [InlineData("ana", "ana", Control.Confirm, null)]
    [InlineData("pol", "console", Control.Confirm, null)]
    [InlineData("tom", "console", Control.Confirm, "approval.already_signed")]
    [InlineData("ana", "console", Control.FourEyes, "approval.own_agent")]
    public void Confirming_LetsTheOwnerSign_AndNobodyTwice(string person, string voucher, Control control, string? code) =>
        Assert.Equal(code, SeparationOfDuties.Objects(Somebody(person), new Vouched(voucher), Gate("approvers", control: control), [Vote("tom")])?.Code);

    [Theory]
    [InlineData("passkey", false, null)]
    [InlineData("device-bound", true, null)]
    [InlineData("device-bound", false, "approval.not_device_bound")]
    [InlineData("two-people", false, "approval.not_device_bound")]
    public void Assurance_WantsThePasskeyItNames(string assurance, bool deviceBound, string? code) =>
        Assert.Equal(code, SeparationOfDuties.Objects(Somebody("mei"), new Vouched("console", deviceBound), Gate("approvers", assurance: assurance), [])?.Code);

    [Theory]
    [InlineData("ana", "approval.stands_in_for_owner")]
    [InlineData("pol", "approval.stands_in_for_policy_author")]
    [InlineData("tom", "approval.stands_in_for_owner")]
    public void DelegateOfSomebodyBehindIt_DoesNotCount(string away, string code)
    {
        // Tom is away for Ana: whoever answers for Tom answers for her, too.
        AwayCandidate[] standsIn = [new(away == "tom" ? ["tom", "ana"] : [away], new HashSet<string> { "finance" })];

        Assert.Equal(code, SeparationOfDuties.Objects(Somebody("mei", standsInFor: standsIn), new Vouched("console"), Gate("group:finance"), [])?.Code);
    }

    [Fact]
    public void TwoWhoVouchedForEachOther_CannotFillAQuorumOfTwo()
    {
        Candidate[] people = [Somebody("mei"), Somebody("pia", vouchers: ["mei"]), Somebody("ana")];

        Assert.True(SeparationOfDuties.CanMeet(Gate("group:finance"), people));
        Assert.False(SeparationOfDuties.CanMeet(Gate("group:finance", "2 of asked"), people));
        Assert.True(SeparationOfDuties.CanMeet(Gate("group:finance", "2 of asked"), [.. people, Somebody("tom")]));
    }

    [Fact]
    public void SecondPasskeyWithAnotherVoucher_MakesAPersonEligible() =>
        Assert.True(SeparationOfDuties.CanMeet(Gate("group:finance"), [Somebody("mei", vouchers: ["ana", "console"])]));

    [Theory]
    [InlineData("2 of finance and 1 of security", "mei:finance tom:finance kai:security", true)]
    [InlineData("2 of finance and 1 of security", "mei:finance tom:finance,security", false)]
    [InlineData("2 of finance and 1 of security", "mei:finance tom:finance,security kai:finance", true)]
    [InlineData("2 of finance and 1 of security", "mei:finance ana:finance kai:security", false)]
    [InlineData("2 of finance and 1 of security", "mei:finance pol:finance kai:security", false)]
    [InlineData("1 of board or 2 of finance", "mei:finance tom:finance", true)]
    [InlineData("1 of board or 2 of finance", "mei:finance", false)]
    [InlineData("1 of security and 1 of asked", "mei:security", false)]
    [InlineData("1 of security and 1 of asked", "mei:security tom:nobody", true)]
    public void Expression_CanBeMetByDistinctPeopleOfTheGroups(string quorum, string people, bool can) =>
        Assert.Equal(can, SeparationOfDuties.CanMeet(Gate("approvers", quorum), [.. people.Split(' ').Select(one => one.Split(':')).Select(one => Somebody(one[0], one[1].Split(',')))]));

    [Fact]
    public void TooManyWaysToTry_IsNo()
    {
        // Four of five seats of a small group can be filled by any four of forty others: every way ends without the fifth.
        Candidate[] people = [.. Enumerable.Range(0, 40).Select(i => Somebody($"f{i}")), .. Enumerable.Range(0, 4).Select(i => Somebody($"s{i}", ["security"]))];

        Assert.False(SeparationOfDuties.CanMeet(Gate("approvers", "4 of finance and 5 of security"), people));
    }

    [Theory]
    [InlineData("finance", true, 1)]
    [InlineData("security", true, 0)]
    [InlineData("finance", false, 0)]
    public void VoteOfSomebodyWhoLeftMeanwhile_DoesNotCountAnyMore(string groupNow, bool stillThere, int counting)
    {
        Candidate[] now = stillThere ? [Somebody("mei", [groupNow])] : [];

        var seats = SeparationOfDuties.StillCounting(Gate("group:finance", "2 of finance"), now, [Vote("mei", seats: ["finance"])]);

        Assert.Equal(counting, seats.Count(each => each.Count > 0));
    }

    [Fact]
    public void VoteOfSomebodyWhoCameToOwnTheAgent_DoesNotCountAnyMore() =>
        Assert.Empty(SeparationOfDuties.StillCounting(Gate("approvers"), [Somebody("ana")], [Vote("ana")]).Single());
}
