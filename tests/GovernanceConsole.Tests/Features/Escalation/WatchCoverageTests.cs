using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Rotation;
using GovernanceConsole.Platform;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Features.Escalation;

/// <summary>What changes people and calendars is held against every tree: what is planned is refused where it leaves nobody, what happens is said aloud.</summary>
public sealed class WatchCoverageTests : IAsyncLifetime
{
    private Town _town = null!;

    private DateTime Now => _town.World.Clock.GetUtcNow().UtcDateTime;

    public async ValueTask InitializeAsync() => _town = await Town.Open();

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    private async Task Tree(string name, params string[] targets) =>
        Assert.Null((await _town.World.Get<DefineTree>().Handle(_town.World.Olga.Actor, new EscalationTree(name, [.. targets.Select(target => new EscalationLevel([target], 600, []))]))).Refusal);

    private async Task<List<string>> Uncovered()
    {
        await using var db = _town.World.Read();
        return await db.LogEntries.Where(e => e.Type == AuditTypes.TreeUncovered).OrderBy(e => e.Index).Select(e => e.SubjectId).ToListAsync();
    }

    [Fact]
    public async Task OnlyOneOfAGroup_DoesNotLeaveIt_AndAnybodyElseDoes()
    {
        await Tree("safety", "group:security");

        var last = await _town.World.Get<LeaveGroup>().Handle(_town.World.Olga.Actor, _town.Mei.Id, "security");

        Assert.Equal("escalation.unsatisfiable", last.Refusal?.Code);
        Assert.Contains("“safety”", last.Refusal!.Message, StringComparison.Ordinal);
        Assert.Contains("security", (await Standing()).Groups);
        Assert.Null((await _town.World.Get<LeaveGroup>().Handle(_town.World.Olga.Actor, _town.Tom.Id, "finance")).Refusal);
        Assert.Empty(await Uncovered());

        async Task<Standing> Standing()
        {
            await using var db = _town.World.Read();
            return (await GovernanceConsole.Features.People.Standing.Of(db, _town.Mei.Id, Now))!;
        }
    }

    [Fact]
    public async Task AbsenceThatLeavesNobody_IsTaken_AndOperatorsAreToldWhen()
    {
        await Tree("safety", "group:security");
        await Tree("money", "group:finance");

        Assert.Null((await _town.World.Get<SetOutOfOffice>().Handle(_town.Mei.Actor, _town.Mei.Id, null, new Interval(Now.AddDays(3), Now.AddDays(4)))).Refusal);

        Assert.Equal(["tree:safety"], await Uncovered());
        await using var db = _town.World.Read();
        Assert.True(await db.Notices.AnyAsync(n => n.PersonId == _town.World.Olga.Id && n.Text.Contains("“safety”") && n.Text.Contains("2026-11-25 09:00") && n.Text.Contains("Mei Tan")));
        Assert.True(await db.Notices.AnyAsync(n => n.PersonId == _town.Mei.Id && n.Text.Contains("“safety”")));
    }

    [Fact]
    public async Task AbsenceWithADelegate_LeavesNoHole_AndItsEndMayTearOne()
    {
        var (lea, keyless) = (await _town.World.Person("Lea Da", [Role.Approver]), await _town.World.Person("Kim Less", [Role.Approver], ["solo"]));
        await Tree("alone", "group:solo");
        var away = await _town.World.Get<SetOutOfOffice>().Handle(keyless.Actor, keyless.Id, lea.Id, new Interval(Now, Now.AddDays(40)));
        Assert.Empty(await Uncovered());
        // The last passkey of somebody who is away is lost meanwhile.
        await _town.World.Tamper("UPDATE passkeys SET \"RemovedAt\" = 1 WHERE \"PersonId\" = $id", ("$id", keyless.Id));
        await _town.World.Restart();

        Assert.Null((await _town.World.Get<EndOutOfOffice>().Handle(keyless.Actor, away.Value)).Refusal);
        Assert.Equal(["tree:alone"], await Uncovered());
    }

    [Fact]
    public async Task SuspensionIsQuick_WhateverItTears_AndSaysSo()
    {
        await Tree("safety", "group:security");

        Assert.Null((await _town.World.Get<SuspendPerson>().Handle(_town.World.Olga.Actor, _town.Mei.Id, "Lost their laptop.")).Refusal);

        Assert.Equal(["tree:safety"], await Uncovered());
    }

    [Fact]
    public async Task HoleThatWasThere_IsNobodysFaultNow()
    {
        await Tree("safety", "group:security");
        await _town.World.Get<SuspendPerson>().Handle(_town.World.Olga.Actor, _town.Mei.Id, "Lost their laptop.");

        await _town.World.Get<SetOutOfOffice>().Handle(_town.Tom.Actor, _town.Tom.Id, null, new Interval(Now, Now.AddDays(1)));

        Assert.Single(await Uncovered());
    }

    [Fact]
    public async Task RotationThatWouldLeaveNobody_IsRefused_WithTheTreeItTears()
    {
        var define = _town.World.Get<DefineRotation>();
        var first = await define.Handle(_town.World.Olga.Actor, new RotationSheet("duty", [new LayerSheet("UTC", new DateTime(2026, 11, 1), LayerSheet.Weekly, [_town.Mei.Id, _town.Tom.Id])]));
        await Tree("night", "rotation:duty");

        var nights = new WeeklyHours(WeeklyHours.Office.Days, new TimeOnly(20, 0), new TimeOnly(6, 0));
        var torn = await define.Handle(_town.World.Olga.Actor, new RotationSheet("duty", [new LayerSheet("UTC", new DateTime(2026, 11, 1), LayerSheet.Weekly, [_town.Mei.Id], nights)]), first.Value);
        Assert.Contains("“night”", torn.Refusal?.Message, StringComparison.Ordinal);

        // A second layer behind the first closes it.
        Assert.Null((await define.Handle(_town.World.Olga.Actor, new RotationSheet("duty",
            [new LayerSheet("UTC", new DateTime(2026, 11, 1), LayerSheet.Weekly, [_town.Mei.Id], nights), new LayerSheet("UTC", new DateTime(2026, 11, 1), LayerSheet.Daily, [_town.Tom.Id])]), first.Value)).Refusal);
        Assert.Empty(await Uncovered());
    }
}
