using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Evidence;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Features.Evidence;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>The main job: an agent's intent, a human's signature, a single-use token.</summary>
public sealed class PaymentIsSignedAndSpentOnce
{
    [Fact]
    public async Task ApprovedPayment_IsRedeemedOnceAndItsReceiptVerifies()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();

        var signed = await town.Mei.Approves(id);
        Assert.False(signed.IsRefused, signed.Refusal?.Message);
        Assert.Equal(IntentStatus.Granted, signed.Value.Status);

        var redeemed = await town.Spend(id, key: "once");
        Assert.True(redeemed.Status == 200, redeemed.Json.ToJsonString());
        Assert.Equal("human-approved", redeemed["acr"]);
        Assert.Equal("7480.00", (string?)redeemed.Json["effective"]!["parameters"]!["amount"]!["value"]);

        var receipt = await town.World.Get<PrintReceipt>().Handle(town.Ada.Actor, id);
        var verdict = ReceiptVerification.Verify(ReceiptReader.Read(receipt.Value.Write()).Value);
        Assert.True(verdict.Holds, string.Join('\n', verdict.Checks.Where(c => c.State == CheckState.Failed).Select(c => c.Name + ": " + c.Rule)));
    }

    [Fact]
    public async Task SecondRedemptionWithAnotherKey_IsToldWhenAndByWhom()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        await town.Mei.Approves(id);
        var claimed = await town.Clerk.Claims(id);
        var grant = (string)claimed.Json["authorization_details"]![0]!["grant_id"]!;
        var parameters = Payments.Wire()["parameters"]!;

        var first = await town.Bank.Redeems(grant, claimed["access_token"]!, parameters, "first");
        var again = await town.Bank.Redeems(grant, claimed["access_token"]!, parameters, "first");
        var other = await town.Bank.Redeems(grant, claimed["access_token"]!, parameters, "second");

        Assert.Equal((200, "False"), (first.Status, first["replayed"] == "true" ? "True" : "False"));
        Assert.Equal((200, "true"), (again.Status, again["replayed"]));
        Assert.Equal((409, "already_redeemed"), (other.Status, other.Problem));
        Assert.Contains(town.Bank.Id, other.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SixtyFourParallelRedemptions_ExactlyOneSpends()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        await town.Mei.Approves(id);
        var claimed = await town.Clerk.Claims(id);
        var grant = (string)claimed.Json["authorization_details"]![0]!["grant_id"]!;
        await town.Bank.ConsoleToken();

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => town.Bank.Redeems(grant, claimed["access_token"]!, Payments.Wire()["parameters"]!, $"racer-{i}")));

        Assert.Single(answers, a => a.Status == 200);
        Assert.Equal(63, answers.Count(a => a.Problem == "already_redeemed"));
        await using var db = town.World.Read();
        Assert.Equal(1, db.LogEntries.Count(e => e.Type == "grant.redeemed"));
    }

    [Fact]
    public async Task ParametersChangedAtTheTool_NothingIsConsumed()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        await town.Mei.Approves(id);

        var changed = await town.Spend(id, Payments.Wire("7481.00")["parameters"]!);
        var honest = await town.Spend(id);

        Assert.Equal((409, "parameters_mismatch"), (changed.Status, changed.Problem));
        Assert.Equal(200, honest.Status);
    }

    [Fact]
    public async Task AgentRedeemingItsOwnGrant_IsNotLetIn()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        await town.Mei.Approves(id);
        var claimed = await town.Clerk.Claims(id);
        var grant = (string)claimed.Json["authorization_details"]![0]!["grant_id"]!;

        var answer = await town.Clerk.Send(HttpMethod.Post, $"/api/v1/grants/{grant}/redeem",
            new System.Text.Json.Nodes.JsonObject { ["action_token"] = claimed["access_token"], ["parameters"] = Payments.Wire()["parameters"]!.DeepClone() }.ToJsonString(), "self");

        Assert.Equal((403, "not_allowed"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task LargePayment_NeedsTwoPeopleAndSaysSo()
    {
        await using var town = await Town.Open();
        var id = await town.Pending("12500.00");

        var first = await town.Mei.Approves(id);
        Assert.Equal((IntentStatus.Pending, 1, 2), (first.Value.Status, first.Value.Votes, first.Value.Quorum));
        Assert.Equal("approval.already_signed", (await town.Mei.Approves(id)).Refusal?.Code);
        var second = await town.Tom.Approves(id);

        Assert.Equal(IntentStatus.Granted, second.Value.Status);
        Assert.Equal("multi-party-approved", (await town.Clerk.Looks(id)).Json["grant"]!["acr"]!.ToString());
    }

    [Fact]
    public async Task Denial_EndsItAndTellsTheAgentOnlyWhatItMayRead()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();

        var denied = await town.Mei.Denies(id, "Looks like the fraud of last week.", "Ask your owner before you try again.");
        var seen = await town.Clerk.Looks(id);

        Assert.Equal(ApprovalVerdict.Deny, denied.Value.Verdict);
        Assert.Equal(("denied", "Ask your owner before you try again."), (seen["status"], (string?)seen.Json["outcome"]!["message"]));
        Assert.DoesNotContain("fraud", seen.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("access_denied", (await town.Clerk.Claims(id))["error"]);
    }
}
