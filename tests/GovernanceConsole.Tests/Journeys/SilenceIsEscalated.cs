using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.Queue;
using GovernanceConsole.Features.Rotation;
using GovernanceConsole.Platform;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>Nobody answers, so others are asked: level by level, by calendar, around people who are away; and nothing is ever granted by it.</summary>
public sealed class SilenceIsEscalated
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    private static async Task<Town> TownWith(params EscalationLevel[] levels)
    {
        var town = await Town.Open();
        await Defines(town, levels);
        await town.Activates(TestBundle.Of(TestBundle.Asks(1, "tree:payments")));
        return town;
    }

    private static async Task Defines(Town town, EscalationLevel[] levels, ResponseTimes? answerWithin = null)
    {
        var defined = await town.World.Get<DefineTree>().Handle(town.World.Olga.Actor, new EscalationTree("payments", levels, AnswerWithin: answerWithin));
        Assert.True(!defined.IsRefused, defined.Refusal?.ToString());
    }

    private static EscalationLevel Level(string target, int within = 600) => new([target], within, []);

    private static async Task<bool> WaitsFor(Town town, WorldPerson person, string id) =>
        (await town.World.Get<ListQueue>().Handle(person.Actor, new QueueQuery(QueueView.Mine))).Value.Items.Any(item => item.IntentId == id);

    private static async Task<int> Entries(Town town, string type, string id)
    {
        await using var db = town.World.Read();
        return await db.LogEntries.CountAsync(e => e.Type == type && e.SubjectId == id);
    }

    [Fact]
    public async Task EachLevelIsAskedInItsTurn_AndWhoWasAskedMayAnswer()
    {
        await using var town = await Town.Open();
        await Defines(town, [Level("person:" + town.Mei.Id), Level("person:" + town.Tom.Id), Level("group:finance")]);
        await town.Activates(TestBundle.Of(TestBundle.Asks(1, "tree:payments")));
        var id = await town.Pending();

        Assert.Equal((true, false), (await WaitsFor(town, town.Mei, id), await WaitsFor(town, town.Tom, id)));
        await town.World.FastForward(TenMinutes);
        Assert.Equal((true, true), (await WaitsFor(town, town.Mei, id), await WaitsFor(town, town.Tom, id)));
        Assert.Equal(1, await Entries(town, AuditTypes.EscalationStepped, id));

        Assert.False((await town.Tom.Approves(id)).IsRefused);
        Assert.Equal(200, (await town.Spend(id)).Status);
        await town.World.FastForward(TimeSpan.FromHours(1));
        Assert.Equal(1, await Entries(town, AuditTypes.EscalationStepped, id)); // what is decided goes no further
    }

    [Fact]
    public async Task WhoWasNotAskedYet_DoesNotCount()
    {
        await using var town = await Town.Open();
        await Defines(town, [Level("person:" + town.Mei.Id), Level("person:" + town.Tom.Id)]);
        await town.Activates(TestBundle.Of(TestBundle.Asks(1, "tree:payments")));
        var id = await town.Pending();
        var card = await town.Mei.Opens(id);

        Assert.Equal("approval.not_asked", (await town.Tom.Begins(card)).Refusal?.Code);
        Assert.False((await town.Mei.Signs(card)).IsRefused);
    }

    [Fact]
    public async Task WhatFellDueWhileTheConsoleWasDown_HappensOnce()
    {
        await using var town = await Town.Open();
        await Defines(town, [Level("person:" + town.Mei.Id), Level("person:" + town.Tom.Id), Level("group:finance")]);
        await town.Activates(TestBundle.Of(TestBundle.Asks(1, "tree:payments")));
        var id = await town.Pending();

        await town.World.Stop();
        town.World.Clock.Advance(TimeSpan.FromMinutes(45)); // two levels would have been due
        await town.World.Restart();
        await town.World.FastForward(TimeSpan.FromSeconds(1));
        await town.World.FastForward(TimeSpan.FromSeconds(1));

        Assert.Equal(1, await Entries(town, AuditTypes.EscalationStepped, id));
        await using (var db = town.World.Read())
            Assert.Equal(1, (await db.ItemEscalations.SingleAsync(e => e.IntentId == id)).Level);
        await town.World.FastForward(TenMinutes); // and Tom has had his ten minutes
        Assert.Equal(2, await Entries(town, AuditTypes.EscalationStepped, id));
    }

    [Fact]
    public async Task LateAnswer_IsRecordedOnceAndGrantsNothing()
    {
        await using var town = await Town.Open();
        await Defines(town, [Level("person:" + town.Mei.Id), Level("group:finance")], new ResponseTimes(900, 900, 900, 900));
        await town.Activates(TestBundle.Of(TestBundle.Asks(1, "tree:payments")));
        var id = await town.Pending();

        await town.World.FastForward(TenMinutes);
        Assert.Equal(0, await Entries(town, AuditTypes.EscalationBreached, id));
        await town.World.FastForward(TenMinutes);
        await town.World.FastForward(TenMinutes);

        Assert.Equal(1, await Entries(town, AuditTypes.EscalationBreached, id));
        Assert.Equal("pending", (await town.Clerk.Looks(id))["status"]);
        await town.World.FastForward(TimeSpan.FromDays(3));
        Assert.Equal("expired", (await town.Clerk.Looks(id))["status"]);
        await using var db = town.World.Read();
        Assert.Equal((0, null), (await db.Grants.CountAsync(), (await db.ItemEscalations.SingleAsync()).LookAt));
    }

    [Fact]
    public async Task LastPeopleAskedStaySilent_IsABreachWithoutAnyPromise()
    {
        await using var town = await TownWith(Level("approvers"));
        var id = await town.Pending();

        await town.World.FastForward(TenMinutes);

        Assert.Equal((0, 1), (await Entries(town, AuditTypes.EscalationStepped, id), await Entries(town, AuditTypes.EscalationBreached, id)));
    }

    [Fact]
    public async Task WhoComesOnDutyWhileItWaits_IsAskedToo()
    {
        await using var town = await Town.Open();
        // Handed over at ten; it is nine.
        await town.World.Get<DefineRotation>().Handle(town.World.Olga.Actor,
            new RotationSheet("duty", [new LayerSheet("UTC", new DateTime(2026, 11, 21, 10, 0, 0), LayerSheet.Daily, [town.Mei.Id, town.Tom.Id])]));
        await Defines(town, [Level("rotation:duty", 7200), Level("approvers")]);
        await town.Activates(TestBundle.Of(TestBundle.Asks(1, "tree:payments")));
        var id = await town.Pending();

        Assert.Equal((true, false), (await WaitsFor(town, town.Mei, id), await WaitsFor(town, town.Tom, id)));
        await town.World.FastForward(TimeSpan.FromMinutes(61));
        Assert.Equal((true, true), (await WaitsFor(town, town.Mei, id), await WaitsFor(town, town.Tom, id)));
        Assert.Equal((0, 1), (await Entries(town, AuditTypes.EscalationStepped, id), await Entries(town, AuditTypes.EscalationAsked, id)));
    }

    [Fact]
    public async Task OpenQuestionsMoveToTheDelegate_AndBothNamesAreInTheEvidence()
    {
        await using var town = await Town.Open();
        var lea = await town.World.Person("Lea Da", [Role.Approver]);
        var now = town.World.Clock.GetUtcNow().UtcDateTime;
        var id = await town.Pending(); // for finance, of which Lea is none
        Assert.False(await WaitsFor(town, lea, id));

        await town.World.Get<SetOutOfOffice>().Handle(town.Mei.Actor, town.Mei.Id, lea.Id, new Interval(now, now.AddDays(1)));
        Assert.True(await WaitsFor(town, lea, id));
        Assert.False((await lea.Approves(id)).IsRefused);

        await using var db = town.World.Read();
        var signed = await db.SignedApprovals.SingleAsync();
        Assert.Equal((lea.Id, town.Mei.Id), (signed.PersonId, signed.ForId));
        Assert.Equal(200, (await town.Spend(id)).Status);
    }

    [Fact]
    public async Task DelegateOfTheOwner_DoesNotCount_EvenInTheGroup()
    {
        await using var town = await Town.Open();
        var now = town.World.Clock.GetUtcNow().UtcDateTime;
        var id = await town.Pending();
        var card = await town.Tom.Opens(id);
        await town.World.Get<SetOutOfOffice>().Handle(town.Ana.Actor, town.Ana.Id, town.Tom.Id, new Interval(now, now.AddDays(1)));

        Assert.Equal("approval.stands_in_for_owner", (await town.Tom.Begins(card)).Refusal?.Code);
        Assert.False(await WaitsFor(town, town.Tom, id));
        Assert.True(await WaitsFor(town, town.Mei, id));
    }

    [Fact]
    public async Task AwayAndDelegate_CountOnce()
    {
        await using var town = await Town.Open();
        var lea = await town.World.Person("Lea Da", [Role.Approver]);
        var now = town.World.Clock.GetUtcNow().UtcDateTime;
        await town.Activates(TestBundle.Of(TestBundle.Asks(2, "group:finance")));
        var id = await town.Pending();
        await town.World.Get<SetOutOfOffice>().Handle(town.Mei.Actor, town.Mei.Id, lea.Id, new Interval(now, now.AddDays(1)));

        Assert.False((await lea.Approves(id)).IsRefused);
        Assert.Equal("approval.delegate_signed", (await town.Mei.Approves(id)).Refusal?.Code);
        Assert.Equal(IntentStatus.Granted, (await town.Tom.Approves(id)).Value.Status);
    }

    [Fact]
    public async Task DelegateWhoseTimeIsOver_IsAskedNoMore()
    {
        await using var town = await Town.Open();
        var lea = await town.World.Person("Lea Da", [Role.Approver]);
        var now = town.World.Clock.GetUtcNow().UtcDateTime;
        var set = await town.World.Get<SetOutOfOffice>().Handle(town.Mei.Actor, town.Mei.Id, lea.Id, new Interval(now, now.AddDays(1)));
        var id = await town.Pending();
        var card = await lea.Opens(id);

        await town.World.Get<EndOutOfOffice>().Handle(town.Mei.Actor, set.Value);

        Assert.False(await WaitsFor(town, lea, id));
        Assert.Equal("approval.not_asked", (await lea.Begins(card)).Refusal?.Code);
    }

    [Fact]
    public async Task ShortDeadline_AsksEverybodyAtOnce()
    {
        await using var town = await Town.Open();
        await Defines(town, [Level("person:" + town.Mei.Id), Level("person:" + town.Tom.Id)]);
        await town.Activates(TestBundle.Of(TestBundle.Asks(1, "tree:payments")));
        var declared = await town.Clerk.Declares(Payments.Wire(deadline: "2026-11-22T09:01:30Z"));

        Assert.Equal((true, true), (await WaitsFor(town, town.Mei, declared["id"]!), await WaitsFor(town, town.Tom, declared["id"]!)));
    }

    [Fact]
    public async Task TreeThatPolicyStillNamesAfterItsEnd_AsksEveryApprover()
    {
        await using var town = await Town.Open();
        await Defines(town, [Level("person:" + town.Mei.Id)]);
        await town.Activates(TestBundle.Of(TestBundle.Asks(1, "tree:payments")));
        Assert.False((await town.World.Get<EndTree>().Handle(town.World.Olga.Actor, "payments")).IsRefused);
        var id = await town.Pending();

        Assert.Equal((true, false), (await WaitsFor(town, town.Tom, id), await WaitsFor(town, town.Ana, id))); // not the owner
        Assert.False((await town.Tom.Approves(id)).IsRefused);
        Assert.Equal(200, (await town.Spend(id)).Status);
    }

    [Fact]
    public async Task TreeChangedWhileAQuestionIsOpen_DoesNotChangeWhoDecidesIt()
    {
        await using var town = await Town.Open();
        await Defines(town, [Level("person:" + town.Mei.Id), Level("person:" + town.Tom.Id)]);
        await town.Activates(TestBundle.Of(TestBundle.Asks(1, "tree:payments")));
        var id = await town.Pending();
        await using (var db = town.World.Read())
        {
            var version = await db.EscalationTrees.SingleAsync(t => t.UntilAt == null);
            Assert.False((await town.World.Get<DefineTree>().Handle(town.World.Olga.Actor, new EscalationTree("payments", [Level("group:security")]), version.Id)).IsRefused);
        }

        await town.World.FastForward(TenMinutes);

        Assert.True(await WaitsFor(town, town.Tom, id));
    }

    [Fact]
    public async Task HeldItem_AsksNobodyNewAndIsGivenBackTheTimeItLost()
    {
        await using var town = await Town.Open();
        await Defines(town, [Level("person:" + town.Mei.Id), Level("person:" + town.Tom.Id)]);
        await town.Activates(TestBundle.Of(TestBundle.Asks(1, "tree:payments")));
        var id = await town.Pending();
        await town.World.FastForward(TimeSpan.FromMinutes(4));
        var stop = (await town.World.Olga.Stops(StopReach.Agent, town.Clerk.Id)).Value;
        await town.World.FastForward(TimeSpan.FromHours(2));
        Assert.Equal(0, await Entries(town, AuditTypes.EscalationStepped, id));

        Assert.Null((await (await town.SecondOperator()).Releases(stop.Id, StopStage.Deciding)).Refusal);
        await town.World.FastForward(TimeSpan.FromMinutes(5));
        Assert.False(await WaitsFor(town, town.Tom, id));
        await town.World.FastForward(TimeSpan.FromMinutes(1));
        Assert.True(await WaitsFor(town, town.Tom, id));
    }
}
