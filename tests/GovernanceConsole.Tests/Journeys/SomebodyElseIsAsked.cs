using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.Queue;
using GovernanceConsole.Platform;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>An approver passes an item on, or asks somebody about it: names and words are kept, and nobody gains or loses a vote by it beyond what policy asks.</summary>
public sealed class SomebodyElseIsAsked
{
    private static Task<GovernanceConsole.Domain.Outcome<GovernanceConsole.Domain.Done>> Pass(Town town, WorldPerson from, string id, string target, string? reason = "You know the supplier.") =>
        town.World.Get<PassOnItem>().Handle(from.Actor, id, target, reason);

    private static Task<GovernanceConsole.Domain.Outcome<string>> Ask(Town town, WorldPerson from, string id, WorldPerson whom, string? question = "Is this invoice yours?") =>
        town.World.Get<AskSomeone>().Handle(from.Actor, id, whom.Id, question);

    private static async Task<bool> WaitsFor(Town town, WorldPerson person, string id) =>
        (await town.World.Get<ListQueue>().Handle(person.Actor, new QueueQuery(QueueView.Mine))).Value.Items.Any(item => item.IntentId == id);

    private static async Task<ItemTalk> Talk(Town town, WorldPerson reader, string id) => (await town.World.Get<ReadItemTalk>().Handle(reader.Actor, id)).Value;

    private static async Task<Town> TownWithTree(params (Func<Town, string> Target, int Within)[] levels)
    {
        var town = await Town.Open();
        var defined = await town.World.Get<DefineTree>().Handle(town.World.Olga.Actor, new EscalationTree("payments", [.. levels.Select(level => new EscalationLevel([level.Target(town)], level.Within, []))]));
        Assert.Null(defined.Refusal);
        await town.Activates(TestBundle.Of(TestBundle.Asks(1, "tree:payments")));
        return town;
    }

    [Fact]
    public async Task PassedItem_LeavesOneListAndIsMarkedInTheOther_WithBothNamesInTheReceiptsLog()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();

        Assert.Null((await Pass(town, town.Mei, id, "person:" + town.Tom.Id)).Refusal);

        Assert.Equal((false, true), (await WaitsFor(town, town.Mei, id), await WaitsFor(town, town.Tom, id)));
        var row = Assert.Single((await town.World.Get<ReadQueueItems>().Handle(town.Tom.Actor, [id])).Value);
        Assert.Equal("Mei Tan passed it to Tom Eck", row.PassedTo);
        await using (var db = town.World.Read())
        {
            var entry = await db.LogEntries.SingleAsync(e => e.Type == AuditTypes.ItemPassedOn && e.SubjectId == id);
            var detail = System.Text.Encoding.UTF8.GetString((await db.AuditDetails.SingleAsync(d => d.Index == entry.Index)).Detail!);
            Assert.Contains("Mei Tan", detail, StringComparison.Ordinal);
            Assert.Contains("Tom Eck", detail, StringComparison.Ordinal);
            Assert.Contains("You know the supplier.", detail, StringComparison.Ordinal);
            Assert.Contains(await db.Outbox.ToListAsync(), e => e.Route == NoticeRoute.PassedOn && e.SubjectId == id && e.Targets == "person:" + town.Tom.Id);
        }

        // Whoever passed it on may still sign: policy asks them, and the list is only a list.
        Assert.False((await town.Mei.Approves(id)).IsRefused);
        Assert.Equal(200, (await town.Spend(id)).Status);
    }

    [Fact]
    public async Task PassedItem_ComesBackBeforeItIsDue_AndWhenItIsPassedBack()
    {
        await using var town = await Town.Open();
        var first = await town.Pending();
        await Pass(town, town.Mei, first, "person:" + town.Tom.Id);
        await town.World.FastForward(TimeSpan.FromSeconds(1));
        Assert.Null((await Pass(town, town.Tom, first, "person:" + town.Mei.Id)).Refusal);
        Assert.Equal((true, false), (await WaitsFor(town, town.Mei, first), await WaitsFor(town, town.Tom, first)));

        var deadline = town.World.Clock.GetUtcNow().AddMinutes(40).ToString("yyyy-MM-ddTHH:mm:ssZ", null);
        var second = (await town.Clerk.Declares(Payments.Wire("7481.00", deadline: deadline)))["id"]!;
        await Pass(town, town.Mei, second, "person:" + town.Tom.Id);
        Assert.False(await WaitsFor(town, town.Mei, second));
        await town.World.FastForward(TimeSpan.FromMinutes(26));
        Assert.True(await WaitsFor(town, town.Mei, second));
    }

    [Fact]
    public async Task WhoCouldNotSign_IsHandedNothing()
    {
        await using var town = await Town.Open();
        var lea = await town.World.Person("Lea Da", [Role.Approver]); // not of finance
        var id = await town.Pending();

        foreach (var target in (string[])["person:" + town.Ana.Id, "person:" + lea.Id, "person:" + town.Ada.Id, "person:per_nobody", "group:security", "group:nowhere"])
            Assert.Equal("item.not_eligible", (await Pass(town, town.Mei, id, target)).Refusal?.Code);
        foreach (var odd in (string?[])[null, "", "approvers", "tree:payments", "rotation:x", "Tom Eck", "person:", "group:"])
            Assert.Equal("/target", (await Pass(town, town.Mei, id, odd!)).Refusal?.Errors?[0].Pointer);
        Assert.Equal("/target", (await Pass(town, town.Mei, id, "person:" + town.Mei.Id)).Refusal?.Errors?[0].Pointer);
        foreach (var reason in (string?[])[null, "", "  ", new string('x', 501)])
            Assert.Equal("/reason", (await Pass(town, town.Mei, id, "person:" + town.Tom.Id, reason)).Refusal?.Errors?[0].Pointer);
        await using var db = town.World.Read();
        Assert.False(await db.ItemHandovers.AnyAsync());
    }

    [Fact]
    public async Task WhoHasNothingToDoWithIt_NeitherPassesNorAsksNorReads()
    {
        await using var town = await Town.Open();
        var lea = await town.World.Person("Lea Da", [Role.Approver]);
        var id = await town.Pending();

        Assert.Equal("not_found", (await Pass(town, lea, id, "person:" + town.Tom.Id)).Refusal?.Code);
        Assert.Equal("not_allowed", (await Pass(town, town.Ada, id, "person:" + town.Tom.Id)).Refusal?.Code);
        Assert.Equal("not_found", (await Ask(town, lea, id, town.Tom)).Refusal?.Code);
        Assert.Equal("not_found", (await town.World.Get<ReadItemTalk>().Handle(lea.Actor, id)).Refusal?.Code);
        Assert.Null((await Pass(town, town.World.Olga, id, "person:" + town.Tom.Id)).Refusal); // an operator may
        Assert.Equal("not_found", (await Pass(town, town.Mei, "int_nowhere", "person:" + town.Tom.Id)).Refusal?.Code);
        await town.Tom.Denies(id);
        Assert.Equal("wrong_state", (await Pass(town, town.Mei, id, "person:" + town.Tom.Id)).Refusal?.Code);
        Assert.Equal("wrong_state", (await Ask(town, town.Mei, id, town.Ana)).Refusal?.Code);
    }

    [Fact]
    public async Task PersonOfALaterLevel_MaySignFromNowOn_AndTheirSignatureIsGoodAtRedemption()
    {
        await using var town = await TownWithTree((t => "person:" + t.Mei.Id, 3600), (t => "group:finance", 3600));
        var id = await town.Pending();
        Assert.False(await WaitsFor(town, town.Tom, id));
        var card = await town.Mei.Opens(id);
        Assert.Equal("approval.not_asked", (await town.Tom.Begins(card)).Refusal?.Code);

        Assert.Null((await Pass(town, town.Mei, id, "person:" + town.Tom.Id)).Refusal);

        Assert.True(await WaitsFor(town, town.Tom, id));
        Assert.False((await town.Tom.Approves(id)).IsRefused);
        Assert.Equal(200, (await town.Spend(id)).Status);
    }

    [Fact]
    public async Task CardAndRowSayWhenItGoesOnAndToWhom_AndWhatTheySayHappens()
    {
        await using var town = await TownWithTree((t => "person:" + t.Mei.Id, 600), (t => "person:" + t.Tom.Id, 600));
        var id = await town.Pending();
        var due = town.World.Clock.GetUtcNow().UtcDateTime.AddMinutes(10);

        var talk = await Talk(town, town.Mei, id);
        Assert.Equal(new NextStep(due, "Tom Eck"), talk.Next);
        Assert.Equal(talk.Next, Assert.Single((await town.World.Get<ReadQueueItems>().Handle(town.Mei.Actor, [id])).Value).Next);

        await town.World.FastForward(TimeSpan.FromMinutes(10));
        Assert.True(await WaitsFor(town, town.Tom, id));
        Assert.Null((await Talk(town, town.Mei, id)).Next); // the last level: nobody new
    }

    [Fact]
    public async Task HeldItem_SaysThatTheClocksStandStill()
    {
        await using var town = await TownWithTree((t => "person:" + t.Mei.Id, 600), (t => "person:" + t.Tom.Id, 600));
        var id = await town.Pending();
        await town.World.Olga.Stops(GovernanceConsole.Domain.KillSwitch.StopReach.Agent, town.Clerk.Id);

        var talk = await Talk(town, town.Mei, id);
        Assert.Equal((true, null), (talk.IsHeld, talk.Next));
        Assert.Null(Assert.Single((await town.World.Get<ReadQueueItems>().Handle(town.Mei.Actor, [id])).Value).Next);
    }

    [Fact]
    public async Task QuestionAndAnswer_StandBesideTheCard_AndChangeNothingThatIsSigned()
    {
        await using var town = await Town.Open();
        var guest = await town.World.Person("Gil Rey", []); // no role at all
        var id = await town.Pending();
        var card = await town.Mei.Opens(id);

        var asked = await Ask(town, town.Mei, id, guest);
        Assert.Null(asked.Refusal);
        var put = Assert.Single((await town.World.Get<ReadQuestions>().Handle(guest.Actor)).Value);
        Assert.Equal((true, false, "Is this invoice yours?"), (put.Waits, put.MaySeeItem, put.Question.Question));
        Assert.Equal("wrong_state", (await town.World.Get<AnswerQuestion>().Handle(town.Tom.Actor, asked.Value, "Sure.")).Refusal?.Code); // not asked
        Assert.Null((await town.World.Get<AnswerQuestion>().Handle(guest.Actor, asked.Value, "Yes, since Monday.")).Refusal);
        Assert.Equal("wrong_state", (await town.World.Get<AnswerQuestion>().Handle(guest.Actor, asked.Value, "No.")).Refusal?.Code); // once

        Assert.Equal("Yes, since Monday.", Assert.Single((await Talk(town, town.Tom, id)).Questions).Answer);
        Assert.Equal(card.Display.Digest, (await town.Mei.Opens(id)).Display.Digest);
        Assert.Equal("not_allowed", (await guest.Begins(card)).Refusal?.Code); // asked is not entitled
        Assert.False((await town.Mei.Signs(card)).IsRefused);
        await using var db = town.World.Read();
        Assert.Equal((1, 1), (await db.LogEntries.CountAsync(e => e.Type == AuditTypes.QuestionAsked && e.SubjectId == id), await db.LogEntries.CountAsync(e => e.Type == AuditTypes.QuestionAnswered && e.SubjectId == id)));
    }

    [Fact]
    public async Task HostileWords_AreKeptAsTheyAre_AndRefusedWhereTheyAreTooMany()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        const string trick = "<script>alert(1)</script> \u202Egnp.exe \u200Bapprove now";

        Assert.Null((await Ask(town, town.Mei, id, town.Ana, trick)).Refusal);
        foreach (var question in (string?[])[null, "", " ", new string('x', 501)])
            Assert.Equal("/question", (await Ask(town, town.Mei, id, town.Ana, question)).Refusal?.Errors?[0].Pointer);
        Assert.Equal("/person_id", (await Ask(town, town.Mei, id, town.Mei)).Refusal?.Errors?[0].Pointer);
        for (var i = 1; i < 20; i++)
            Assert.Null((await Ask(town, town.Mei, id, town.Ana)).Refusal);
        Assert.Equal("wrong_state", (await Ask(town, town.Mei, id, town.Ana)).Refusal?.Code);

        Assert.Equal(trick, (await Talk(town, town.Mei, id)).Questions[0].Question);
    }

    [Fact]
    public async Task QuestionOfADecidedItem_NeedsNoAnswer()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        var asked = await Ask(town, town.Mei, id, town.Ana);
        await town.Tom.Denies(id);

        Assert.Equal("wrong_state", (await town.World.Get<AnswerQuestion>().Handle(town.Ana.Actor, asked.Value, "Yes.")).Refusal?.Code);
        Assert.False(Assert.Single((await town.World.Get<ReadQuestions>().Handle(town.Ana.Actor)).Value).Waits);
    }
}
