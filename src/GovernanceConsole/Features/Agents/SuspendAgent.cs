using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Agents;

/// <summary>An operator stops an agent, with a reason. From this commit on its tokens are dead and its unredeemed grants revoked, also after it is resumed.</summary>
internal sealed class SuspendAgent(Work work)
{
    public async Task<Outcome<bool>> Handle(Actor actor, string agentId, string reason, CancellationToken cancel = default) =>
        await work.Do<bool>(actor, async act =>
        {
            if (await act.Lacks(Permission.ManageAgents) is { } lacking)
                return lacking;
            var because = AgentRules.Reason(reason);
            if (because.IsRefused)
                return because.Refusal;
            if (await act.Db.Agents.AsTracking().SingleOrDefaultAsync(a => a.Id == agentId) is not { } agent)
                return AgentRefusals.NotFound;
            if (!agent.IsActive)
                return AgentRefusals.AlreadySo;
            agent.SuspendedAt = act.Now;
            agent.SuspendedBecause = because.Value;
            agent.TokenEpoch++;
            agent.Version++;
            act.Audit(AuditTypes.AgentSuspended, agentId, detail: new JsonObject { ["reason"] = because.Value });
            await Registry.RevokeGrants(act, agentId);
            act.Signal(Topics.Agents);
            return true;
        }, cancel);
}
