using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Evidence;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Approvals;
using GovernanceConsole.Features.Evidence;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy.Activation;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Features.Queue;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>A quorum over groups, who counts towards it, and what becomes of a vote whose person left.</summary>
public sealed class GroupsSignTogether
{
    private const string TwoAndOne = """{"quorum": "2 of finance and 1 of security"}""";

    [Fact]
    public async Task TwoOfFinanceAndOneOfSecurity_AreThreeDifferentPeople_AndTheReceiptProvesIt()
    {
        await using var town = await Town.Open();
        var fay = await town.World.Person("Fay Holm", [Role.Approver], ["finance"]);
        var ida = await town.World.Person("Ida Lund", [Role.Approver], ["finance"]);
        await town.Activates(TestBundle.Of(TestBundle.Requires(TwoAndOne)));
        var id = await town.Pending();
        Assert.Equal("2 of finance and 1 of security", (await town.Mei.Opens(id)).Deciding.Gate.Requirement.Quorum.Text);

        Assert.Null((await town.Tom.Approves(id)).Refusal);
        Assert.Null((await fay.Approves(id)).Refusal);
        Assert.Equal(["security"], (await ida.Opens(id)).Missing);
        var taken = await ida.Approves(id);
        Assert.Equal("approval.seat_taken", taken.Refusal?.Code);
        Assert.Equal("pending", (await town.Clerk.Looks(id))["status"]);
        var last = await town.Mei.Approves(id);

        Assert.NotNull(last.Value.GrantId);
        Assert.Equal("multi-party-approved", (string?)(await town.Clerk.Looks(id)).Json["grant"]!["acr"]);
        Assert.Equal(200, (await town.Spend(id)).Status);
        var receipt = (await town.World.Get<PrintReceipt>().Handle(town.Ada.Actor, id)).Value;
        var verdict = ReceiptVerification.Verify(ReceiptReader.Read(receipt.Write()).Value);
        Assert.True(verdict.Holds, string.Join(", ", verdict.Checks.Where(check => check.State == CheckState.Failed)));
        Assert.Contains(verdict.Checks, check => check is { Name: "quorum.met", State: CheckState.Holds });
        Assert.Equal(["finance", "finance", "finance security"], receipt.Approvals.OrderBy(a => a.Slot).Select(a => string.Join(' ', Domain.Intents.ApprovalStatement.Parse(a.Statement).Value.Seats.Order())));
    }

    [Fact]
    public async Task GroupsThatMustSign_AreAskedWhateverPolicyNames_AndNobodyElseMay()
    {
        await using var town = await Town.Open();
        var kai = await town.World.Person("Kai Berg", [Role.Approver], ["security"]);
        var leo = await town.World.Person("Leo Frey", [Role.Approver], ["legal"]);
        await town.Activates(TestBundle.Of(TestBundle.Requires(TwoAndOne, escalation: """[{"to": "group:finance", "within_seconds": 0}]""")));
        var id = await town.Pending();

        foreach (var (person, asked) in new[] { (town.Mei, true), (town.Tom, true), (kai, true), (leo, false), (town.Ana, false) })
            Assert.Equal(asked, (await town.World.Get<ListQueue>().Handle(person.Actor, new QueueQuery(QueueView.Mine))).Value.Items.Any(item => item.IntentId == id));
        Assert.Equal("not_found", (await town.World.Get<ShowCard>().Handle(leo.Actor, id)).Refusal?.Code);
    }

    [Fact]
    public async Task PersonWhoLeavesBetweenTwoVotes_DoesNotCountAnyMore()
    {
        await using var town = await Town.Open();
        var fay = await town.World.Person("Fay Holm", [Role.Approver], ["finance"]);
        await town.Activates(TestBundle.Of(TestBundle.Requires("""{"quorum": "2 of finance"}""")));
        var id = await town.Pending();
        await town.Tom.Approves(id);

        Assert.Null((await town.World.Get<LeaveGroup>().Handle(town.World.Olga.Actor, town.Tom.Id, "finance")).Refusal);
        var card = await town.Mei.Opens(id);
        Assert.Equal((2, 1), (card.Missing.Count, card.Lapsed.Count));
        var second = await town.Mei.Approves(id);
        Assert.Null(second.Refusal);
        Assert.Equal("pending", (await town.Clerk.Looks(id))["status"]);
        Assert.Equal(1, second.Value.Votes);

        Assert.NotNull((await fay.Approves(id)).Value.GrantId);
    }

    [Fact]
    public async Task QuorumThatNobodyCanMeet_IsRefusedAtOnce_AndSoIsThePolicyThatAsksForIt()
    {
        await using var town = await Town.Open();
        await town.Activates(TestBundle.Of(TestBundle.Requires("""{"quorum": concat(" ", ["3", "of", "security"])}""")));
        var declared = await town.Clerk.Declares(Payments.Wire());
        Assert.Equal((422, "no_eligible_approver"), (declared.Status, declared.Problem));

        var files = TestBundle.Of(TestBundle.Requires("""{"quorum": "3 of security"}"""), revision: "worse");
        await town.World.Get<ImportBundle>().Handle(town.World.Olga.Actor, files, "upload", null);
        var proposed = await town.World.Get<ProposeActivation>().Handle(town.World.Olga.Actor, files.Digest);
        Assert.Contains("3 of security", proposed.Refusal?.Errors?.Select(e => e.Message).Aggregate((a, b) => a + b), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralDenials_WhereConfigured_EndItOnlyTogether()
    {
        await using var town = await Town.Open();
        var fay = await town.World.Person("Fay Holm", [Role.Approver], ["finance"]);
        await town.Activates(TestBundle.Of(TestBundle.Requires("""{"quorum": "1 of finance", "denials": 2}""")));
        var (first, second) = (await town.Pending(), await town.Pending("6000.00"));

        Assert.Null((await town.Tom.Denies(first)).Refusal);
        Assert.Equal("pending", (await town.Clerk.Looks(first))["status"]);
        Assert.Equal("approval.already_signed", (await town.Tom.Approves(first)).Refusal?.Code);
        Assert.NotNull((await town.Mei.Approves(first)).Value.GrantId);
        var verdict = ReceiptVerification.Verify((await town.World.Get<PrintReceipt>().Handle(town.Ada.Actor, first)).Value);
        Assert.True(verdict.Holds, string.Join(", ", verdict.Checks.Where(check => check.State == CheckState.Failed)));

        await town.Tom.Denies(second);
        await fay.Denies(second);
        Assert.Equal("denied", (await town.Clerk.Looks(second))["status"]);
    }

    [Theory]
    [InlineData(false, "approval.own_policy")]
    [InlineData(true, null)]
    public async Task WhoMadeThePolicy_DoesNotApproveWhatItAsks_UnlessTheInstallationSaysSo(bool mayApprove, string? code)
    {
        await using var town = await Town.Open("--Policy:AuthorsMayApprove", mayApprove ? "true" : "false");
        var omar = await town.SecondOperator();
        var pia = await town.World.Person("Pia Roth", [Role.Operator, Role.Approver], ["finance"]);
        var files = TestBundle.Of(TestBundle.Requires("""{"quorum": "1 of finance"}"""));
        await town.World.Get<ImportBundle>().Handle(town.World.Olga.Actor, files, "upload", null);
        var proposed = await town.World.Get<ProposeActivation>().Handle(town.World.Olga.Actor, files.Digest);
        Assert.Null((await town.Signs(pia, proposed.Value.Id)).Refusal);
        var id = await town.Pending();

        Assert.Equal(code is null, (await town.World.Get<ListQueue>().Handle(pia.Actor, new QueueQuery(QueueView.Mine))).Value.Items.Any(item => item.IntentId == id));
        Assert.Equal(code, (await pia.Approves(id)).Refusal?.Code);
        // Another version in force: who made the one that asked is still behind it.
        var later = TestBundle.Of(TestBundle.Requires("""{"quorum": "1 of finance"}"""), revision: "later");
        await town.World.Get<ImportBundle>().Handle(town.World.Olga.Actor, later, "upload", null);
        var again = await town.World.Get<ProposeActivation>().Handle(town.World.Olga.Actor, later.Digest);
        Assert.Null((await town.Signs(omar, again.Value.Id)).Refusal);
        if (code is not null)
            Assert.Equal(code, (await pia.Approves(id)).Refusal?.Code);
    }
}
