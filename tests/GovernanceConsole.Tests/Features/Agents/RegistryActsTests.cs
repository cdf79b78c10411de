using System.Security.Cryptography;
using GovernanceConsole.Data;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Platform;
using GovernanceConsole.Tests.Features.Tokens;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Features.Agents;

/// <summary>Registering, changing and stopping agents and points on the assembled console.</summary>
public sealed class RegistryActsTests(TokenWorld world) : IClassFixture<TokenWorld>
{
    private Actor Operator => Actor.Person(world.Operator);

    private AgentSheet Sheet(string name) => new(name, world.Operator, "Pays what is due.", "prod", Risk.Elevated, ["payment.wire"], [TokenWorld.Tool]);

    [Fact]
    public async Task RegisteredAgent_CanAskForATokenAtOnce()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var entries = await world.CountEntries(AuditTypes.AgentRegistered);

        var id = await world.Get<RegisterAgent>().Handle(Operator, Sheet("fresh"), PublicJwk.Of(key).Json);

        Assert.NotEmpty(await new TestClient(id.Value, key, world).Token());
        Assert.Equal(entries + 1, await world.CountEntries(AuditTypes.AgentRegistered));
    }

    [Fact]
    public async Task KeyOfAnother_IsRefused_ForAgentsAndPointsAlike()
    {
        var jwk = PublicJwk.Of(world.Clerk.Key).Json;

        var agent = await world.Get<RegisterAgent>().Handle(Operator, Sheet("twin"), jwk);
        var point = await world.Get<RegisterPoint>().Handle(Operator, new PointSheet("twin-point", ["https://twin.example"]), jwk);

        Assert.Equal(AgentRefusals.KeyInUse.Message, agent.Refusal!.Message);
        Assert.Equal(AgentRefusals.KeyInUse.Message, point.Refusal!.Message);
    }

    [Theory]
    [InlineData("AP CLERK")]
    [InlineData("ap.clerk")]
    [InlineData("Bank")]
    public async Task NameThatReadsLikeAnothers_IsRefused(string name)
    {
        var outcome = await world.Get<RegisterAgent>().Handle(Operator, Sheet(name), NewJwk());

        Assert.Equal("/name", Assert.Single(outcome.Refusal!.Errors!).Pointer);
    }

    [Fact]
    public async Task EverythingWrong_IsToldAtOnce_AndNothingStored()
    {
        var size = await world.CountEntries(AuditTypes.AgentRegistered);

        var outcome = await world.Get<RegisterAgent>().Handle(Operator, Sheet("x") with { OwnerId = "per_unknown", Tools = ["https://unserved.example"] }, "{}");

        Assert.Equal(["/name", "/tools/0", "/owner_id", "/public_jwk"], outcome.Refusal!.Errors!.Select(e => e.Pointer));
        Assert.Equal(size, await world.CountEntries(AuditTypes.AgentRegistered));
    }

    [Fact]
    public async Task AudienceOfAnotherPoint_IsRefused()
    {
        var outcome = await world.Get<RegisterPoint>().Handle(Operator, new PointSheet("second bank", [TokenWorld.Tool]), NewJwk());

        Assert.Equal("/audiences/0", Assert.Single(outcome.Refusal!.Errors!).Pointer);
    }

    [Fact]
    public async Task NobodyButAnOperator_MayRegister()
    {
        foreach (var actor in new[] { Actor.Nobody, Actor.Console, world.Clerk.Actor(), Actor.Person("per_unknown") })
            Assert.True((await world.Get<RegisterAgent>().Handle(actor, Sheet("sneaky"), NewJwk())).IsRefused);
    }

    [Fact]
    public async Task ReplacedKey_CountsAtOnce_AndTheOldOneNeverAgain()
    {
        var agent = await world.AddAgent("rekeyed");
        var token = await agent.Token();
        using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.False((await world.Get<ReplaceAgentKey>().Handle(Operator, agent.Id, PublicJwk.Of(fresh).Json)).IsRefused);

        using var response = await agent.Get("/api/v1/test/agent", token);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("invalid_client", (string)(await agent.Post("/oauth/token", new() { ["grant_type"] = "client_credentials" })).Body["error"]!);
        Assert.NotEmpty(await new TestClient(agent.Id, fresh, world).Token());
        Assert.Equal(AgentRefusals.KeyInUse.Message, (await world.Get<ReplaceAgentKey>().Handle(Operator, agent.Id, PublicJwk.Of(agent.Key).Json)).Refusal!.Message);
    }

    [Fact]
    public async Task ChangeOverAnothersChange_IsRefused()
    {
        var agent = await world.AddAgent("changing");

        var first = await world.Get<ChangeAgent>().Handle(Operator, agent.Id, 1, Sheet("changing") with { Purpose = "Pays less." });
        var second = await world.Get<ChangeAgent>().Handle(Operator, agent.Id, 1, Sheet("changing") with { Purpose = "Pays more." });

        await using var db = world.Get<Database>().Read();
        Assert.Equal(2, first.Value);
        Assert.Equal("wrong_state", second.Refusal!.Code);
        Assert.Equal("Pays less.", (await db.Agents.SingleAsync(a => a.Id == agent.Id)).Purpose);
    }

    [Fact]
    public async Task SuspendingTwice_OrWithoutAReason_IsRefused()
    {
        var agent = await world.AddAgent("twice");

        Assert.Equal("invalid_field", (await world.Get<SuspendAgent>().Handle(Operator, agent.Id, " ")).Refusal!.Code);
        Assert.False((await world.Get<SuspendAgent>().Handle(Operator, agent.Id, "Enough.")).IsRefused);
        Assert.Equal("wrong_state", (await world.Get<SuspendAgent>().Handle(Operator, agent.Id, "Enough.")).Refusal!.Code);
    }

    private static string NewJwk()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return PublicJwk.Of(key).Json;
    }
}
