using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Evidence;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Oversight;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.Drills;
using GovernanceConsole.Features.Evidence;
using GovernanceConsole.Features.Grants;
using GovernanceConsole.Features.Oversight;
using GovernanceConsole.Features.Queue;
using GovernanceConsole.Platform;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>
/// An operator puts a decoy before approvers: it looks like anything else until somebody decides, can never be granted, and anybody can prove afterwards that it was planned as a drill.
/// </summary>
public sealed class DrillIsHeld
{
    private static string Body(string value = "7480.00") => Payments.Wire(value).ToJsonString();

    private static DrillSheet Sheet(string? body = null, DateTime? opensAt = null) => new("ap-clerk-3", "Pays invoices.", "prod", body ?? Body(), "The account is not the supplier's.", opensAt, 60);

    private static async Task<Drill> Planned(Town town, DrillSheet? sheet = null)
    {
        var planned = await town.World.Get<PlanDrill>().Handle(town.World.Olga.Actor, sheet ?? Sheet());
        Assert.True(!planned.IsRefused, planned.Refusal?.ToString());
        return await Now(town, planned.Value);
    }

    private static async Task<Drill> Waiting(Town town)
    {
        var drill = await Planned(town);
        await town.World.FastForward(TimeSpan.FromSeconds(5));
        drill = await Now(town, drill.Id);
        Assert.True(drill.State == DrillState.Waiting, drill.Because);
        return drill;
    }

    private static async Task<Drill> Now(Town town, string id)
    {
        await using var db = town.World.Read();
        return await db.Drills.SingleAsync(d => d.Id == id);
    }

    private static async Task<IntentStatus> Status(Town town, string id)
    {
        await using var db = town.World.Read();
        return (await db.Intents.SingleAsync(i => i.Id == id)).Status;
    }

    private static async Task<ReceiptVerdict> Verified(Town town, string intentId) => ReceiptVerification.Verify((await town.World.Get<PrintReceipt>().Handle(town.Ada.Actor, intentId)).Value);

    [Fact]
    public async Task AgentOfTheDrills_TakesNewTypesOnlyWithAnEntry()
    {
        await using var town = await Town.Open();
        var drill = await Planned(town);
        Assert.Equal(0, await Changes());
        await Planned(town);
        Assert.Equal(0, await Changes());

        var export = JsonNode.Parse(Body())!;
        export["tool"] = "mcp://elsewhere.example/pay";
        Assert.True((await town.World.Get<PlanDrill>().Handle(town.World.Olga.Actor, Sheet(export.ToJsonString()))).IsRefused);
        Assert.Equal(0, await Changes());

        await Planned(town, Sheet($$$"""{"type":"user.deprovision","tool":"{{{World.World.Bank}}}","parameters":{"action":"disable","account":"jdoe","directory":"corp","end_sessions":true}}"""));
        Assert.Equal(1, await Changes());

        async Task<int> Changes()
        {
            await using var db = town.World.Read();
            return await db.LogEntries.CountAsync(e => e.Type == AuditTypes.AgentChanged && e.SubjectId == drill.AgentId);
        }
    }

    [Fact]
    public async Task Decoy_LooksLikeAnythingElse_UntilItIsDecided()
    {
        await using var town = await Town.Open();
        var real = await town.Pending("7479.00");
        var drill = await Waiting(town);

        var rows = (await town.World.Get<ListQueue>().Handle(town.Mei.Actor, new QueueQuery(QueueView.Mine))).Value.Items;
        Assert.Equal([real, drill.IntentId], rows.Select(row => row.IntentId).Order(Comparer<string>.Create((a, b) => a == real ? -1 : b == real ? 1 : 0)));
        var standing = (await town.World.Get<ReadQueueItems>().Handle(town.Mei.Actor, [drill.IntentId])).Value.Single();
        Assert.False(standing.WasDrill);
        var card = await town.Mei.Opens(drill.IntentId);
        Assert.Null(card.Objection);
        Assert.DoesNotContain("drill", System.Text.Encoding.UTF8.GetString(card.Display.Canonical), StringComparison.OrdinalIgnoreCase);
        Assert.Null(await town.World.Get<ReadDrills>().Revealed(town.Mei.Actor, drill.IntentId));
        Assert.Null((await town.World.Get<ReadDrills>().Handle(town.World.Olga.Actor)).Value.Drills.Single().IntentId);
        var receipt = (await town.World.Get<PrintReceipt>().Handle(town.Mei.Actor, drill.IntentId)).Value;
        Assert.DoesNotContain("drill", System.Text.Encoding.UTF8.GetString(receipt.Write()), StringComparison.OrdinalIgnoreCase);
        Assert.All(receipt.Log.Entries, entry => Assert.DoesNotContain("drill", System.Text.Encoding.UTF8.GetString(entry.Leaf), StringComparison.Ordinal));
        Assert.False(ReceiptVerification.Verify(receipt).Drill);
    }

    [Fact]
    public async Task SignedDecoy_GrantsNothing_EndsAndSaysSo_AndTheReceiptProvesThatItWasPlanned()
    {
        await using var town = await Town.Open();
        var drill = await Waiting(town);

        var signed = await town.Mei.Approves(drill.IntentId);

        Assert.Equal((IntentStatus.Withdrawn, null), (signed.Value.Status, signed.Value.GrantId));
        drill = await Now(town, drill.Id);
        Assert.Equal((DrillState.Approved, town.Mei.Id, "group:finance"), (drill.State, drill.DecidedById, drill.Team));
        var reveal = (await town.World.Get<ReadDrills>().Revealed(town.Mei.Actor, drill.IntentId))!;
        Assert.Equal((DrillState.Approved, true, "The account is not the supplier's."), (reveal.State, reveal.Mine, reveal.Lesson));
        var verdict = await Verified(town, drill.IntentId);
        Assert.True(verdict.Holds, string.Join("; ", verdict.Checks.Where(c => c.State == CheckState.Failed)));
        Assert.True(verdict.Drill);
        Assert.Contains(verdict.Warnings, warning => warning.StartsWith("DRILL.", StringComparison.Ordinal));
        Assert.Equal([CheckState.Holds, CheckState.Holds], verdict.Checks.Where(c => c.Name.StartsWith("drill.", StringComparison.Ordinal)).Select(c => c.State));
        await using var db = town.World.Read();
        Assert.Equal((0, 0, 0), (await db.Grants.CountAsync(), await db.ApprovalReadings.CountAsync(), await db.LogEntries.CountAsync(e => e.Type == AuditTypes.GrantMinted)));
        Assert.Equal("approval.closed", (await town.Tom.Approves(drill.IntentId)).Refusal?.Code);
    }

    [Fact]
    public async Task DeniedDecoy_WasCaught_AndEndsLikeAnyDenial()
    {
        await using var town = await Town.Open();
        var drill = await Waiting(town);
        await town.World.FastForward(TimeSpan.FromSeconds(95));

        Assert.Equal(IntentStatus.Denied, (await town.Tom.Denies(drill.IntentId)).Value.Status);

        Assert.Equal(DrillState.Caught, (await Now(town, drill.Id)).State);
        Assert.True((await Verified(town, drill.IntentId)) is { Holds: true, Drill: true });
        var view = (await town.World.Get<ReadDrills>().Handle(town.World.Olga.Actor)).Value;
        Assert.Equal(new TeamResult("group:finance", 1, 0, 0, 95_000), Assert.Single(view.Teams));
        Assert.Equal(drill.IntentId, Assert.Single(view.Drills).IntentId);
        Assert.Equal(0, (await town.World.Get<ReadOversight>().Handle(town.World.Olga.Actor)).Value.Signatures);
        Assert.Empty((await town.World.Get<ReadOversight>().Handle(town.World.Olga.Actor)).Value.Asking);
    }

    [Fact]
    public async Task DecoyThatNeedsTwo_IsOverWithTheFirst()
    {
        await using var town = await Town.Open();
        await town.Activates(TestBundle.Of(TestBundle.Asks(2, "group:finance")));
        var drill = await Waiting(town);

        Assert.Equal(IntentStatus.Withdrawn, (await town.Mei.Approves(drill.IntentId)).Value.Status);
        Assert.Equal("approval.closed", (await town.Tom.Approves(drill.IntentId)).Refusal?.Code);
    }

    [Fact]
    public async Task NobodyAnswers_IsFoundAfterItsTime_AndRevealedOnce()
    {
        await using var town = await Town.Open();
        var drill = await Waiting(town);

        await town.World.FastForward(TimeSpan.FromMinutes(61));
        await town.World.FastForward(TimeSpan.FromSeconds(10));
        await town.World.FastForward(TimeSpan.FromSeconds(10));

        Assert.Equal((DrillState.Ignored, IntentStatus.Expired), ((await Now(town, drill.Id)).State, await Status(town, drill.IntentId)));
        await using var db = town.World.Read();
        Assert.Equal(1, await db.LogEntries.CountAsync(e => e.Type == AuditTypes.DrillRevealed && e.SubjectId == drill.IntentId));
        Assert.True((await Verified(town, drill.IntentId)) is { Holds: true, Drill: true });
    }

    [Fact]
    public async Task PlanIsInTheLogFromTheStart_AndTellsNothingOfTheDecoy()
    {
        await using var town = await Town.Open();
        var drill = await Planned(town, Sheet(opensAt: town.World.Clock.GetUtcNow().UtcDateTime.AddHours(2)));

        await using (var db = town.World.Read())
        {
            var entry = await db.LogEntries.SingleAsync(e => e.Type == AuditTypes.DrillPlanned);
            var leaf = System.Text.Encoding.UTF8.GetString(entry.Leaf);
            Assert.Contains(drill.Commitment, leaf, StringComparison.Ordinal);
            Assert.DoesNotContain(drill.IntentId, leaf, StringComparison.Ordinal);
            Assert.DoesNotContain(drill.AgentId, leaf, StringComparison.Ordinal);
            Assert.False(await db.AuditDetails.AnyAsync(d => d.Index == entry.Index));
            Assert.Equal(DrillCommitment.Of(drill), drill.Commitment);
        }

        await town.World.FastForward(TimeSpan.FromHours(1));
        Assert.Equal(DrillState.Planned, (await Now(town, drill.Id)).State);
        await town.World.Restart();
        await town.World.FastForward(TimeSpan.FromHours(1));
        Assert.Equal(DrillState.Waiting, (await Now(town, drill.Id)).State);
    }

    [Fact]
    public async Task AnotherNonceIntentOrOrder_DoesNotPassForADrill()
    {
        await using var town = await Town.Open();
        var drill = await Waiting(town);
        await town.Mei.Approves(drill.IntentId);
        var receipt = (await town.World.Get<PrintReceipt>().Handle(town.Ada.Actor, drill.IntentId)).Value;
        Assert.Equal(CheckState.Holds, State(receipt, "drill.planned"));

        // Without the plan, or with the plan of another drill, nothing is proven.
        Assert.Equal(CheckState.Failed, State(receipt with { Log = receipt.Log with { Entries = [.. receipt.Log.Entries.Where(e => !System.Text.Encoding.UTF8.GetString(e.Leaf).Contains("drill.planned", StringComparison.Ordinal))] } }, "drill.planned"));
        var forged = receipt.Log.Entries.Select(e => e with { Leaf = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(e.Leaf).Replace(drill.Commitment, "sha256:" + new string('0', 64), StringComparison.Ordinal)) });
        Assert.Equal(CheckState.Failed, State(receipt with { Log = receipt.Log with { Entries = [.. forged] } }, "drill.planned"));

        static CheckState State(Receipt receipt, string name) => ReceiptVerification.Verify(receipt).Checks.Single(check => check.Name == name).State;
    }

    [Fact]
    public async Task NothingMintsAGrantForADrill_WhateverLedThere()
    {
        await using var town = await Town.Open();
        var drill = await Waiting(town);

        var forced = town.World.Get<Work>().Do<Grant>(Actor.Console, async act =>
        {
            var intent = await act.Db.Intents.AsTracking().SingleAsync(i => i.Id == drill.IntentId);
            intent.MoveTo(IntentStatus.Granted, OutcomeCodes.Granted);
            return town.World.Get<MintGrant>().Handle(act, intent, [new GrantTerm("payments:write", 300)], 300, approvals: 2, Control.FourEyes);
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => forced);
        Assert.Equal(IntentStatus.Pending, await Status(town, drill.IntentId));
    }

    [Fact]
    public async Task StopsHoldADecoyToo_AndItsPlannerCannotSignIt()
    {
        await using var town = await Town.Open();
        var both = await town.World.Person("Bo Both", [Role.Operator, Role.Approver], ["finance"]);
        var planned = await town.World.Get<PlanDrill>().Handle(both.Actor, Sheet());
        await town.World.FastForward(TimeSpan.FromSeconds(5));
        var drill = await Now(town, planned.Value);

        Assert.Equal("approval.own_agent", (await both.Begins(await town.Mei.Opens(drill.IntentId))).Refusal?.Code);
        // Also where the agent was handed to somebody else meanwhile.
        await town.World.Tamper("UPDATE agents SET \"OwnerId\" = $ada WHERE \"Id\" = $id", ("$ada", town.Ada.Id), ("$id", drill.AgentId));
        await town.World.Tamper("UPDATE intents SET \"OwnerId\" = $ada WHERE \"Id\" = $id", ("$ada", town.Ada.Id), ("$id", drill.IntentId));
        await town.World.Restart();
        var signed = await both.Approves(drill.IntentId);
        Assert.Equal(DrillRefusals.OwnDrill, signed.Refusal);
        await town.World.Olga.Stops(GovernanceConsole.Domain.KillSwitch.StopReach.Everything, "");
        Assert.Equal("approval.held", (await town.Mei.Begins(await town.Mei.Opens(drill.IntentId))).Refusal?.Code);
    }

    [Fact]
    public async Task WhatPolicyDecidesAlone_IsCalledOff_AndSaysWhy()
    {
        await using var town = await Town.Open();
        await town.Activates(TestBundle.Of(TestBundle.Denies));
        var drill = await Planned(town);
        await town.World.FastForward(TimeSpan.FromSeconds(5));

        drill = await Now(town, drill.Id);
        Assert.Equal((DrillState.CalledOff, DrillRefusals.AskedNobody.Message), (drill.State, drill.Because));
        await using var db = town.World.Read();
        Assert.False(await db.Intents.AnyAsync());
    }

    [Fact]
    public async Task CalledOff_BeforeAndAfterItBegan()
    {
        await using var town = await Town.Open();
        var off = town.World.Get<CallOffDrill>();
        var early = await Planned(town, Sheet(opensAt: town.World.Clock.GetUtcNow().UtcDateTime.AddDays(1)));
        Assert.Null((await off.Handle(town.World.Olga.Actor, early.Id)).Refusal);
        await town.World.FastForward(TimeSpan.FromDays(2));
        Assert.Equal(DrillState.CalledOff, (await Now(town, early.Id)).State);

        var late = await Waiting(town);
        Assert.Equal("not_allowed", (await off.Handle(town.Mei.Actor, late.Id)).Refusal?.Code);
        Assert.Null((await off.Handle(town.World.Olga.Actor, late.Id)).Refusal);
        Assert.Equal((DrillState.CalledOff, IntentStatus.Withdrawn), ((await Now(town, late.Id)).State, await Status(town, late.IntentId)));
        Assert.Equal("not_found", (await off.Handle(town.World.Olga.Actor, late.Id)).Refusal?.Code);
        Assert.True((await Verified(town, late.IntentId)) is { Holds: true, Drill: true });
    }

    [Fact]
    public async Task SheetWithFaults_IsRefusedWithEachOfThem_AndByNobodyButOperators()
    {
        await using var town = await Town.Open();
        var plan = town.World.Get<PlanDrill>();
        async Task<string?[]> Wrong(DrillSheet sheet) => [.. ((await plan.Handle(town.World.Olga.Actor, sheet)).Refusal?.Errors ?? []).Select(error => error.Pointer)];

        Assert.Equal("not_allowed", (await plan.Handle(town.Mei.Actor, Sheet())).Refusal?.Code);
        Assert.Equal("not_allowed", (await plan.Handle(town.Ada.Actor, Sheet())).Refusal?.Code);
        Assert.Contains("/name", await Wrong(Sheet() with { AgentName = "ap-clerk" })); // a real agent is never blamed
        Assert.Contains("/lesson", await Wrong(Sheet() with { Lesson = " " }));
        Assert.Contains("/within_minutes", await Wrong(Sheet() with { WithinMinutes = 0 }));
        Assert.Contains("/opens_at", await Wrong(Sheet(opensAt: town.World.Clock.GetUtcNow().UtcDateTime.AddDays(400))));
        Assert.NotEmpty(await Wrong(Sheet("not json at all")));
        Assert.NotEmpty(await Wrong(Sheet("{\"type\":\"payment.wire\",\"type\":\"payment.wire\"}")));
        var foreign = Payments.Wire("7480.00");
        foreign["tool"] = "https://nobody.example/api";
        Assert.Contains("/body/tool", await Wrong(Sheet(foreign.ToJsonString())));
        var late = Payments.Wire("7480.00", deadline: "2026-11-23T09:00:00Z");
        Assert.Contains("/body/deadline", await Wrong(Sheet(late.ToJsonString())));
        await using var db = town.World.Read();
        Assert.False(await db.Drills.AnyAsync() || await db.Agents.AnyAsync(a => a.Name == "ap-clerk-3"));
    }

    [Fact]
    public async Task SecondDrillOfTheSameAgent_NeedsNoNewOne_AndMovesNoWindow()
    {
        await using var town = await Town.Open();
        var first = await Waiting(town);
        await town.Tom.Denies(first.IntentId);
        var second = await Planned(town, Sheet(Body("7999.00")));
        await town.World.FastForward(TimeSpan.FromSeconds(5));

        Assert.Equal(first.AgentId, second.AgentId);
        Assert.Equal(DrillState.Waiting, (await Now(town, second.Id)).State);
        await using var db = town.World.Read();
        Assert.Empty(await db.Set<GovernanceConsole.Features.Intents.IntentWindow>().ToListAsync());
    }
}
