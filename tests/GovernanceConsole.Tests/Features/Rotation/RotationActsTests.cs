using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.Rotation;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Features.Rotation;

/// <summary>Defining rotations, changing who is on duty and being away, on the assembled console. Its clock stands at a Sunday, 09:00 UTC.</summary>
public sealed class RotationActsTests(OpenTown open) : IClassFixture<OpenTown>
{
    private Town Town => open.Town;

    private DateTime Now => open.World.Clock.GetUtcNow().UtcDateTime;

    private RotationSheet Sheet(string name, params string[] people) => new(name, [new LayerSheet("Europe/Berlin", new DateTime(2026, 11, 16, 9, 0, 0), LayerSheet.Daily, people.Length > 0 ? people : [Town.Mei.Id, Town.Tom.Id])]);

    private async Task<string> Defined(string name, params string[] people) => (await open.World.Get<DefineRotation>().Handle(open.World.Olga.Actor, Sheet(name, people))).Value;

    private async Task<Shift?> OnDuty(string name, DateTime? at = null)
    {
        await using var db = open.World.Read();
        return (await DutyBoard.Read(db)).Rotations[name].WhoAt(at ?? Now);
    }

    [Fact]
    public async Task DefinedRotation_SaysWhoIsOnDuty()
    {
        var entries = open.Holdings().Entries;
        await Defined("weekdays");

        Assert.Equal(Town.Mei.Id, (await OnDuty("weekdays"))?.PersonId); // the seventh shift of two people
        Assert.Equal(Town.Tom.Id, (await OnDuty("weekdays", Now.AddDays(1)))?.PersonId);
        Assert.Equal(entries + 1, open.Holdings().Entries);
    }

    [Fact]
    public async Task NewDefinition_LeavesThePastAsItWas()
    {
        var first = await Defined("kept", Town.Mei.Id);
        var second = await open.World.Get<DefineRotation>().Handle(open.World.Olga.Actor, Sheet("kept", Town.Tom.Id), first);

        Assert.False(second.IsRefused);
        await using var db = open.World.Read();
        var versions = await db.Rotations.Where(r => r.Name == "kept").OrderBy(r => r.FromAt).ThenBy(r => r.UntilAt == null).ToListAsync();
        Assert.Equal([first, second.Value], versions.Select(v => v.Id));
        Assert.Equal(versions[1].FromAt, versions[0].UntilAt);
        Assert.Equal(Town.Tom.Id, (await OnDuty("kept"))?.PersonId);
    }

    [Fact]
    public async Task DefinitionThatWasNotLookedAt_IsRefused()
    {
        var first = await Defined("stale");
        var act = open.World.Get<DefineRotation>();

        Assert.Equal(RotationRefusals.NameTaken.Message, (await act.Handle(open.World.Olga.Actor, Sheet("stale"))).Refusal?.Message);
        Assert.Equal(RotationRefusals.Stale.Message, (await act.Handle(open.World.Olga.Actor, Sheet("stale"), "rot_other")).Refusal?.Message);
        Assert.Equal(RotationRefusals.Unknown.Message, (await act.Handle(open.World.Olga.Actor, Sheet("nowhere"), first)).Refusal?.Message);
    }

    [Fact]
    public async Task WrongSheet_IsNamedPlaceByPlaceAndStoresNothing()
    {
        var before = open.Holdings();
        var refused = await open.World.Get<DefineRotation>().Handle(open.World.Olga.Actor, Sheet("Wrong Name", Town.Ada.Id, "per_nobody"));

        Assert.Equal(["/name", "/layers/0/people/0", "/layers/0/people/1"], refused.Refusal!.Errors!.Select(e => e.Pointer)); // an auditor cannot be on duty
        Assert.Equal(before, open.Holdings());
    }

    [Fact]
    public async Task OnlyOperators_DefineAndOverride()
    {
        await Defined("theirs");
        var time = new Interval(Now, Now.AddHours(4));

        foreach (var actor in new[] { Town.Mei.Actor, Town.Ada.Actor, Actor.Nobody, Actor.Console, Actor.Person("per_unknown") })
        {
            Assert.True((await open.World.Get<DefineRotation>().Handle(actor, Sheet("sneaky"))).IsRefused);
            Assert.True((await open.World.Get<OverrideShift>().Handle(actor, "theirs", time, Town.Mei.Id)).IsRefused);
            Assert.True((await open.World.Get<EndRotation>().Handle(actor, "theirs")).IsRefused);
        }
    }

    [Fact]
    public async Task OperatorWhoCouldAskAnother_DoesNotPutThemselvesOnCall()
    {
        await Town.SecondOperator();
        var both = await open.World.Person("Bo Both", [Role.Operator, Role.Approver]);
        await Defined("own", Town.Mei.Id);

        Assert.Equal(RotationRefusals.OwnDuty.Message, (await open.World.Get<DefineRotation>().Handle(both.Actor, Sheet("mine", both.Id))).Refusal?.Message);
        Assert.Equal(RotationRefusals.OwnDuty.Message, (await open.World.Get<OverrideShift>().Handle(both.Actor, "own", new Interval(Now, Now.AddHours(1)), both.Id)).Refusal?.Message);
        Assert.False((await open.World.Get<DefineRotation>().Handle(open.World.Olga.Actor, Sheet("others", both.Id))).IsRefused);
    }

    [Fact]
    public async Task Override_CountsUntilItIsTakenBack()
    {
        await Defined("nights", Town.Mei.Id);
        var id = await open.World.Get<OverrideShift>().Handle(open.World.Olga.Actor, "nights", new Interval(Now.AddHours(-1), Now.AddHours(4)), Town.Tom.Id);

        Assert.Equal((Town.Tom.Id, Town.Mei.Id), await OnDuty("nights") is { } shift ? (shift.PersonId, shift.InsteadOfId) : default);
        Assert.False((await open.World.Get<UndoDutyChange>().Handle(open.World.Olga.Actor, id.Value)).IsRefused);
        Assert.Equal(Town.Mei.Id, (await OnDuty("nights"))?.PersonId);
        Assert.Equal(Town.Tom.Id, (await OnDuty("nights", Now.AddMinutes(-30)))?.PersonId); // what had passed of it still counts
        Assert.True((await open.World.Get<UndoDutyChange>().Handle(open.World.Olga.Actor, id.Value)).IsRefused);
    }

    [Fact]
    public async Task Swap_IsForTheTwoAndShowsEverywhere()
    {
        await Defined("swaps");
        var (first, second) = (Now.Date.AddDays(1).AddHours(8), Now.Date.AddDays(2).AddHours(8)); // nine o'clock in Berlin
        var act = open.World.Get<SwapShifts>();

        Assert.Equal(RotationRefusals.NotYourShift.Message, (await act.Handle(Town.Ana.Actor, "swaps", first, second)).Refusal?.Message);
        Assert.False((await act.Handle(Town.Mei.Actor, "swaps", first, second)).IsRefused);
        Assert.Equal((Town.Mei.Id, Town.Tom.Id), ((await OnDuty("swaps", first))?.PersonId, (await OnDuty("swaps", second))?.PersonId));

        await using var db = open.World.Read();
        var change = await db.DutyChanges.FirstAsync(c => c.Rotation == "swaps");
        Assert.False((await open.World.Get<UndoDutyChange>().Handle(open.World.Olga.Actor, change.Id)).IsRefused);
        Assert.Equal((Town.Tom.Id, Town.Mei.Id), ((await OnDuty("swaps", first))?.PersonId, (await OnDuty("swaps", second))?.PersonId)); // both halves
    }

    [Fact]
    public async Task Absence_IsForThePersonOrAnOperatorAndChecked()
    {
        var away = await open.World.Person("Una Weg", [Role.Approver]);
        var other = await open.World.Person("Lea Da", [Role.Approver]);
        var time = new Interval(Now, Now.AddDays(2));
        var act = open.World.Get<SetOutOfOffice>();

        Assert.Equal(RotationRefusals.NotYourAbsence.Message, (await act.Handle(Town.Mei.Actor, away.Id, other.Id, time)).Refusal?.Message);
        Assert.Equal("/delegate_id", (await act.Handle(away.Actor, away.Id, Town.Ada.Id, time)).Refusal?.Errors?[0].Pointer); // an auditor answers nothing
        var set = await act.Handle(away.Actor, away.Id, other.Id, time);
        Assert.False(set.IsRefused);
        Assert.Equal("delegation.circle", (await act.Handle(open.World.Olga.Actor, other.Id, away.Id, time)).Refusal?.Code);
        Assert.Equal(RotationRefusals.AbsencesOverlap.Message, (await act.Handle(away.Actor, away.Id, null, time)).Refusal?.Message);
        Assert.True((await open.World.Get<EndOutOfOffice>().Handle(other.Actor, set.Value)).IsRefused);
        Assert.False((await open.World.Get<EndOutOfOffice>().Handle(away.Actor, set.Value)).IsRefused);
        Assert.False((await act.Handle(away.Actor, away.Id, null, time)).IsRefused);
    }

    [Fact]
    public async Task EndedRotation_IsGoneAndItsPastIsNot()
    {
        var id = await Defined("ended");

        Assert.False((await open.World.Get<EndRotation>().Handle(open.World.Olga.Actor, "ended")).IsRefused);
        Assert.True((await open.World.Get<EndRotation>().Handle(open.World.Olga.Actor, "ended")).IsRefused);
        await using var db = open.World.Read();
        Assert.DoesNotContain("ended", (await DutyBoard.Read(db)).Rotations.Keys);
        Assert.NotNull((await db.Rotations.SingleAsync(r => r.Id == id)).UntilAt);
    }
}
