using GovernanceConsole.Domain.Incidents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Features.Incidents;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>Something odd shows in the log; an operator opens an incident, steps are given away and done in order, and it is closed with a written review.</summary>
public sealed class IncidentIsWorkedOff
{
    [Fact]
    public async Task FromASignal_StepByStep_ToAWrittenReview()
    {
        await using var town = await Town.Open();
        var (work, read, olga) = (town.World.Get<WorkOnIncident>(), town.World.Get<ReadIncidents>(), town.World.Olga.Actor);
        var omar = await town.SecondOperator();
        var intent = await town.Pending();
        Assert.Null((await town.Mei.Approves(intent)).Refusal);
        // The tool is about to pay more than was approved, twice: one signal.
        Assert.Equal("parameters_mismatch", (await town.Spend(intent, Payments.Wire("9999.00")["parameters"])).Problem);
        Assert.Equal("parameters_mismatch", (await town.Spend(intent, Payments.Wire("9999.00")["parameters"])).Problem);
        var signal = Assert.Single((await read.List(olga)).Value.Signals);

        var opened = await town.World.Get<OpenIncident>().Handle(olga, new IncidentOrder("The bank's adapter changes amounts.", IncidentLinkKind.Entry, $"{signal.Index}"));
        Assert.True(!opened.IsRefused, opened.Refusal?.ToString());
        var id = opened.Value.Id;
        Assert.Empty((await read.List(olga)).Value.Signals);

        var stop = (await town.World.Olga.Stops(StopReach.Tool, World.World.Bank)).Value;
        Assert.Null((await work.Link(olga, id, stop.Id)).Refusal);
        Assert.Null((await work.Link(olga, id, intent)).Refusal);
        Assert.Equal(IncidentRefusals.Linked, (await work.Link(olga, id, intent)).Refusal);
        Assert.Equal(IncidentRefusals.NoSuchThing, (await work.Link(olga, id, "int_nothing")).Refusal);
        Assert.Equal(IncidentRefusals.NoSuchThing, (await work.Link(olga, id, "999999")).Refusal);
        Assert.Equal(IncidentRefusals.NotYet, (await work.Finish(olga, id, IncidentStage.Recover, "All well.")).Refusal);
        Assert.Equal(IncidentRefusals.StepDone, (await work.Finish(olga, id, IncidentStage.Detect, "Again.")).Refusal);
        Assert.Equal(IncidentRefusals.NoOwner, (await work.Assign(olga, id, IncidentStage.Eradicate, "per_nobody")).Refusal);
        Assert.Null((await work.Assign(olga, id, IncidentStage.Eradicate, omar.Id)).Refusal);
        Assert.Equal(IncidentRefusals.StepsOpen, (await work.Close(olga, id, "Done.")).Refusal);
        Assert.Equal(["/note"], (await work.Finish(olga, id, IncidentStage.Contain, " ")).Refusal!.Errors!.Select(e => e.Pointer));
        foreach (var stage in new[] { IncidentStage.Contain, IncidentStage.Eradicate, IncidentStage.Recover, IncidentStage.Learn })
            Assert.Null((await work.Finish(omar.Actor, id, stage, "Done as agreed.")).Refusal);
        Assert.Equal(["/review"], (await work.Close(olga, id, "")).Refusal!.Errors!.Select(e => e.Pointer));
        Assert.Null((await work.Close(olga, id, "A rounding fault in the adapter; it compares before it sends now.")).Refusal);
        Assert.Equal(IncidentRefusals.Closed, (await work.Assign(olga, id, IncidentStage.Learn, omar.Id)).Refusal);

        var file = (await read.One(town.Ada.Actor, id)).Value;
        Assert.Equal((false, 3, omar.Id), (file.ReaderManages, file.Links.Count, file.Steps.Single(s => s.Stage == IncidentStage.Eradicate).OwnerId));
        await using var db = town.World.Read();
        Assert.Equal(["incident.opened", "incident.linked", "incident.linked", "incident.step_assigned", "incident.step_done", "incident.step_done", "incident.step_done", "incident.step_done", "incident.closed"],
            db.LogEntries.Where(e => e.SubjectId == id).OrderBy(e => e.Index).Select(e => e.Type));
    }

    [Fact]
    public async Task OnlyOperatorsWorkOnIncidents()
    {
        await using var town = await Town.Open();
        var order = new IncidentOrder("Odd.", null, null);

        Assert.Equal("not_allowed", (await town.World.Get<OpenIncident>().Handle(town.Mei.Actor, order)).Refusal?.Code);
        Assert.Equal("not_allowed", (await town.World.Get<OpenIncident>().Handle(town.Ada.Actor, order)).Refusal?.Code);
        var id = (await town.World.Get<OpenIncident>().Handle(town.World.Olga.Actor, order)).Value.Id;
        Assert.Equal("not_allowed", (await town.World.Get<WorkOnIncident>().Finish(town.Mei.Actor, id, IncidentStage.Contain, "Mine.")).Refusal?.Code);
        Assert.Equal("not_found", (await town.World.Get<WorkOnIncident>().Finish(town.World.Olga.Actor, "icd_nothing", IncidentStage.Contain, "Mine.")).Refusal?.Code);
        Assert.Equal(IncidentRefusals.NoSuchThing, (await town.World.Get<OpenIncident>().Handle(town.World.Olga.Actor, new IncidentOrder("Odd.", IncidentLinkKind.Stop, "stp_nothing"))).Refusal);
        Assert.Equal(["/title"], (await town.World.Get<OpenIncident>().Handle(town.World.Olga.Actor, new IncidentOrder(" ", null, null))).Refusal!.Errors!.Select(e => e.Pointer));
    }
}
