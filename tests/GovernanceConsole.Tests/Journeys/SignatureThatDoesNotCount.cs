using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Approvals;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>Every way a signature must not become a grant.</summary>
public sealed class SignatureThatDoesNotCount
{
    public static TheoryData<string, Mischief> Lies => new()
    {
        { "webauthn.user_verification", new Mischief { NoUserVerification = true } },
        { "webauthn.user_presence", new Mischief { NoUserPresence = true } },
        { "webauthn.origin", new Mischief { Origin = "https://evil.console.example" } },
        { "webauthn.rp_id", new Mischief { RpId = "evil.example" } },
        { "webauthn.challenge", new Mischief { Challenge = new byte[32] } },
        { "webauthn.type", new Mischief { Type = "webauthn.create" } },
        { "webauthn.cross_origin", new Mischief { CrossOrigin = true } },
        { "webauthn.signature", new Mischief { SignsSomethingElse = true } },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task LyingAuthenticator_IsRefusedAndNothingIsRecorded(string code, Mischief lie)
    {
        await using var town = await Town.Open();
        var id = await town.Pending();

        var refused = await town.Mei.Approves(id, lie);

        Assert.Equal(code, refused.Refusal?.Code);
        await using var db = town.World.Read();
        Assert.Empty(db.SignedApprovals);
        Assert.Equal("pending", (await town.Clerk.Looks(id))["status"]);
        Assert.False((await town.Mei.Approves(id)).IsRefused);
    }

    [Fact]
    public async Task CounterThatWentBack_IsRefused()
    {
        await using var town = await Town.Open();
        var first = await town.Pending();
        await town.Mei.Approves(first);
        var second = await town.Pending("6000.00");

        var refused = await town.Mei.Approves(second, new Mischief { Counter = 1 });

        Assert.Equal("webauthn.counter", refused.Refusal?.Code);
    }

    [Fact]
    public async Task SameAnswerTwice_CountsOnce()
    {
        await using var town = await Town.Open();
        var id = await town.Pending("12500.00");
        var begun = await town.Mei.Begins(await town.Mei.Opens(id));
        var answer = town.Mei.Key.Get(begun.Value.Options);
        var sign = town.World.Get<SignApproval>();

        var both = await Task.WhenAll(sign.Handle(town.Mei.Actor, begun.Value.CeremonyId, answer), sign.Handle(town.Mei.Actor, begun.Value.CeremonyId, answer));

        Assert.Single(both, b => !b.IsRefused);
        await using var db = town.World.Read();
        Assert.Single(db.SignedApprovals);
    }

    [Fact]
    public async Task DenialCaptured_NeverBecomesAnApproval()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        var card = await town.Mei.Opens(id);
        var deny = await town.Mei.Begins(card, ApprovalVerdict.Deny);
        var approve = await town.Mei.Begins(card);

        var crossed = await town.World.Get<SignApproval>().Handle(town.Mei.Actor, approve.Value.CeremonyId, town.Mei.Key.Get(deny.Value.Options));

        Assert.Equal("webauthn.challenge", crossed.Refusal?.Code);
    }

    [Fact]
    public async Task OwnerOfTheAgent_CannotSign()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();

        var refused = await town.Ana.Approves(id);

        Assert.Equal("approval.own_agent", refused.Refusal?.Code);
    }

    [Fact]
    public async Task PasskeyThatTheOwnerVouchedFor_DoesNotCount()
    {
        await using var town = await Town.Open();
        var friend = await town.World.Person("Finn Friend", [Role.Approver], ["finance"], vouchedBy: town.Ana.Id);
        var id = await town.Pending();

        var refused = await friend.Approves(id);

        Assert.Equal("approval.vouched_by_owner", refused.Refusal?.Code);
    }

    [Fact]
    public async Task VoterAndTheirVoucher_CountAsOne()
    {
        await using var town = await Town.Open();
        var protege = await town.World.Person("Pia Protege", [Role.Approver], ["finance"], vouchedBy: town.Mei.Id);
        var id = await town.Pending("12500.00");
        await town.Mei.Approves(id);

        var refused = await protege.Approves(id);

        Assert.Equal("approval.vouched_by_voter", refused.Refusal?.Code);
    }

    [Fact]
    public async Task PersonOutsideTheTarget_DoesNotEvenSeeIt()
    {
        await using var town = await Town.Open();
        var stranger = await town.World.Person("Sam Stranger", [Role.Approver], ["security"]);
        var id = await town.Pending();

        var seen = await town.World.Get<ShowCard>().Handle(stranger.Actor, id);

        Assert.Equal("not_found", seen.Refusal?.Code);
    }

    [Fact]
    public async Task RecipientPaidMeanwhile_TheCardIsShownAgain()
    {
        await using var town = await Town.Open();
        var one = await town.Pending("7480.00");
        var two = await town.Pending("7481.00");
        var card = await town.Mei.Opens(two);
        Assert.Contains(card.Display.Flags, f => f.Code == "first_recipient");
        await town.Mei.Approves(one);
        await town.Spend(one);

        var refused = await town.Mei.Signs(card);

        Assert.Equal("approval.changed", refused.Refusal?.Code);
        Assert.False((await town.Mei.Approves(two)).IsRefused);
    }

    [Fact]
    public async Task SomebodyElseSignedMeanwhile_TheSlotIsTaken()
    {
        await using var town = await Town.Open();
        var id = await town.Pending("12500.00");
        var begun = await town.Mei.Begins(await town.Mei.Opens(id));
        await town.Tom.Approves(id);

        var refused = await town.Mei.Answers(begun.Value);

        Assert.Equal("approval.changed", refused.Refusal?.Code);
        Assert.Equal(IntentStatus.Granted, (await town.Mei.Approves(id)).Value.Status);
    }

    [Fact]
    public async Task TimeRunsOut_NothingIsGranted()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        var begun = await town.Mei.Begins(await town.Mei.Opens(id));
        await town.World.FastForward(TimeSpan.FromMinutes(6));
        Assert.True((await town.Mei.Answers(begun.Value)).IsRefused);

        await town.World.FastForward(TimeSpan.FromDays(8));

        var seen = await town.Clerk.Looks(id);
        Assert.Equal(("expired", "expired_unanswered"), (seen["status"], (string?)seen.Json["outcome"]!["code"]));
        Assert.Equal("approval.closed", (await town.Mei.Approves(id)).Refusal?.Code);
    }

    [Fact]
    public async Task RoleTakenAwayWhileTheCardIsOpen_IsRefused()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        var begun = await town.Mei.Begins(await town.Mei.Opens(id));
        await town.World.Get<GovernanceConsole.Platform.Work>().Do<Domain.Done>(Actor.Console, act =>
        {
            foreach (var holding in act.Db.RoleHoldings.Where(h => h.PersonId == town.Mei.Id))
                holding.UntilAt = act.Now;
            act.Audit(GovernanceConsole.Platform.AuditTypes.RoleEnded, town.Mei.Id);
            return Task.FromResult<Domain.Outcome<Domain.Done>>(new Domain.Done());
        });

        var refused = await town.Mei.Answers(begun.Value);

        Assert.Equal("not_allowed", refused.Refusal?.Code);
    }
}
