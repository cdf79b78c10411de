using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Agents;

/// <summary>An operator lets a stopped enforcement point serve again. It must ask for a new token.</summary>
internal sealed class ResumePoint(Work work)
{
    public async Task<Outcome<bool>> Handle(Actor actor, string pointId, CancellationToken cancel = default) =>
        await work.Do<bool>(actor, async act =>
        {
            if (await act.Lacks(Permission.ManageAgents) is { } lacking)
                return lacking;
            if (await act.Db.Points.AsTracking().SingleOrDefaultAsync(p => p.Id == pointId) is not { } point)
                return AgentRefusals.NotFound;
            if (point.IsActive)
                return AgentRefusals.AlreadySo;
            point.SuspendedAt = null;
            point.SuspendedBecause = null;
            point.Version++;
            act.Audit(AuditTypes.PointResumed, pointId);
            act.Signal(Topics.Agents);
            return true;
        }, cancel);
}
