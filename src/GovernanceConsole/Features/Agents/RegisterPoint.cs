using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Agents;

/// <summary>An operator registers an enforcement point with its key and the audiences it serves. An audience is served by exactly one point: the audience is the primary key.</summary>
internal sealed class RegisterPoint(Work work, Place place)
{
    public async Task<Outcome<string>> Handle(Actor actor, PointSheet sheet, string publicJwk, CancellationToken cancel = default)
    {
        var key = PublicJwk.Read(publicJwk);
        return await work.Do<string>(actor, async act =>
        {
            if (await act.Lacks(Permission.ManageAgents) is { } lacking)
                return lacking;
            var check = AgentRules.Check(sheet, place.Issuer);
            var errors = new List<FieldError>(check.Refusal?.Errors ?? []);
            if (await Registry.NameTaken(act.Db, sheet.Name) is { } taken)
                errors.Add(taken);
            if (!check.IsRefused)
                for (var i = 0; i < check.Value.Audiences.Count; i++)
                {
                    var audience = check.Value.Audiences[i];
                    if (await act.Db.PointAudiences.AnyAsync(a => a.Audience == audience))
                        errors.Add(new FieldError($"/audiences/{i}", "Another enforcement point serves this audience."));
                }

            if (errors.Count > 0)
                return AgentRefusals.InvalidField with { Errors = [.. errors, .. key.Refusal?.Errors ?? []] };
            if (key.IsRefused)
                return key.Refusal;
            if (await Registry.KeyTaken(act.Db, key.Value) is { } held)
                return held;

            var (tidy, id) = (check.Value, act.Ids.New(Ids.Point));
            act.Db.Points.Add(new EnforcementPoint
            {
                Id = id,
                Name = tidy.Name,
                PublicJwk = key.Value.Json,
                KeyThumbprint = key.Value.Thumbprint,
                RegisteredAt = act.Now,
                RegisteredById = actor.Id,
                Version = 1,
            });
            act.Db.ClientKeys.Add(new ClientKey { Thumbprint = key.Value.Thumbprint, ClientId = id });
            foreach (var audience in tidy.Audiences)
                act.Db.PointAudiences.Add(new PointAudience { Audience = audience, PointId = id });
            act.Audit(AuditTypes.PointRegistered, id, new Dictionary<string, string> { ["key"] = key.Value.Thumbprint },
                new JsonObject { ["name"] = tidy.Name, ["audiences"] = new JsonArray([.. tidy.Audiences]) });
            act.Signal(Topics.Agents);
            return id;
        }, cancel);
    }
}
