using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.KillSwitch;
using GovernanceConsole.Platform;
using GovernanceConsole.Tests.Features.Tokens;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Counterparts;

/// <summary>@microsoft/signalr is told of stops and confirms them, by WebSockets and by long polling: a client that is not ours.</summary>
public sealed class StopsCounterpartTests(TokenWorld world) : IClassFixture<TokenWorld>
{
    [Fact]
    public async Task SignalRClient_IsToldAtOnce_AndConfirms()
    {
        var first = await Place(StopScope.Everything, "everything");
        var script = Node.Run("stops.mjs", new JsonObject
        {
            ["issuer"] = world.Issuer,
            ["point"] = new JsonObject { ["id"] = world.Bank.Id, ["pem"] = world.Bank.Key.ExportPkcs8PrivateKeyPem() },
            ["first"] = first,
        }.ToJsonString());

        // Its confirmation of the first says that it listens.
        while (!script.IsCompleted && !await Confirmed(first))
            await Task.Delay(50);
        var second = await Place(new StopScope(StopReach.Tool, TokenWorld.Tool), "the bank");
        var output = JsonNode.Parse(await script)!;

        Assert.Equal((true, second), ((bool)output["ok"]!, (string?)output["second"]));
        Assert.True(await Confirmed(second));
    }

    private async Task<string> Place(StopScope scope, string words)
    {
        var placed = await world.Get<Work>().Do<Stop>(Actor.Person(world.Operator), act => PlaceStop.Place(act, new SignedStop(act.Ids.New(Ids.Stop), scope, "Tried.", null), words, [], []));
        return placed.Value.Id;
    }

    private async Task<bool> Confirmed(string stopId)
    {
        await using var db = world.Get<Data.Database>().Read();
        return await db.StopConfirmations.AnyAsync(c => c.StopId == stopId && c.PointId == world.Bank.Id && c.ConfirmedAt != null);
    }
}
