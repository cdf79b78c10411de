using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Platform;
using GovernanceConsole.Tests.Features.Tokens;

namespace GovernanceConsole.Tests.Features.Agents;

/// <summary>What the registry's pages are given to show, and to whom.</summary>
public sealed class RegistryReadsTests(TokenWorld world) : IClassFixture<TokenWorld>
{
    private Actor Operator => Actor.Person(world.Operator);

    [Fact]
    public async Task Strangers_ReadNothing()
    {
        foreach (var actor in new[] { Actor.Nobody, Actor.Console, world.Clerk.Actor(), Actor.Person("per_unknown") })
        {
            Assert.True((await world.Get<ListAgents>().Handle(actor)).IsRefused);
            Assert.True((await world.Get<ReadAgent>().Handle(actor, world.Clerk.Id)).IsRefused);
            Assert.True((await world.Get<ReadPoints>().All(actor)).IsRefused);
            Assert.True((await world.Get<ReadPoints>().One(actor, world.Bank.Id)).IsRefused);
            Assert.True((await world.Get<RegistryChoices>().Read(actor)).IsRefused);
        }
    }

    [Fact]
    public async Task Auditor_ReadsButManagesNothing()
    {
        var auditor = world.Get<IdSource>().New(Domain.Ids.Person);
        await world.Seed(act =>
        {
            act.Db.People.Add(new Person { Id = auditor, Name = "Aud", CreatedAt = act.Now, InvitedById = "console" });
            act.Db.RoleHoldings.Add(new RoleHolding { PersonId = auditor, Role = Role.Auditor, FromAt = act.Now.AddDays(-1), GrantedById = "console" });
        });

        var agent = await world.Get<ReadAgent>().Handle(Actor.Person(auditor), world.Clerk.Id);
        var point = await world.Get<ReadPoints>().One(Actor.Person(auditor), world.Bank.Id);

        Assert.False(agent.Value.MayManage);
        Assert.False(point.Value.MayManage);
        Assert.True((await world.Get<RegistryChoices>().Read(Actor.Person(auditor))).IsRefused);
        Assert.True((await world.Get<SuspendAgent>().Handle(Actor.Person(auditor), world.Clerk.Id, "No.")).IsRefused);
    }

    [Fact]
    public async Task Agent_IsShownWithOwnerToolsAndLatestIntents()
    {
        var agent = await world.AddAgent("shown");
        var (first, _) = await world.AddIntent(agent, IntentStatus.Denied);
        world.Clock.Ahead += TimeSpan.FromSeconds(5);
        var (second, _) = await world.AddIntent(agent);

        var detail = (await world.Get<ReadAgent>().Handle(Operator, agent.Id)).Value;
        var line = (await world.Get<ListAgents>().Handle(Operator)).Value.Single(a => a.Id == agent.Id);

        Assert.Equal([second, first], detail.Recent.Select(i => i.Id));
        Assert.Equal(detail.Recent[0].DeclaredAt, line.LastIntentAt);
        Assert.Equal(("Ana Ruiz", true), (detail.OwnerName, detail.OwnerIsActive));
        Assert.Equal((world.Bank.Id, true), (detail.Tools.Single().PointId, detail.Tools.Single().IsServed));
    }

    [Fact]
    public async Task Point_IsShownWithTheAgentsThatMayNameIt()
    {
        var detail = (await world.Get<ReadPoints>().One(Operator, world.Bank.Id)).Value;

        Assert.Equal([TokenWorld.Tool], detail.Line.Audiences);
        Assert.Contains(detail.Agents, a => a.Id == world.Clerk.Id);
        Assert.Null(detail.Line.LastRedeemedAt);
    }

    [Theory]
    [InlineData("agt_00000000000000000000000000")]
    [InlineData("' or 1=1")]
    public async Task UnknownId_IsNotFound(string id)
    {
        Assert.Equal("not_found", (await world.Get<ReadAgent>().Handle(Operator, id)).Refusal!.Code);
        Assert.Equal("not_found", (await world.Get<ReadPoints>().One(Operator, id)).Refusal!.Code);
    }
}
