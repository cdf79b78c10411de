using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Features.Evidence;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Counterparts;

/// <summary>@simplewebauthn/server verifies a stored approval and canonicalize agrees on every canonical document of its receipt: two implementations that are not ours.</summary>
public sealed class ReceiptCounterpartTests
{
    [Fact]
    public async Task SimpleWebAuthnAndCanonicalize_AgreeWithTheReceiptOfASignedPayment()
    {
        await using var town = await Town.Open();
        var intent = await town.Pending();
        Assert.False((await town.Mei.Approves(intent)).IsRefused);
        var receipt = (await town.World.Get<PrintReceipt>().Handle(town.Ada.Actor, intent)).Value;

        var output = JsonNode.Parse(await Node.Run("receipts.mjs", Encoding.UTF8.GetString(receipt.Write())))!;

        Assert.Equal(1, (int)output["approvals"]!);
    }
}
