using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Oversight;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Approvals;
using GovernanceConsole.Features.Evidence;
using GovernanceConsole.Features.Oversight;
using GovernanceConsole.Features.Queue;
using GovernanceConsole.Platform;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>People are not asked twice, not asked by a flood, and whoever signs faster than they can read is seen.</summary>
public sealed class PeopleGetTired
{
    private static async Task<Card> Reads(Town town, WorldPerson person, string id)
    {
        var card = await person.Opens(id);
        Assert.Null((await town.World.Get<NoteShowing>().Handle(person.Actor, id, card.Display.Digest)).Refusal);
        return card;
    }

    private static async Task<ApprovalReading> Measured(Town town, string intentId)
    {
        await using var db = town.World.Read();
        return await db.ApprovalReadings.SingleAsync(r => r.IntentId == intentId);
    }

    [Fact]
    public async Task SameAgain_IsToldSo_AndNobodyIsAskedTwice()
    {
        await using var town = await Town.Open();
        var first = await town.Pending();

        var again = Payments.Wire("7480.00");
        again["statement"] = "Really, today!"; // other words, the same deed
        again["ticket"] = "AP-9";
        var second = await town.Clerk.Declares(again, "another-key");

        Assert.Equal((201, "denied"), (second.Status, second["status"]));
        Assert.Equal(("already_waiting", "after"), ((string)second.Json["outcome"]!["code"]!, (string)second.Json["outcome"]!["retry"]!));
        var row = Assert.Single((await town.World.Get<ListQueue>().Handle(town.Mei.Actor, new QueueQuery(QueueView.Mine))).Value.Items);
        Assert.Equal((first, 1), (row.IntentId, row.Repeats));

        // The same key answers what it answered, and neither counts nor asks again.
        var repeated = await town.Clerk.Declares(again, "another-key");
        Assert.Equal((200, second["id"], "denied"), (repeated.Status, repeated["id"], repeated["status"]));
        await using (var db = town.World.Read())
        {
            Assert.Equal(1, (await db.QueueItems.SingleAsync()).Repeats);
            Assert.True(await db.LogEntries.AnyAsync(e => e.Type == AuditTypes.IntentDenied && e.SubjectId == second["id"]));
        }

        // When the first has ended, asking again is a new question.
        await town.Mei.Denies(first);
        Assert.Equal("pending", (await town.Clerk.Declares(again, "third-key"))["status"]);
        Assert.True(ReceiptVerificationHolds(await town.World.Get<PrintReceipt>().Handle(Actor.Agent(town.Clerk.Id), second["id"]!)));
    }

    private static bool ReceiptVerificationHolds(GovernanceConsole.Domain.Outcome<GovernanceConsole.Domain.Evidence.Receipt> receipt) =>
        GovernanceConsole.Domain.Evidence.ReceiptVerification.Verify(receipt.Value).Holds;

    [Fact]
    public async Task AnythingElse_IsNotTheSame()
    {
        await using var town = await Town.Open();
        await town.Pending("7480.00");
        var other = await town.World.Agent("ap-clerk-2", town.Ana);

        Assert.Equal("pending", (await town.Clerk.Declares(Payments.Wire("7480.01")))["status"]);
        Assert.Equal("pending", (await other.Declares(Payments.Wire("7480.00")))["status"]);
    }

    [Fact]
    public async Task SameAtTheSameMoment_IsAskedOnce()
    {
        await using var town = await Town.Open();
        await town.Clerk.ConsoleToken();

        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => town.Clerk.Declares(Payments.Wire("7480.00"), $"burst-{i}"))));

        Assert.Single(all, answer => answer["status"] == "pending");
        Assert.Equal(11, all.Count(answer => answer["status"] == "denied"));
        await using var db = town.World.Read();
        Assert.Equal(11, (await db.QueueItems.SingleAsync()).Repeats);
    }

    [Fact]
    public async Task AgentThatAsksTooOften_IsToldToSlowDown_NothingIsStored_AndTheKeyStaysGood()
    {
        await using var town = await Town.Open("--Oversight:EscalationsPerHour", "3");
        for (var i = 0; i < 3; i++)
            await town.Pending($"{7480 + i}.00");

        var refused = await town.Clerk.Declares(Payments.Wire("9000.00"), "later");
        var twice = await town.Clerk.Declares(Payments.Wire("9001.00"), "later-too");

        Assert.Equal((429, "slow_down", "60"), (refused.Status, refused.Problem, refused.Headers["Retry-After"]));
        Assert.Equal(429, twice.Status);
        await using (var db = town.World.Read())
        {
            Assert.Equal(3, await db.Intents.CountAsync());
            Assert.Equal(1, await db.LogEntries.CountAsync(e => e.Type == AuditTypes.AgentSlowed)); // told once
            Assert.True(await db.Notices.AnyAsync(n => n.PersonId == town.World.Olga.Id && n.Text.Contains("ap-clerk")));
        }

        await town.World.FastForward(TimeSpan.FromMinutes(61));
        Assert.Equal((201, "pending"), (await town.Clerk.Declares(Payments.Wire("9000.00"), "later")) is var late ? (late.Status, late["status"]) : default);
    }

    [Fact]
    public async Task WhoSignsFasterThanTheyCanRead_IsShownToOperators_AndTheSignatureCounts()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        var card = await Reads(town, town.Mei, id);
        await town.World.FastForward(TimeSpan.FromSeconds(1));

        Assert.Equal(IntentStatus.Granted, (await town.Mei.Signs(card)).Value.Status);

        var reading = await Measured(town, id);
        Assert.Equal((1000L, true), (reading.DwellMs, reading.TooFast));
        Assert.True(reading.Words > 20 && reading.LeastMs == Math.Max(2000, reading.Words * 100L), $"{reading.Words} {reading.LeastMs}");
        await using var db = town.World.Read();
        Assert.Equal(1, await db.LogEntries.CountAsync(e => e.Type == AuditTypes.ApprovalTooFast && e.SubjectId == reading.ApprovalId));
        var alert = await db.OversightAlerts.SingleAsync();
        Assert.Equal((AlertKind.TooFast, town.Mei.Id, id), (alert.Kind, alert.SubjectId, alert.IntentId));
        Assert.Equal(1, await db.Notices.CountAsync(n => n.PersonId == town.World.Olga.Id && n.Text.Contains("faster")));
        Assert.False(await db.CardShowings.AnyAsync());
        // Beside the approval: the statement knows nothing of it, the log does.
        var signed = await db.SignedApprovals.SingleAsync();
        Assert.DoesNotContain("dwell", System.Text.Encoding.UTF8.GetString(signed.Statement), StringComparison.Ordinal);
        var entry = await db.LogEntries.SingleAsync(e => e.Type == AuditTypes.ApprovalSigned);
        Assert.Contains("\"dwell_ms\":1000", System.Text.Encoding.UTF8.GetString((await db.AuditDetails.SingleAsync(d => d.Index == entry.Index)).Detail!), StringComparison.Ordinal);
        Assert.True(ReceiptVerificationHolds(await town.World.Get<PrintReceipt>().Handle(town.Mei.Actor, id)));
    }

    [Fact]
    public async Task WhoTakesTheirTime_AndWhoWasNeverSeenReading_RaiseNoAlarm()
    {
        await using var town = await Town.Open();
        var (read, unseen) = (await town.Pending("7480.00"), await town.Pending("7481.00"));
        var card = await Reads(town, town.Mei, read);
        await town.World.FastForward(TimeSpan.FromMinutes(2));
        await town.Mei.Signs(card);
        await town.Tom.Approves(unseen);

        Assert.Equal((120_000L, false), (await Measured(town, read)) is var slow ? (slow.DwellMs, slow.TooFast) : default);
        Assert.Equal((null, false), (await Measured(town, unseen)) is var unknown ? (unknown.DwellMs, unknown.TooFast) : default);
        await using var db = town.World.Read();
        Assert.False(await db.OversightAlerts.AnyAsync());
    }

    [Fact]
    public async Task CardsOpenedAheadAndSignedInARow_AreMeasuredFromTheSignatureBefore_AndOperatorsAreToldOnce()
    {
        await using var town = await Town.Open();
        string[] ids = [await town.Pending("7480.00"), await town.Pending("7481.00"), await town.Pending("7482.00")];
        var cards = new List<Card>();
        foreach (var id in ids)
            cards.Add(await Reads(town, town.Mei, id));
        await town.World.FastForward(TimeSpan.FromMinutes(5));
        foreach (var card in cards)
        {
            await town.World.FastForward(TimeSpan.FromSeconds(1));
            Assert.False((await town.Mei.Signs(card)).IsRefused);
        }

        Assert.Equal((301_000L, 1000L, 1000L), ((await Measured(town, ids[0])).DwellMs, (await Measured(town, ids[1])).DwellMs, (await Measured(town, ids[2])).DwellMs));
        var view = (await town.World.Get<ReadOversight>().Handle(town.World.Olga.Actor)).Value;
        Assert.Equal((3, 2), (view.Signatures, view.TooFast));
        var row = Assert.Single(view.Pace);
        Assert.Equal((town.Mei.Id, 3, 1000L, 301_000L, 2), (row.PersonId, row.Signatures, row.P50Ms, row.P90Ms, row.TooFast));
        Assert.Equal(3, Assert.Single(view.Bursts).MostInAMinute);
        Assert.Equal(("ap-clerk", 3), Assert.Single(view.Asking) is var asking ? (asking.Name, asking.Asked) : default);
        await using var db = town.World.Read();
        Assert.Equal((2, 1), (await db.OversightAlerts.CountAsync(), await db.Notices.CountAsync(n => n.PersonId == town.World.Olga.Id && n.Text.Contains("faster"))));
    }

    [Fact]
    public async Task OversightIsForOperatorsAndAuditors_AndShowingsForWhoMaySee()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        var read = town.World.Get<ReadOversight>();
        Assert.Null((await read.Handle(town.Ada.Actor)).Refusal);
        Assert.Equal("not_allowed", (await read.Handle(town.Mei.Actor)).Refusal?.Code);

        var note = town.World.Get<NoteShowing>();
        var digest = (await town.Mei.Opens(id)).Display.Digest;
        var lea = await town.World.Person("Lea Da", [Role.Approver]);
        Assert.Equal("not_found", (await note.Handle(lea.Actor, id, digest)).Refusal?.Code);
        Assert.Equal("not_found", (await note.Handle(town.Mei.Actor, id, "sha256:nonsense'; DROP")).Refusal?.Code);
        Assert.Equal("not_found", (await note.Handle(town.Mei.Actor, "int_nowhere", digest)).Refusal?.Code);
        Assert.Equal("not_allowed", (await note.Handle(town.World.Olga.Actor, id, digest)).Refusal?.Code);
    }
}
