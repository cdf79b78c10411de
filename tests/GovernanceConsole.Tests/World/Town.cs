using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Tests.World;

/// <summary>A small company: an owner, two of finance, an auditor, a bank and a payment agent.</summary>
internal sealed record Town(World World, WorldPerson Ana, WorldPerson Mei, WorldPerson Tom, WorldPerson Ada, WorldPoint Bank, WorldAgent Clerk) : IAsyncDisposable
{
    public static async Task<Town> Open(params string[] settings) => await Settle(await World.Open(settings));

    /// <summary>People and clients of the town move into a console.</summary>
    public static async Task<Town> Settle(World world)
    {
        var ana = await world.Person("Ana Ruiz", [Role.Approver], ["finance"]);
        var mei = await world.Person("Mei Tan", [Role.Approver], ["finance", "security"]);
        var tom = await world.Person("Tom Eck", [Role.Approver], ["finance"]);
        var ada = await world.Person("Ada Nagy", [Role.Auditor]);
        var bank = await world.Point("bank", World.Bank);
        return new Town(world, ana, mei, tom, ada, bank, await world.Agent("ap-clerk", ana));
    }

    /// <summary>Declares a payment and answers its id.</summary>
    public async Task<string> Pending(string value = "7480.00", string iban = Payments.Nordwind)
    {
        var declared = await Clerk.Declares(Payments.Wire(value, iban));
        Assert.True(declared is { Status: 201 } && declared["status"] == "pending", declared.Json.ToJsonString());
        return declared["id"]!;
    }

    /// <summary>Exchanges and redeems what was granted.</summary>
    public async Task<Answered> Spend(string intentId, System.Text.Json.Nodes.JsonNode? parameters = null, string? key = null)
    {
        var claimed = await Clerk.Claims(intentId);
        Assert.True(claimed.Status == 200, claimed.Json.ToJsonString());
        var grantId = (string)claimed.Json["authorization_details"]![0]!["grant_id"]!;
        return await Bank.Redeems(grantId, claimed["access_token"]!, parameters ?? Payments.Wire("7480.00")["parameters"]!, key);
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
