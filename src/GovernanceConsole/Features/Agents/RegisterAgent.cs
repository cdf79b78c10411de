using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;

namespace GovernanceConsole.Features.Agents;

/// <summary>An operator registers an agent with its key. One agent, one identity: a key that any client holds or held is refused, and so is a name that reads like another's.</summary>
internal sealed class RegisterAgent(Work work, IntentTypes types)
{
    public async Task<Outcome<string>> Handle(Actor actor, AgentSheet sheet, string publicJwk, CancellationToken cancel = default)
    {
        var key = PublicJwk.Read(publicJwk);
        return await work.Do<string>(actor, async act =>
        {
            if (await act.Lacks(Permission.ManageAgents) is { } lacking)
                return lacking;
            var check = AgentRules.Check(sheet, types.All.Select(t => t.Id).ToHashSet(StringComparer.Ordinal), await Registry.Served(act.Db));
            var errors = new List<FieldError>(check.Refusal?.Errors ?? []);
            if (await Registry.NameTaken(act.Db, sheet.Name) is { } taken)
                errors.Add(taken);
            if (sheet.OwnerId.Length > 0 && await Registry.OwnerFault(act.Db, sheet.OwnerId) is { } owner)
                errors.Add(owner);
            if (errors.Count > 0)
                return AgentRefusals.InvalidField with { Errors = [.. errors, .. key.Refusal?.Errors ?? []] };
            if (key.IsRefused)
                return key.Refusal;
            if (await Registry.KeyTaken(act.Db, key.Value) is { } held)
                return held;

            var (tidy, id) = (check.Value, act.Ids.New(Ids.Agent));
            act.Db.Agents.Add(new Agent
            {
                Id = id,
                Name = tidy.Name,
                OwnerId = tidy.OwnerId,
                Purpose = tidy.Purpose,
                Environment = tidy.Environment,
                RiskTier = tidy.RiskTier,
                IntentTypes = [.. tidy.IntentTypes],
                Tools = [.. tidy.Tools],
                PublicJwk = key.Value.Json,
                KeyThumbprint = key.Value.Thumbprint,
                RegisteredAt = act.Now,
                RegisteredById = actor.Id,
                Version = 1,
            });
            act.Db.ClientKeys.Add(new ClientKey { Thumbprint = key.Value.Thumbprint, ClientId = id });
            act.Audit(AuditTypes.AgentRegistered, id, new Dictionary<string, string> { ["owner"] = tidy.OwnerId, ["key"] = key.Value.Thumbprint }, Registry.Detail(tidy));
            act.Signal(Topics.Agents);
            return id;
        }, cancel);
    }
}
