using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Features.Policy.Activation;
using GovernanceConsole.Features.Policy.Bundles;

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

    /// <summary>A bundle is taken in and proposed by Olga, and signed by a second operator; it decides from then on.</summary>
    public async Task Activates(BundleFiles files)
    {
        var omar = await SecondOperator();
        Assert.Null((await World.Get<ImportBundle>().Handle(World.Olga.Actor, files, "upload", null)).Refusal);
        var proposed = await World.Get<ProposeActivation>().Handle(World.Olga.Actor, files.Digest);
        Assert.True(!proposed.IsRefused, proposed.Refusal?.ToString());
        var signed = await Signs(omar, proposed.Value.Id);
        Assert.True(!signed.IsRefused, signed.Refusal?.ToString());
    }

    public async Task<Outcome<PolicyActivation>> Signs(WorldPerson person, string activationId)
    {
        var asked = await World.Get<SignActivation>().Open(person.Actor, activationId);
        return asked.IsRefused ? asked.Refusal : await World.Get<SignActivation>().Handle(person.Actor, activationId, asked.Value.Ceremony, person.Key.Get(asked.Value.Options));
    }

    /// <summary>The files of the bundle that decides now.</summary>
    public async Task<BundleFiles> Active()
    {
        await using var db = World.Read();
        return (await World.Get<Bundles>().Find((await ActivePolicy.Read(db)).Bundle!.Digest))!.Files;
    }

    public async Task<WorldPerson> SecondOperator() => _omar ??= await World.Person("Omar Haddad", [Role.Operator]);

    private WorldPerson? _omar;

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
