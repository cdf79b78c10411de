using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Stops;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Agents;

/// <summary>
/// An operator changes what an agent is and may ask for. Intents it declared before keep the owner of their time beside the new one; a type or tool taken away is refused at exchange
/// and redemption, too. Refused when somebody else changed the agent meanwhile.
/// </summary>
internal sealed class ChangeAgent(Work work, IntentTypes types)
{
    /// <param name="version">The version the operator was looking at.</param>
    public async Task<Outcome<int>> Handle(Actor actor, string agentId, int version, AgentSheet sheet, CancellationToken cancel = default) =>
        await work.Do<int>(actor, async act =>
        {
            if (await act.Lacks(Permission.ManageAgents) is { } lacking)
                return lacking;
            if (await act.Db.Agents.AsTracking().SingleOrDefaultAsync(a => a.Id == agentId) is not { } agent)
                return AgentRefusals.NotFound;
            if (agent.Version != version)
                return AgentRefusals.Moved;
            // What it has already stays possible even when its point is suspended at the moment.
            var served = (await Registry.Served(act.Db)).Concat(agent.Tools).ToHashSet(StringComparer.Ordinal);
            var check = AgentRules.Check(sheet, types.All.Select(t => t.Id).Concat(agent.IntentTypes).ToHashSet(StringComparer.Ordinal), served);
            var errors = new List<FieldError>(check.Refusal?.Errors ?? []);
            if (await Registry.NameTaken(act.Db, sheet.Name, butId: agentId) is { } taken)
                errors.Add(taken);
            if (sheet.OwnerId.Length > 0 && await Registry.OwnerFault(act.Db, sheet.OwnerId) is { } owner)
                errors.Add(owner);
            if (errors.Count > 0)
                return AgentRefusals.InvalidField with { Errors = errors };

            var (tidy, ownerBefore) = (check.Value, agent.OwnerId);
            agent.Name = tidy.Name;
            agent.OwnerId = tidy.OwnerId;
            agent.Purpose = tidy.Purpose;
            agent.Environment = tidy.Environment;
            agent.RiskTier = tidy.RiskTier;
            agent.IntentTypes = [.. tidy.IntentTypes];
            agent.Tools = [.. tidy.Tools];
            agent.Version++;
            act.Audit(AuditTypes.AgentChanged, agentId, new Dictionary<string, string> { ["owner"] = tidy.OwnerId, ["owner_before"] = ownerBefore }, Registry.Detail(tidy));
            await HoldNewcomers.Of(act, agent);
            act.Signal(Topics.Agents);
            return agent.Version;
        }, cancel);
}
