using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Oversight;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Drills;

/// <summary>Takes a drill back. One that was not put into the queue yet simply does not happen; a decoy that waits is withdrawn and revealed.</summary>
internal sealed class CallOffDrill(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, string drillId) => work.Do<Done>(actor, async act =>
    {
        if (await act.Lacks(Permission.RunDrills) is { } lacking)
            return lacking;
        if (await act.Db.Drills.AsTracking().SingleOrDefaultAsync(d => d.Id == drillId && d.State < DrillState.Caught) is not { } drill)
            return DrillRefusals.NotFound;
        var name = (await act.Kept(Standings.Read)).Person(actor.Id)!.Name;
        await Off(act, drill, $"{name} called it off.");
        return new Done();
    });

    /// <summary>The same for the console itself: what cannot be put to anybody does not happen.</summary>
    public static async Task Off(Act act, Drill drill, string because)
    {
        drill.Because = because.Length > 400 ? because[..400] : because;
        act.Audit(AuditTypes.DrillCalledOff, drill.Id);
        if (drill.State != DrillState.Waiting)
        {
            (drill.State, drill.EndedAt) = (DrillState.CalledOff, act.Now);
            return;
        }

        // One that has just ended by itself is revealed all the same: its receipt says so from then on.
        var intent = await act.Db.Intents.AsTracking().SingleAsync(i => i.Id == drill.IntentId);
        if (intent.MoveTo(IntentStatus.Withdrawn, OutcomeCodes.Withdrawn))
        {
            (await act.Db.QueueItems.AsTracking().SingleAsync(q => q.IntentId == intent.Id)).Close(QueueState.Withdrawn, act.Now);
            act.Audit(AuditTypes.IntentWithdrawn, intent.Id, by: Actor.Console);
        }

        RevealDrill.End(act, drill, DrillState.CalledOff);
    }
}
