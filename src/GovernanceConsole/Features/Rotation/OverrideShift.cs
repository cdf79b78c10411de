using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Rotation;

/// <summary>Puts one person on duty for a stretch of time, whoever's turn it was. Operators do this; people exchange shifts with <see cref="SwapShifts"/>.</summary>
internal sealed class OverrideShift(Work work, ICoverageWatch coverage)
{
    public Task<Outcome<long>> Handle(Actor actor, string rotation, Interval time, string personId) => work.Do<long>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManagePeople) is { } refusal)
            return refusal;
        if (!await act.Db.Rotations.AnyAsync(r => r.Name == rotation && r.UntilAt == null))
            return RotationRefusals.Unknown;
        var change = RotationRules.Override(time, personId, await Nameable.Approvers(act.Db, act.Now), act.Now);
        if (change.IsRefused)
            return change.Refusal;
        if (personId == actor.Id && await Operators.Active(act.Db, act.Now) > 1)
            return RotationRefusals.OwnDuty;
        if (await act.Db.DutyChanges.CountAsync(c => c.Rotation == rotation && c.UndoneAt == null && c.UntilAt > act.Now) >= RotationRules.MostChanges)
            return RotationRefusals.TooManyChanges;

        var before = await coverage.Before(act);
        var record = DutyChanges.Record(act, rotation, change.Value);
        act.Db.DutyChanges.Add(record);
        // The number is the change's name from here on, so the row is written first.
        await act.Db.SaveChangesAsync();
        act.Audit(AuditTypes.DutyOverridden, rotation, new Dictionary<string, string> { ["person"] = personId, ["change"] = DutyChanges.Name(record) }, DutyChanges.Detail(record));
        Notices.Tell(act, personId, $"You were put on call in “{rotation}”.");
        if (await coverage.Objects(act, before) is { } torn)
            return torn;
        await OpenQuestions.LookAgain(act);
        return record.Id;
    });
}

/// <summary>Takes back an override, or one side of a swap with the other. What had passed of it still counts.</summary>
internal sealed class UndoDutyChange(Work work, ICoverageWatch coverage)
{
    public Task<Outcome<Done>> Handle(Actor actor, long id) => work.Do<Done>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManagePeople) is { } refusal)
            return refusal;
        if (await act.Db.DutyChanges.AsTracking().SingleOrDefaultAsync(c => c.Id == id && c.UndoneAt == null) is not { } change)
            return RotationRefusals.Unknown;
        if (change.UntilAt <= act.Now)
            return RotationRefusals.ShiftOver;
        var before = await coverage.Before(act);
        // Both halves of a swap were made in one act, at one instant.
        var both = change.InsteadOfId is null ? [] : await act.Db.DutyChanges.AsTracking()
            .Where(c => c.Rotation == change.Rotation && c.MadeAt == change.MadeAt && c.MadeById == change.MadeById && c.PersonId == change.InsteadOfId && c.InsteadOfId == change.PersonId && c.UndoneAt == null).ToListAsync();
        foreach (var undone in both.Prepend(change).Where(c => c.UntilAt > act.Now))
        {
            undone.UndoneAt = act.Now;
            act.Audit(AuditTypes.DutyUndone, undone.Rotation, new Dictionary<string, string> { ["change"] = DutyChanges.Name(undone) }, DutyChanges.Detail(undone));
        }

        await coverage.Warn(act, before, change.PersonId);
        await OpenQuestions.LookAgain(act);
        return new Done();
    });
}

/// <summary>What acts write of a change to who is on duty.</summary>
internal static class DutyChanges
{
    public static DutyChangeRecord Record(Act act, string rotation, DutyChange change) => new()
    {
        Rotation = rotation,
        FromAt = change.Time.FromAt,
        UntilAt = change.Time.UntilAt,
        PersonId = change.PersonId,
        InsteadOfId = change.InsteadOfId,
        MadeAt = act.Now,
        MadeById = act.Actor.Id,
    };

    public static string Name(DutyChangeRecord record) => record.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static JsonObject Detail(DutyChangeRecord record) => new()
    {
        ["rotation"] = record.Rotation,
        ["from"] = Domain.Intents.DisplayZone.Record(record.FromAt),
        ["until"] = Domain.Intents.DisplayZone.Record(record.UntilAt),
    };
}
