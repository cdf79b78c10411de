using GovernanceConsole.Domain;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.KillSwitch;

/// <summary>
/// An enforcement point says that it does nothing in scope any more: no answer from memory, nothing it had begun to prepare. Once; said again it is answered as the first time. A point that was registered after the
/// stop may say so too, one that is not asked because it does not serve the tool finds nothing.
/// </summary>
internal sealed class ConfirmStop(Work work)
{
    public Task<Outcome<StopConfirmation>> Handle(Actor actor, string? stopId, CancellationToken cancel = default) => work.Do<StopConfirmation>(actor, async act =>
    {
        if (actor.Kind != ActorKind.Point || await act.Db.Points.AsNoTracking().SingleOrDefaultAsync(p => p.Id == actor.Id && p.SuspendedAt == null) is not { } point)
            return StopRefusals.NotFound;
        if (await act.Db.Stops.AsNoTracking().SingleOrDefaultAsync(s => s.Id == stopId) is not { } stop)
            return StopRefusals.NotFound;
        var asked = await act.Db.StopConfirmations.AsTracking().SingleOrDefaultAsync(c => c.StopId == stop.Id && c.PointId == point.Id);
        if (asked?.ConfirmedAt is not null)
            return asked;
        if (stop.Standing == StopStage.Released)
            return StopRefusals.Over;
        if (asked is null && !await StopTargets.Points(act.Db, stop.Scope).AnyAsync(id => id == point.Id))
            return StopRefusals.NotFound;
        asked ??= act.Db.StopConfirmations.Add(new StopConfirmation { StopId = stop.Id, PointId = point.Id, RequestedAt = point.RegisteredAt > stop.PlacedAt ? point.RegisteredAt : stop.PlacedAt }).Entity;
        asked.ConfirmedAt = act.Now;
        act.Audit(AuditTypes.StopConfirmed, stop.Id, new Dictionary<string, string> { ["point"] = point.Id });
        act.Signal(Topics.Stops);
        return asked;
    }, cancel);
}
