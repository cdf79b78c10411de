using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.Notifications;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Rotation;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Sweeps;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>Something happens, and whoever it is put to finds it in their inbox, by the way it came; nobody else does, and nothing is told that is over.</summary>
public sealed class PeopleAreTold
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);

    private static async Task<IReadOnlyList<InboxEntry>> Inbox(Town town, WorldPerson person) => (await town.World.Get<ReadInbox>().Handle(person.Actor)).Value.Entries;

    private static async Task<InboxEntry?> Entry(Town town, WorldPerson person, string intentId) => (await Inbox(town, person)).SingleOrDefault(entry => entry.Item?.IntentId == intentId);

    private static async Task<int> New(Town town, WorldPerson person) => (await town.World.Get<ReadInbox>().Mark(person.Actor)).New;

    private static async Task Defines(Town town, EscalationTree tree)
    {
        var defined = await town.World.Get<DefineTree>().Handle(town.World.Olga.Actor, tree);
        Assert.True(!defined.IsRefused, defined.Refusal?.ToString());
        await town.Activates(TestBundle.Of(TestBundle.Asks(1, "tree:" + tree.Name)));
    }

    private static EscalationLevel Level(string target) => new([target], 600, []);

    [Fact]
    public async Task Question_StandsInTheInboxOfEverybodyItIsPutTo_AndOfNobodyElse()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        await town.World.FastForward(Moment);

        foreach (var asked in new[] { town.Mei, town.Tom })
            Assert.Equal((NoticeRoute.Asked, true, true), await Entry(town, asked, id) is { } entry ? (entry.Notice.Route, entry.IsNew, entry.Waits) : default);
        foreach (var other in new[] { town.Ana, town.Ada, town.World.Olga }) // the owner, an auditor, an operator
            Assert.Null(await Entry(town, other, id));
        await town.World.FastForward(Moment);
        Assert.Single(await Inbox(town, town.Mei));
    }

    [Fact]
    public async Task WhatWasDecided_IsNewToNobody_AndReadIsRead()
    {
        await using var town = await Town.Open();
        var (first, second) = (await town.Pending(), await town.Pending("7481.00"));
        await town.World.FastForward(Moment);
        Assert.Equal((2, 2), (await New(town, town.Mei), await New(town, town.Tom)));

        Assert.False((await town.Tom.Approves(first)).IsRefused);
        Assert.Equal((1, 1), (await New(town, town.Mei), await New(town, town.Tom)));
        Assert.False((await Entry(town, town.Mei, first))!.Waits);

        var entry = (await Entry(town, town.Mei, second))!;
        await town.World.Get<ReadNotices>().Handle(town.Tom.Actor, entry.Notice.Id); // another's
        Assert.Equal(1, await New(town, town.Mei));
        await town.World.Get<ReadNotices>().Handle(town.Mei.Actor, entry.Notice.Id);
        Assert.Equal((0, true, 1), (await New(town, town.Mei), (await Entry(town, town.Mei, second))!.Waits, await New(town, town.Tom)));
    }

    [Fact]
    public async Task Escalation_TellsTheNextLevel_AndARepeatTellsTheFirstAgain()
    {
        await using var town = await Town.Open();
        await Defines(town, new EscalationTree("payments", [Level("person:" + town.Mei.Id), Level("person:" + town.Tom.Id)], Repeats: 1));
        var id = await town.Pending();
        await town.World.FastForward(Moment);
        await town.World.Get<ReadNotices>().Handle(town.Mei.Actor);
        Assert.Null(await Entry(town, town.Tom, id));

        await town.World.FastForward(TimeSpan.FromMinutes(10));
        await town.World.FastForward(Moment);
        Assert.Equal((NoticeRoute.Escalated, false), ((await Entry(town, town.Tom, id))!.Notice.Route, (await Entry(town, town.Mei, id))!.IsNew));

        await town.World.FastForward(TimeSpan.FromMinutes(10));
        await town.World.FastForward(Moment);
        var again = (await Entry(town, town.Mei, id))!;
        Assert.Equal((NoticeRoute.Escalated, true), (again.Notice.Route, again.IsNew));
    }

    [Fact]
    public async Task StandIn_IsToldWhatWaitsWhenTheAbsenceBegins_AndWhatComesAfter()
    {
        await using var town = await Town.Open();
        var lea = await town.World.Person("Lea Da", [Role.Approver]);
        var now = town.World.Clock.GetUtcNow().UtcDateTime;
        var before = await town.Pending();
        await town.World.FastForward(Moment);
        await town.World.Get<SetOutOfOffice>().Handle(town.Mei.Actor, town.Mei.Id, lea.Id, new Interval(now.AddHours(1), now.AddHours(5)));
        await town.World.FastForward(Moment);
        Assert.Null(await Entry(town, lea, before));

        await town.World.FastForward(TimeSpan.FromHours(1));
        await town.World.FastForward(Moment);
        Assert.Equal(NoticeRoute.StandsIn, (await Entry(town, lea, before))?.Notice.Route);

        var after = await town.Pending("7481.00");
        await town.World.FastForward(Moment);
        Assert.Equal(NoticeRoute.StandsIn, (await Entry(town, lea, after))?.Notice.Route);
        Assert.Null(await Entry(town, town.Mei, after)); // away
    }

    [Fact]
    public async Task WhoComesLater_IsAskedWhatWaitsThere_UnlessItIsTheirOwn()
    {
        await using var town = await Town.Open();
        Assert.False((await town.World.Get<JoinGroup>().Handle(town.World.Olga.Actor, town.Mei.Id, "treasury")).IsRefused);
        await town.Activates(TestBundle.Of(TestBundle.Asks(1, "group:treasury")));
        var id = await town.Pending();
        await town.World.FastForward(Moment);
        Assert.Null(await Entry(town, town.Tom, id));

        foreach (var later in new[] { town.Tom, town.Ana })
            Assert.False((await town.World.Get<JoinGroup>().Handle(town.World.Olga.Actor, later.Id, "treasury")).IsRefused);
        await town.World.FastForward(Moment);
        Assert.Equal(NoticeRoute.Asked, (await Entry(town, town.Tom, id))?.Notice.Route);
        Assert.Null(await Entry(town, town.Ana, id)); // the agent is hers

        // The one who was asked before is not asked again, and another group's people are not asked at all.
        Assert.False((await town.World.Get<JoinGroup>().Handle(town.World.Olga.Actor, town.Ada.Id, "archive")).IsRefused);
        await town.World.FastForward(Moment);
        Assert.Null(await Entry(town, town.Ada, id));
        Assert.Single(await Inbox(town, town.Mei), entry => entry.Item?.IntentId == id);
    }

    [Fact]
    public async Task NewApprover_IsAskedWhatWaitsForEveryApprover_AndWhatIsHeldWhenItIsLetGo()
    {
        await using var town = await Town.Open();
        await town.Activates(TestBundle.Of(TestBundle.Asks(1, "approvers")));
        var omar = await town.SecondOperator();
        var id = await town.Pending();
        await town.World.FastForward(Moment);

        var lea = await town.World.Person("Lea Da", [Role.Approver]);
        await town.World.FastForward(Moment);
        Assert.Equal(NoticeRoute.Asked, (await Entry(town, lea, id))?.Notice.Route);

        var stop = (await town.World.Olga.Stops(StopReach.Agent, town.Clerk.Id)).Value;
        var pia = await town.World.Person("Pia Lo", [Role.Approver]);
        await town.World.FastForward(Moment);
        Assert.Null(await Entry(town, pia, id));
        Assert.Null((await omar.Releases(stop.Id, StopStage.Deciding)).Refusal);
        await town.World.FastForward(TimeSpan.FromMinutes(1));
        Assert.Equal(NoticeRoute.Asked, (await Entry(town, pia, id))?.Notice.Route);
    }

    [Fact]
    public async Task HeldQuestion_IsPutToNobodyUntilItIsLetGo()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        var stop = (await town.World.Olga.Stops(StopReach.Agent, town.Clerk.Id)).Value;
        await town.World.FastForward(TimeSpan.FromMinutes(5));
        Assert.Null(await Entry(town, town.Mei, id));

        Assert.Null((await (await town.SecondOperator()).Releases(stop.Id, StopStage.Deciding)).Refusal);
        await town.World.FastForward(TimeSpan.FromMinutes(1));
        Assert.NotNull(await Entry(town, town.Mei, id));
    }

    [Fact]
    public async Task StopsProposalsAndLateAnswers_ReachTheOperators()
    {
        await using var town = await Town.Open();
        await Defines(town, new EscalationTree("payments", [Level("approvers")]));
        var omar = await town.SecondOperator();
        await town.Pending();
        await town.World.FastForward(TimeSpan.FromMinutes(11));
        await town.World.Olga.Stops(StopReach.Tool, World.World.Bank);
        await town.World.FastForward(Moment);

        var routes = (await Inbox(town, omar)).Select(entry => entry.Notice.Route).ToHashSet();
        Assert.Superset(new HashSet<NoticeRoute> { NoticeRoute.Proposal, NoticeRoute.Late, NoticeRoute.Stop }, routes);
    }

    [Fact]
    public async Task WhatWasNotSpreadWhenTheConsoleStopped_IsSpreadOnceAfterwards()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        await using (var db = town.World.Read())
            Assert.Contains(await db.Outbox.ToListAsync(), entry => entry.SubjectId == id);

        await town.World.Restart();
        await town.World.FastForward(Moment);
        await town.World.FastForward(Moment);

        await using var after = town.World.Read();
        Assert.Equal((2, 0), (await after.Notices.CountAsync(n => n.IntentId == id), await after.Outbox.CountAsync()));
    }

    [Fact]
    public async Task ShownInTheConsole_IsDelivered_OnceAndOnlyOnesOwn()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        await town.World.FastForward(Moment);
        var (mei, tom) = ((await Entry(town, town.Mei, id))!.Notice.Id, (await Entry(town, town.Tom, id))!.Notice.Id);

        await town.World.Get<ShowNotices>().Handle(town.Mei.Actor, [mei, tom]);
        var first = (await Entry(town, town.Mei, id))!.Notice.DeliveredAt;
        town.World.Clock.Advance(TimeSpan.FromMinutes(2));
        await town.World.Get<ShowNotices>().Handle(town.Mei.Actor, [mei]);

        Assert.NotNull(first);
        Assert.Equal((first, null), ((await Entry(town, town.Mei, id))!.Notice.DeliveredAt, (await Entry(town, town.Tom, id))!.Notice.DeliveredAt));
    }

    [Fact]
    public async Task TimeToAcknowledge_StartsAtDelivery_AndWhatExpiredCountsAsLonger()
    {
        await using var town = await Town.Open();
        var answered = await town.Pending();
        var silent = await town.Pending("7481.00");
        await town.World.FastForward(TimeSpan.FromMinutes(30)); // nobody looked: this time does not count
        foreach (var id in new[] { answered, silent })
            await town.World.Get<ShowNotices>().Handle(town.Mei.Actor, [(await Entry(town, town.Mei, id))!.Notice.Id]);
        town.World.Clock.Advance(TimeSpan.FromMinutes(7));
        Assert.False((await town.Tom.Approves(answered)).IsRefused);
        town.World.Clock.StepBack(-TimeSpan.FromDays(3)); // forward, without a timer for every second of it
        await town.World.Get<Sweeping>().RunAll(CancellationToken.None);

        var answers = (await town.World.Get<ReadDeliveries>().Handle(town.World.Olga.Actor)).Value.Answers;

        Assert.Equal(new AnswerTimes(1, 1, TimeSpan.FromMinutes(7), null), answers);
    }

    [Fact]
    public async Task SameEntrySpreadAtOnceByTwo_TellsOnce()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => town.World.Get<SpreadNotices>().Run(CancellationToken.None)));

        await using var db = town.World.Read();
        Assert.Equal(2, await db.Notices.CountAsync(n => n.IntentId == id));
    }
}
