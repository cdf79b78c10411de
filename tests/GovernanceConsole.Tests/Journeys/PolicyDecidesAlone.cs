using GovernanceConsole.Features.Evidence;
using GovernanceConsole.Domain.Evidence;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>What passes without asking anybody, what never passes, and what only looks small.</summary>
public sealed class PolicyDecidesAlone(OpenTown open) : IClassFixture<OpenTown>
{
    [Fact]
    public async Task SmallPaymentToAKnownAccount_IsGrantedAtOnceAndSpentOnce()
    {
        var account = open.FreshAccount();
        var known = await Known(account, "300.00");

        var declared = await open.Town.Clerk.Declares(Payments.Wire("240.00", account));
        Assert.Equal((201, "granted", "agent-only"), (declared.Status, declared["status"], (string?)declared.Json["grant"]!["acr"]));
        var redeemed = await open.Town.Spend(declared["id"]!, Payments.Wire("240.00", account)["parameters"]!);

        Assert.True(redeemed.Status == 200, redeemed.Json.ToJsonString());
        Assert.Equal("agent-only", redeemed["acr"]);
        Assert.Empty(redeemed.Json["approvals"]!.AsArray());
        Assert.Equal("redeemed", (await open.Town.Clerk.Looks(declared["id"]!))["status"]);
        Assert.Equal("invalid_grant", (await open.Town.Clerk.Claims(declared["id"]!))["error"]);
        await using var db = open.World.Read();
        Assert.DoesNotContain(db.QueueItems, q => q.IntentId == declared["id"]);
        Assert.Contains(db.QueueItems, q => q.IntentId == known);
        var receipt = ReceiptReader.Read((await open.World.Get<PrintReceipt>().Handle(open.Town.Ada.Actor, declared["id"]!)).Value.Write()).Value;
        Assert.True(ReceiptVerification.Verify(receipt).Holds);
    }

    [Fact]
    public async Task PaymentSplitIntoSmallOnes_IsAskedAboutWhenTheSumIsLarge()
    {
        var account = open.FreshAccount();
        await Known(account, "1400.00");

        var said = new List<string?>();
        for (var i = 0; i < 5; i++)
            said.Add((await open.Town.Clerk.Declares(Payments.Wire($"900.0{i}", account)))["status"]); // the very same twice would be told that it waits already

        // 1,400 + 4 × 900 reaches the 5,000 of a day.
        Assert.Equal(["granted", "granted", "granted", "pending", "pending"], said);
    }

    [Fact]
    public async Task Burst_IsDenied_AndTheAgentLearnsNoThreshold()
    {
        var agent = await open.World.Agent("runaway", open.Town.Ana);
        Answered last = null!;
        for (var i = 0; i < 60; i++)
            last = await agent.Declares(Payments.Wire("10.00", open.FreshAccount()));

        Assert.Equal((201, "denied", "denied_by_policy", "changed_facts"), (last.Status, last["status"], (string?)last.Json["outcome"]!["code"], (string?)last.Json["outcome"]!["retry"]));
        Assert.Null(last.Json["grant"]);
        foreach (var secret in new[] { "60", "burst", "hour", "payments." })
            Assert.DoesNotContain(secret, last.Json["outcome"]!.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("access_denied", (await agent.Claims(last["id"]!))["error"]);
        Assert.Equal("pending", (await open.Town.Clerk.Declares(Payments.Wire("10.00", open.FreshAccount())))["status"]);
    }

    [Fact]
    public async Task BurstAtOnce_CannotSeePastItself()
    {
        var agent = await open.World.Agent("swarm", open.Town.Ana);
        await agent.ConsoleToken();

        var answers = await Task.WhenAll(Enumerable.Range(0, 70).Select(_ => agent.Declares(Payments.Wire("10.00", open.FreshAccount()))));

        Assert.Equal((59, 11), (answers.Count(a => a["status"] == "pending"), answers.Count(a => a["status"] == "denied")));
    }

    /// <summary>A first payment to the account, signed and spent.</summary>
    private async Task<string> Known(string account, string value)
    {
        var id = await open.Town.Pending(value, account);
        Assert.False((await open.Town.Mei.Approves(id)).IsRefused);
        Assert.Equal(200, (await open.Town.Spend(id, Payments.Wire(value, account)["parameters"]!)).Status);
        return id;
    }
}
