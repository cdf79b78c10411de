using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Agents;

/// <summary>An operator gives an agent a new key. The old one counts for nothing from this commit on, nor do tokens got with it; it stays on the list of held keys, so that nobody can take it up.</summary>
internal sealed class ReplaceAgentKey(Work work)
{
    public async Task<Outcome<string>> Handle(Actor actor, string agentId, string publicJwk, CancellationToken cancel = default)
    {
        var key = PublicJwk.Read(publicJwk);
        return await work.Do<string>(actor, async act =>
        {
            if (await act.Lacks(Permission.ManageAgents) is { } lacking)
                return lacking;
            if (await act.Db.Agents.AsTracking().SingleOrDefaultAsync(a => a.Id == agentId) is not { } agent)
                return AgentRefusals.NotFound;
            if (key.IsRefused)
                return key.Refusal;
            if (await Registry.KeyTaken(act.Db, key.Value) is { } held)
                return held;
            var before = agent.KeyThumbprint;
            agent.PublicJwk = key.Value.Json;
            agent.KeyThumbprint = key.Value.Thumbprint;
            agent.TokenEpoch++;
            agent.Version++;
            act.Db.ClientKeys.Add(new ClientKey { Thumbprint = key.Value.Thumbprint, ClientId = agentId });
            act.Audit(AuditTypes.AgentKeyReplaced, agentId, new Dictionary<string, string> { ["key"] = key.Value.Thumbprint, ["key_before"] = before });
            act.Signal(Topics.Agents);
            return key.Value.Thumbprint;
        }, cancel);
    }
}
