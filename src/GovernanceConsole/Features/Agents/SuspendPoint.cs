using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Agents;

/// <summary>
/// An operator stops an enforcement point, with a reason. Its tokens are dead from this commit on; its audiences count as served by nobody, so nothing new is declared for them and no grant for them
/// is claimed or redeemed.
/// </summary>
internal sealed class SuspendPoint(Work work)
{
    public async Task<Outcome<bool>> Handle(Actor actor, string pointId, string reason, CancellationToken cancel = default) =>
        await work.Do<bool>(actor, async act =>
        {
            if (await act.Lacks(Permission.ManageAgents) is { } lacking)
                return lacking;
            var because = AgentRules.Reason(reason);
            if (because.IsRefused)
                return because.Refusal;
            if (await act.Db.Points.AsTracking().SingleOrDefaultAsync(p => p.Id == pointId) is not { } point)
                return AgentRefusals.NotFound;
            if (!point.IsActive)
                return AgentRefusals.AlreadySo;
            point.SuspendedAt = act.Now;
            point.SuspendedBecause = because.Value;
            point.TokenEpoch++;
            point.Version++;
            act.Audit(AuditTypes.PointSuspended, pointId, detail: new JsonObject { ["reason"] = because.Value });
            act.Signal(Topics.Agents);
            return true;
        }, cancel);
}
