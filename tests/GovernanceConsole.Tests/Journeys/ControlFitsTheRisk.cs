using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Evidence;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Approvals;
using GovernanceConsole.Features.Evidence;
using GovernanceConsole.Features.Queue;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>Confirming and four eyes are two controls, and the passkey that is needed follows the risk: policy chooses, the host only raises.</summary>
public sealed class ControlFitsTheRisk
{
    [Fact]
    public async Task Confirming_IsTheOwnersOwn_AndWorthNoMoreThanThat()
    {
        await using var town = await Town.Open();
        await town.Activates(TestBundle.Of(TestBundle.Requires("""{"control": "confirm"}""")));
        var id = await town.Pending();

        Assert.Contains((await town.World.Get<ListQueue>().Handle(town.Ana.Actor, new QueueQuery(QueueView.Mine))).Value.Items, item => item.IntentId == id);
        // Nobody else was asked, so for other approvers it does not exist.
        Assert.Equal("not_found", (await town.World.Get<ShowCard>().Handle(town.Mei.Actor, id)).Refusal?.Code);
        Assert.NotNull((await town.Ana.Approves(id)).Value.GrantId);

        Assert.Equal("human-approved", (string?)(await town.Clerk.Looks(id)).Json["grant"]!["acr"]);
        Assert.Equal(200, (await town.Spend(id)).Status);
        var verdict = ReceiptVerification.Verify((await town.World.Get<PrintReceipt>().Handle(town.Ada.Actor, id)).Value);
        Assert.True(verdict.Holds, string.Join(", ", verdict.Checks.Where(check => check.State == CheckState.Failed)));
    }

    [Theory]
    [InlineData("high")]
    [InlineData("critical")]
    public async Task HighRisk_IsNeverConfirmedByTheOwner(string risk)
    {
        await using var town = await Town.Open();
        await town.Activates(TestBundle.Of(TestBundle.Requires("""{"control": "confirm"}""", risk)));
        var id = await town.Pending();

        Assert.Equal("approval.own_agent", (await town.Ana.Approves(id)).Refusal?.Code);
        var first = await town.Mei.Approves(id);
        Assert.Equal(risk == "critical", first.Value.GrantId is null);
        if (risk == "critical")
            Assert.NotNull((await town.Tom.Approves(id)).Value.GrantId);
    }

    [Fact]
    public async Task HighRisk_TakesAPasskeyThatStaysOnItsDevice()
    {
        await using var town = await Town.Open();
        var syn = await town.World.Person("Syn Cloud", [Role.Approver], ["finance"], authenticator: new SoftAuthenticator(World.World.Issuer, backupEligible: true));
        await town.Activates(TestBundle.Of(TestBundle.Requires("""{"quorum": 1}""", "high")));
        var id = await town.Pending();

        Assert.Equal("approval.not_device_bound", (await syn.Approves(id)).Refusal?.Code);
        Assert.NotNull((await town.Mei.Approves(id)).Value.GrantId);
    }

    [Fact]
    public async Task WhereNobodyHasSuchAPasskey_TheAgentIsToldAtOnce_AndTheInstallationMayAskForLess()
    {
        await using var strict = await World.World.Open();
        await using var lenient = await World.World.Open("--Policy:Assurance:High", "passkey");
        foreach (var (world, status) in new[] { (strict, 422), (lenient, 201) })
        {
            var ana = await world.Person("Ana Ruiz", [Role.Approver]);
            await world.Person("Syn Cloud", [Role.Approver], ["finance"], authenticator: new SoftAuthenticator(World.World.Issuer, backupEligible: true));
            await world.Point("bank", World.World.Bank);
            var agent = await world.Agent("ap-clerk", ana, tier: Domain.Policy.Risk.High);
            Assert.Equal(status, (await agent.Declares(Payments.Wire())).Status);
        }
    }
}
