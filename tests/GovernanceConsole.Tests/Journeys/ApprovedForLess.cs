using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Evidence;
using GovernanceConsole.Features.Evidence;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>An approver signs for less than was asked: the agent sees it, the tool may do no more, and the receipt says so.</summary>
public sealed class ApprovedForLess
{
    private static string AtMost(string value) => $$$"""[{"pointer":"/parameters/amount","op":"lte","value":{"value":"{{{value}}}","currency":"EUR"}}]""";

    private static JsonNode Executed(string value) => Payments.Wire(value)["parameters"]!;

    [Fact]
    public async Task LowerAmount_IsAllThatIsRedeemed()
    {
        await using var town = await Town.Open();
        var id = await town.Pending("7480.00");
        Assert.Null((await town.Mei.ApprovesLess(id, AtMost("5000.00"))).Refusal);

        var seen = await town.Clerk.Looks(id);
        Assert.Equal("lte", (string?)seen.Json["grant"]!["constraints"]![0]!["op"]);
        foreach (var tooMuch in new[] { Executed("7480.00"), Executed("5000.01") })
            Assert.Equal((409, "parameters_mismatch"), await town.Spend(id, tooMuch) is var refused ? (refused.Status, refused.Problem) : default);
        var spent = await town.Spend(id, Executed("4999.00"));

        Assert.Equal(200, spent.Status);
        Assert.Equal("4999.00", (string?)spent.Json["effective"]!["parameters"]!["amount"]!["value"]);
        Assert.Equal("7480.00", (string?)spent.Json["intent"]!["parameters"]!["amount"]!["value"]);
        var receipt = (await town.World.Get<PrintReceipt>().Handle(town.Ada.Actor, id)).Value;
        var verdict = ReceiptVerification.Verify(receipt);
        Assert.True(verdict.Holds, string.Join(", ", verdict.Checks.Where(check => check.State == CheckState.Failed)));
        // A receipt that leaves the limit out does not verify.
        Assert.False(ReceiptVerification.Verify(receipt with { Grant = receipt.Grant! with { Constraints = [] } }).Holds);
    }

    [Fact]
    public async Task SecondSigner_SeesAndTakesOverWhatTheFirstNarrowed()
    {
        await using var town = await Town.Open();
        var id = await town.Pending("12500.00");
        var stale = await town.Tom.Opens(id);
        await town.Mei.ApprovesLess(id, AtMost("9000.00"));

        Assert.Equal("approval.changed", (await town.Tom.Signs(stale)).Refusal?.Code);
        Assert.Contains("9000.00", (await town.Tom.Opens(id)).Display.Context.Constraints, StringComparison.Ordinal);
        Assert.NotNull((await town.Tom.ApprovesLess(id, AtMost("8000.00"))).Value.GrantId);

        Assert.Equal(2, (await town.Clerk.Looks(id)).Json["grant"]!["constraints"]!.AsArray().Count);
        Assert.Equal(409, (await town.Spend(id, Executed("8500.00"))).Status);
        Assert.Equal(200, (await town.Spend(id, Executed("8000.00"))).Status);
    }

    [Theory]
    [InlineData("""[{"pointer":"/parameters/amount","op":"lte","value":{"value":"99999.00","currency":"EUR"}}]""")]
    [InlineData("""[{"pointer":"/parameters/beneficiary/iban","op":"lte","value":"DE02120300000000202051"}]""")]
    [InlineData("""[{"pointer":"/parameters/amount","op":"gte","value":{"value":"1.00","currency":"EUR"}}]""")]
    [InlineData("""{}""")]
    [InlineData("""[],"more":[]""")]
    [InlineData("""nonsense""")]
    public async Task AnythingThatDoesNotNarrow_IsNotSigned(string narrowing)
    {
        await using var town = await Town.Open();
        var id = await town.Pending();

        Assert.Equal("approval.bad_constraint", (await town.Mei.ApprovesLess(id, narrowing)).Refusal?.Code);
        Assert.Equal("pending", (await town.Clerk.Looks(id))["status"]);
    }

    [Fact]
    public async Task AgentThatCannotUseLess_Withdraws()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        await town.Mei.ApprovesLess(id, AtMost("1.00"));

        Assert.Equal("withdrawn", (await town.Clerk.Withdraws(id))["status"]);
        Assert.Equal("access_denied", (await town.Clerk.Claims(id))["error"]);
    }
}
