using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Evidence;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Audit;
using GovernanceConsole.Features.Evidence;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>What the console prints about a decision is checked with nothing of the console but its log's public key.</summary>
public sealed class ReceiptStandsAlone
{
    [Fact]
    public async Task ReceiptOfADeclaredIntent_HoldsForAgentPointAndAuditor()
    {
        await using var world = await World.World.Open();
        var ana = await world.Person("Ana Ruiz", [Role.Approver]);
        var aud = await world.Person("Ida Lund", [Role.Auditor]);
        var bank = await world.Point("bank", World.World.Bank);
        var agent = await world.Agent("ap-clerk", ana, ["payment.wire"]);
        await world.Person("Mei Tan", [Role.Approver], ["finance"]);
        var intent = (await agent.Declares(Payments.Wire("240.00")))["id"]!;
        // What follows in the log must not disturb what is proven about the intent.
        await agent.Declares(Payments.Wire("250.00"));

        foreach (var client in new WorldClient[] { agent, bank })
        {
            var answer = await client.Send(HttpMethod.Get, $"/api/v1/intents/{intent}/receipt");
            Assert.True(answer.Status == 200, answer.Json.ToJsonString());
            AssertHolds(world, answer.Json);
            // An approver's private words stand in the details: they are for people of the console.
            Assert.All(answer.Json["log"]!["entries"]!.AsArray(), entry => Assert.Null(entry!["detail"]));
        }

        var printed = (await world.Get<PrintReceipt>().Handle(aud.Actor, intent)).Value;
        AssertHolds(world, JsonNode.Parse(printed.Write())!.AsObject());
        Assert.Contains(printed.Log.Entries, entry => entry.Detail is not null);
    }

    [Fact]
    public async Task ReceiptForSomebodyElse_DoesNotExist()
    {
        await using var world = await World.World.Open();
        var ana = await world.Person("Ana Ruiz", [Role.Approver]);
        await world.Point("bank", World.World.Bank);
        await world.Person("Mei Tan", [Role.Approver], ["finance"]);
        var other = await world.Point("directory", World.World.Directory);
        var agent = await world.Agent("ap-clerk", ana, ["payment.wire"]);
        var stranger = await world.Agent("billing", ana, ["payment.wire"]);
        var intent = (await agent.Declares(Payments.Wire("240.00")))["id"]!;

        foreach (var client in new WorldClient[] { stranger, other })
            Assert.Equal("not_found", (await client.Send(HttpMethod.Get, $"/api/v1/intents/{intent}/receipt")).Problem);
        using var nobody = await world.Http.GetAsync(new Uri($"/intents/{intent}/receipt.json", UriKind.Relative));
        Assert.Equal(401, (int)nobody.StatusCode);
    }

    private static void AssertHolds(World.World world, JsonObject receipt)
    {
        var read = ReceiptReader.Read(Encoding.UTF8.GetBytes(receipt.ToJsonString())).Value;
        var verdict = ReceiptVerification.Verify(read, world.Get<LogKey>().Public);
        Assert.Empty(verdict.Checks.Where(check => check.State == CheckState.Failed).Select(check => check.Name));
    }
}
