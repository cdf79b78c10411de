using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.Outbox;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Rotation;

/// <summary>
/// Somebody is away, and says who stands in. Open questions move at once and those to come from the first instant on. By the person, or by an operator for them. Refused when people would stand in for each other in a
/// circle, or more than three in a row.
/// </summary>
internal sealed class SetOutOfOffice(Work work, ICoverageWatch coverage)
{
    public Task<Outcome<string>> Handle(Actor actor, string personId, string? delegateId, Interval time) => work.Do<string>(actor, async act =>
    {
        if (await Absences.MaySay(act, personId) is { } refusal)
            return refusal;
        var approvers = await Nameable.Approvers(act.Db, act.Now);
        if (!approvers.Contains(personId))
            return PersonRefusals.UnknownPerson;
        if (delegateId is not null && !approvers.Contains(delegateId))
            return RotationRefusals.Field("/delegate_id", "Name an active approver; nobody else can answer.");
        var absence = new Absence(personId, delegateId, time);
        if (Delegation.Objects(absence, [.. (await act.Kept(DutyBoard.Read)).Absences.Where(a => a.Time.UntilAt > act.Now)], act.Now) is { } objection)
            return objection;

        var before = await coverage.Before(act);
        var record = new AbsenceRecord { Id = act.Ids.New(Ids.Absence), PersonId = personId, DelegateId = delegateId, FromAt = time.FromAt, UntilAt = time.UntilAt, MadeAt = act.Now, MadeById = actor.Id };
        act.Db.Absences.Add(record);
        var ids = new Dictionary<string, string> { ["person"] = personId };
        if (delegateId is not null)
            ids["delegate"] = delegateId;
        act.Audit(AuditTypes.AbsenceSet, record.Id, ids, new JsonObject { ["from"] = DisplayZone.Record(time.FromAt), ["until"] = DisplayZone.Record(time.UntilAt) });
        if (delegateId is not null)
            await Absences.TellDelegate(act, record);
        await coverage.Warn(act, before, personId);
        await OpenQuestions.LookAgain(act);
        return record.Id;
    });
}

/// <summary>The person is back, or is not leaving after all. What passed of the absence stays on record.</summary>
internal sealed class EndOutOfOffice(Work work, ICoverageWatch coverage)
{
    public Task<Outcome<Done>> Handle(Actor actor, string id) => work.Do<Done>(actor, async act =>
    {
        if (await act.Db.Absences.AsTracking().SingleOrDefaultAsync(a => a.Id == id && a.UntilAt > act.Now) is not { } record)
            return RotationRefusals.UnknownAbsence;
        if (await Absences.MaySay(act, record.PersonId) is { } refusal)
            return refusal;
        var before = await coverage.Before(act);
        record.UntilAt = act.Now > record.FromAt ? act.Now : record.FromAt;
        act.Audit(AuditTypes.AbsenceEnded, record.Id, new Dictionary<string, string> { ["person"] = record.PersonId });
        // Whoever stood in answers no more.
        await coverage.Warn(act, before, record.PersonId);
        await OpenQuestions.LookAgain(act);
        return new Done();
    });
}

/// <summary>What both acts about absences ask and tell.</summary>
internal static class Absences
{
    /// <summary>Null for the person themselves as approver, and for operators; else why not.</summary>
    public static async Task<Refusal?> MaySay(Act act, string personId) =>
        await act.Lacks(Permission.ManagePeople) is null ? null
        : await act.Lacks(Permission.DecideIntent) is { } refusal ? refusal
        : act.Actor.Id == personId ? null : RotationRefusals.NotYourAbsence;

    public static async Task TellDelegate(Act act, AbsenceRecord record)
    {
        var name = await act.Db.People.Where(p => p.Id == record.PersonId).Select(p => p.Name).SingleAsync();
        Notices.Tell(act, record.DelegateId!, $"You stand in for {name} from {record.FromAt:yyyy-MM-dd HH:mm} to {record.UntilAt:yyyy-MM-dd HH:mm} UTC.");
        Outgoing.Absence(act, record);
    }
}
