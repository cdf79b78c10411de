using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Agents;

/// <summary>An operator lets a stopped agent work again. It starts with nothing: it must ask for a new token, and what was revoked stays revoked.</summary>
internal sealed class ResumeAgent(Work work)
{
    public async Task<Outcome<bool>> Handle(Actor actor, string agentId, CancellationToken cancel = default) =>
        await work.Do<bool>(actor, async act =>
        {
            if (await act.Lacks(Permission.ManageAgents) is { } lacking)
                return lacking;
            if (await act.Db.Agents.AsTracking().SingleOrDefaultAsync(a => a.Id == agentId) is not { } agent)
                return AgentRefusals.NotFound;
            if (agent.IsActive)
                return AgentRefusals.AlreadySo;
            agent.SuspendedAt = null;
            agent.SuspendedBecause = null;
            agent.Version++;
            act.Audit(AuditTypes.AgentResumed, agentId);
            act.Signal(Topics.Agents);
            return true;
        }, cancel);
}
