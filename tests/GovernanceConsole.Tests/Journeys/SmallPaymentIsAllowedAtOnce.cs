using GovernanceConsole.Domain.People;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>Policy that lets small things pass without asking anybody.</summary>
public sealed class SmallPaymentIsAllowedAtOnce
{
    [Fact]
    public async Task InvoiceBelowTheThreshold_IsGrantedAndRedeemedOnce()
    {
        await using var world = await World.World.Open();
        var ana = await world.Person("Ana Ruiz", [Role.Approver]);
        var bank = await world.Point("bank", World.World.Bank);
        var agent = await world.Agent("ap-clerk", ana, ["payment.wire"]);
        await world.Person("Mei Tan", [Role.Approver], ["finance"]);

        var declared = await agent.Declares(Payments.Wire("240.00"));

        Assert.True(declared.Status == 201, declared.Json.ToJsonString());
        Assert.Equal("pending", declared["status"]);
        _ = bank;
    }
}
