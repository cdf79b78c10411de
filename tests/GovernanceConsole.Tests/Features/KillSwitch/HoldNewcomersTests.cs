using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.Queue;
using GovernanceConsole.Platform;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Features.KillSwitch;

/// <summary>An agent that comes into a stop's scope later is stopped in the act that brings it there.</summary>
public sealed class HoldNewcomersTests
{
    private static async Task Move(Town town, WorldPerson? owner = null, string environment = "prod")
    {
        await using var db = town.World.Read();
        var agent = await db.Agents.SingleAsync(a => a.Id == town.Clerk.Id);
        var sheet = new AgentSheet(agent.Name, owner?.Id ?? agent.OwnerId, agent.Purpose, environment, Risk.Routine, agent.IntentTypes, agent.Tools);
        Assert.Null((await town.World.Get<ChangeAgent>().Handle(town.World.Olga.Actor, agent.Id, agent.Version, sheet)).Refusal);
    }

    [Fact]
    public async Task NewOwner_WhoseAgentsAreStopped_HoldsWhatIsPending_AndGivesTheTimeBack()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        var before = await town.Clerk.Looks(id);
        var stop = (await town.World.Olga.Stops(StopReach.Owner, town.Tom.Id)).Value;
        Assert.Equal("false", (await town.Clerk.Looks(id)).Json["held"]!.ToJsonString());

        await Move(town, town.Tom);

        var held = await town.Clerk.Looks(id);
        Assert.Equal(("true", "held"), (held.Json["held"]!.ToJsonString(), (string)held.Json["outcome"]!["code"]!));
        Assert.True((int)held.Json["version"]! > (int)before.Json["version"]!);
        await using (var db = town.World.Read())
            Assert.True(await db.LogEntries.AnyAsync(e => e.Type == AuditTypes.IntentHeld && e.SubjectId == id));
        Assert.Equal("approval.held", (await town.Mei.Begins(await town.Mei.Opens(id))).Refusal?.Code);

        await town.World.FastForward(TimeSpan.FromMinutes(30));
        Assert.Null((await (await town.SecondOperator()).Releases(stop.Id, StopStage.Deciding)).Refusal);
        Assert.False((await town.Mei.Approves(id)).IsRefused);
    }

    [Fact]
    public async Task NewEnvironment_UnderAStopInFullForce_RevokesWhatIsGranted()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        await town.Mei.Approves(id);
        await town.World.Olga.Stops(StopReach.Environment, "staging");

        await Move(town, environment: "staging");

        Assert.Equal("revoked", (await town.Clerk.Looks(id))["status"]);
        await using var db = town.World.Read();
        Assert.NotNull((await db.Grants.SingleAsync(g => g.IntentId == id)).RevokedAt);
    }

    [Fact]
    public async Task ChangeOutsideOfAnyScope_HoldsNothing()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        await town.World.Olga.Stops(StopReach.Environment, "staging");

        await Move(town, environment: "dev");

        Assert.Equal("false", (await town.Clerk.Looks(id)).Json["held"]!.ToJsonString());
    }

    [Fact]
    public async Task HeldItem_NeedsNobody()
    {
        await using var town = await Town.Open();
        await town.Pending();
        var list = town.World.Get<ListQueue>();
        Assert.Equal(new QueueCounts(1, 0, 0, 1), (await list.Count(town.Mei.Actor)).Value);

        await town.World.Olga.Stops(StopReach.Agent, town.Clerk.Id);

        Assert.Equal(new QueueCounts(0, 0, 1, 1), (await list.Count(town.Mei.Actor)).Value);
    }
}
