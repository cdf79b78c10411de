using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Incidents;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Ui;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Incidents;

/// <summary>An operator works an incident off: gives a step to somebody, does the next one, links what belongs to it, and closes it with a written review. Each leaves its entry; what is closed stays as it is.</summary>
internal sealed class WorkOnIncident(Work work)
{
    public Task<Outcome<Done>> Assign(Actor actor, string id, IncidentStage stage, string? ownerId) => Do(actor, id, async (act, _, steps) =>
    {
        if (steps.FirstOrDefault(s => s.Stage == stage) is not { } step)
            return IncidentRefusals.NotFound;
        if (step.DoneAt is not null)
            return IncidentRefusals.StepDone;
        if ((await act.Kept(Standings.Read)).Person(ownerId ?? "") is not { SuspendedAt: null })
            return IncidentRefusals.NoOwner;
        step.OwnerId = ownerId!;
        act.Audit(AuditTypes.IncidentStepAssigned, id, new Dictionary<string, string> { ["stage"] = Name(stage), ["owner"] = ownerId! });
        if (ownerId != actor.Id)
            Notices.Tell(act, ownerId!, $"A step of an incident is yours now: {Name(stage)}.", NoticeRoute.Incident, Links.Incident(id));
        return new Done();
    });

    public Task<Outcome<Done>> Finish(Actor actor, string id, IncidentStage stage, string? note) => Do(actor, id, (act, incident, steps) =>
    {
        if ((IncidentRules.MayFinish(incident, steps, stage) ?? IncidentRules.Words("/note", note, IncidentRules.LongestNote)) is { } refusal)
            return Task.FromResult<Outcome<Done>>(refusal);
        var step = steps.Single(s => s.Stage == stage);
        (step.DoneAt, step.DoneById, step.Note) = (act.Now, actor.Id, note!.Trim());
        act.Audit(AuditTypes.IncidentStepDone, id, new Dictionary<string, string> { ["stage"] = Name(stage), ["owner"] = step.OwnerId }, new JsonObject { ["note"] = step.Note });
        return Task.FromResult<Outcome<Done>>(new Done());
    });

    public Task<Outcome<Done>> Link(Actor actor, string id, string? reference) => Do(actor, id, async (act, _, _) =>
    {
        reference = reference?.Trim();
        if (IncidentThings.KindOf(reference) is not { } kind || !await IncidentThings.Exist(act.Db, kind, reference))
            return IncidentRefusals.NoSuchThing;
        if (await act.Db.IncidentLinks.AnyAsync(l => l.IncidentId == id && l.Kind == kind && l.Reference == reference))
            return IncidentRefusals.Linked;
        act.Insert(new IncidentLink { IncidentId = id, Kind = kind, Reference = reference!, At = act.Now, ById = actor.Id });
        act.Audit(AuditTypes.IncidentLinked, id, new Dictionary<string, string> { [IncidentThings.Name(kind)] = reference! });
        return new Done();
    });

    public Task<Outcome<Done>> Close(Actor actor, string id, string? review) => Do(actor, id, (act, incident, steps) =>
    {
        if (IncidentRules.MayClose(incident, steps, review) is { } refusal)
            return Task.FromResult<Outcome<Done>>(refusal);
        (incident.ClosedAt, incident.ClosedById, incident.Review) = (act.Now, actor.Id, review!.Trim());
        act.Audit(AuditTypes.IncidentClosed, id, detail: new JsonObject { ["review"] = incident.Review });
        return Task.FromResult<Outcome<Done>>(new Done());
    });

    public static string Name(IncidentStage stage) => stage.ToString().ToLowerInvariant();

    private Task<Outcome<Done>> Do(Actor actor, string id, Func<Act, Incident, List<IncidentStep>, Task<Outcome<Done>>> step) => work.Do<Done>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManageIncidents) is { } lacking)
            return lacking;
        if (await act.Db.Incidents.AsTracking().SingleOrDefaultAsync(i => i.Id == id) is not { } incident)
            return IncidentRefusals.NotFound;
        if (incident.ClosedAt is not null)
            return IncidentRefusals.Closed;
        act.Signal(Topics.Incidents);
        return await step(act, incident, await act.Db.IncidentSteps.AsTracking().Where(s => s.IncidentId == id).ToListAsync());
    });
}
