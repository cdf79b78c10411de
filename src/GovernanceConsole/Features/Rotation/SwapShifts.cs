using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Rotation;

/// <summary>
/// Two people exchange shifts: each has the other's. Asked for by one of the two or by an operator, and told to both. Both are in the rotation already, so nobody gains what they did not have; refused when the calendar no longer
/// says what was looked at.
/// </summary>
internal sealed class SwapShifts(Work work, ICoverageWatch coverage)
{
    /// <param name="actor">Who asks.</param>
    /// <param name="rotation">Its name.</param>
    /// <param name="firstAt">When the one shift begins.</param>
    /// <param name="secondAt">When the other begins.</param>
    public Task<Outcome<Done>> Handle(Actor actor, string rotation, DateTime firstAt, DateTime secondAt) => work.Do<Done>(actor, async act =>
    {
        var isOperator = await act.Lacks(Permission.ManagePeople) is null;
        if (!isOperator && await act.Lacks(Permission.DecideIntent) is { } refusal)
            return refusal;
        if (!(await act.Kept(DutyBoard.Read)).Rotations.TryGetValue(rotation, out var calendar))
            return RotationRefusals.Unknown;
        var swap = RotationRules.Swap(calendar, firstAt, secondAt, act.Now);
        if (swap.IsRefused)
            return swap.Refusal;
        if (!isOperator && swap.Value.All(change => change.PersonId != actor.Id))
            return RotationRefusals.NotYourShift;
        if (await act.Db.DutyChanges.CountAsync(c => c.Rotation == rotation && c.UndoneAt == null && c.UntilAt > act.Now) >= RotationRules.MostChanges)
            return RotationRefusals.TooManyChanges;

        var before = await coverage.Before(act);
        foreach (var change in swap.Value)
        {
            var record = DutyChanges.Record(act, rotation, change);
            act.Db.DutyChanges.Add(record);
            await act.Db.SaveChangesAsync();
            act.Audit(AuditTypes.DutySwapped, rotation,
                new Dictionary<string, string> { ["person"] = change.PersonId, ["instead_of"] = change.InsteadOfId!, ["change"] = DutyChanges.Name(record) }, DutyChanges.Detail(record));
            Notices.Tell(act, change.PersonId, $"A shift in “{rotation}” was exchanged: look at the calendar for when you are on call.");
        }

        await coverage.Warn(act, before, swap.Value[0].PersonId);
        await OpenQuestions.LookAgain(act);
        return new Done();
    });
}
