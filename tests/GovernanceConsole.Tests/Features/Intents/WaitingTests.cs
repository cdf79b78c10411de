using GovernanceConsole.Features.Agents;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Features.Intents;

/// <summary>How an agent learns what became of its intent: the long poll and the event stream, on a clock that the test moves.</summary>
public sealed class WaitingTests(OpenTown open) : IClassFixture<OpenTown>
{
    [Fact]
    public async Task NewerThanAsked_AnswersAtOnce()
    {
        var (id, version) = await Pending();

        var answer = await Wait(id, "wait=60&after=" + (version - 1)).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal((200, "pending", version), (answer.Status, answer["status"], (int)answer.Json["version"]!));
    }

    [Fact]
    public async Task NothingNew_AnswersUnchangedAtTheTimeout()
    {
        var (id, version) = await Pending();
        var since = open.World.Clock.GetUtcNow();

        var answer = await open.World.Until(Wait(id, $"wait=30&after={version}"), TimeSpan.FromSeconds(2));

        Assert.Equal((200, "pending", version), (answer.Status, answer["status"], (int)answer.Json["version"]!));
        Assert.True(open.World.Clock.GetUtcNow() - since >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task SignedMeanwhile_AnswersThen()
    {
        var (id, version) = await Pending();
        var waiting = Wait(id, $"wait=60&after={version}");

        await open.Town.Mei.Approves(id);
        var answer = await waiting.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal((200, "granted"), (answer.Status, answer["status"]));
        Assert.True((int)answer.Json["version"]! > version);
    }

    [Fact]
    public async Task Ended_AnswersAtOnceWhateverWasSeen()
    {
        var (id, _) = await Pending();
        await open.Town.Clerk.Withdraws(id);

        Assert.Equal("withdrawn", (await Wait(id, "wait=60&after=999").WaitAsync(TimeSpan.FromSeconds(20)))["status"]);
    }

    [Theory]
    [InlineData("wait=61", "?wait")]
    [InlineData("wait=-1", "?wait")]
    [InlineData("wait=1.5", "?wait")]
    [InlineData("wait=x", "?wait")]
    [InlineData("wait=1&wait=2", "?wait")]
    [InlineData("after=99999999999", "?after")]
    public async Task NonsenseInTheQuery_IsNamed(string query, string pointer)
    {
        var (id, _) = await Pending();

        var answer = await Wait(id, query);

        Assert.Equal((422, "invalid_field"), (answer.Status, answer.Problem));
        Assert.Equal([pointer], answer.Pointers);
    }

    [Fact]
    public async Task Stream_TellsTheStateFirst_ThenWhatFollows_AndClosesAtTheEnd()
    {
        var (id, version) = await Pending();
        using var events = await EventReader.Open(open.World, open.Town.Clerk, id);

        var first = await events.Next();
        Assert.Equal((version, "pending"), (first!.Version, first.Status));
        await open.Town.Mei.Denies(id);
        var second = await events.Next();

        Assert.Equal("denied", second!.Status);
        Assert.True(second.Version > version);
        Assert.Null(await events.Next());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("77")]
    [InlineData("nonsense")]
    public async Task LastEventId_ResumesWithTheStateAsItIsNow(string lastEventId)
    {
        var (id, version) = await Pending();
        using var events = await EventReader.Open(open.World, open.Town.Clerk, id, lastEventId);

        Assert.Equal((version, "pending"), await events.Next() is { } first ? (first.Version, first.Status) : default);
    }

    [Fact]
    public async Task NothingHappens_AHeartbeatKeepsTheLineOpen()
    {
        var (id, _) = await Pending();
        using var events = await EventReader.Open(open.World, open.Town.Clerk, id);
        await events.Next();
        var since = open.World.Clock.GetUtcNow();

        var beat = await open.World.Until(events.Next(), TimeSpan.FromSeconds(1));

        Assert.True(beat!.IsHeartbeat);
        Assert.True(open.World.Clock.GetUtcNow() - since >= TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task TokenEnds_TheStreamCloses()
    {
        var agent = await open.World.Agent("listener", open.Town.Ana);
        var id = (await agent.Declares(Payments.Wire(iban: open.FreshAccount())))["id"]!;
        using var events = await EventReader.Open(open.World, agent, id);
        var since = open.World.Clock.GetUtcNow();

        var beats = await open.World.Until(Drain(events), TimeSpan.FromSeconds(3));

        Assert.Equal("pending", (await agent.Looks(id))["status"]);
        Assert.True(beats > 5);
        Assert.True(open.World.Clock.GetUtcNow() - since >= TimeSpan.FromSeconds(590));
    }

    [Fact]
    public async Task AgentSuspended_TheStreamClosesWithoutAnotherWord()
    {
        var agent = await open.World.Agent("suspect", open.Town.Ana);
        var id = (await agent.Declares(Payments.Wire(iban: open.FreshAccount())))["id"]!;
        using var events = await EventReader.Open(open.World, agent, id);
        await events.Next();

        await open.World.Get<SuspendAgent>().Handle(open.World.Olga.Actor, agent.Id, "Odd behaviour.");
        await open.Town.Mei.Denies(id);

        Assert.Null(await events.Next());
    }

    [Fact]
    public async Task AgentSuspendedWhileItWaits_IsToldAtOnceAndNothingOfTheIntent()
    {
        var agent = await open.World.Agent("waiter", open.Town.Ana);
        var id = (await agent.Declares(Payments.Wire(iban: open.FreshAccount())))["id"]!;
        var waiting = agent.Send(HttpMethod.Get, $"/api/v1/intents/{id}?wait=60&after={(int)(await agent.Looks(id)).Json["version"]!}");
        await Task.Delay(200);

        await open.World.Get<SuspendAgent>().Handle(open.World.Olga.Actor, agent.Id, "Odd behaviour.");

        var answer = await waiting.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal((401, "unauthenticated"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task AnotherAgentSuspended_TheWaitGoesOn()
    {
        var (id, version) = await Pending();
        var waiting = Wait(id, $"wait=60&after={version}");
        await Task.Delay(200);

        await open.World.Get<SuspendAgent>().Handle(open.World.Olga.Actor, (await open.World.Agent("other", open.Town.Ana)).Id, "Odd behaviour.");
        await open.Town.Mei.Denies(id);

        Assert.Equal((200, "denied"), await waiting.WaitAsync(TimeSpan.FromSeconds(20)) is var answer ? (answer.Status, answer["status"]) : default);
    }

    private static async Task<int> Drain(EventReader events)
    {
        var count = 0;
        while (await events.Next() is not null)
            count++;
        return count;
    }

    private Task<Answered> Wait(string id, string query) => open.Town.Clerk.Send(HttpMethod.Get, $"/api/v1/intents/{id}?{query}");

    private async Task<(string Id, int Version)> Pending()
    {
        var id = await open.Town.Pending(iban: open.FreshAccount());
        return (id, (int)(await open.Town.Clerk.Looks(id)).Json["version"]!);
    }
}
