using System.Text.Json.Nodes;
using GovernanceConsole.Demo.History;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Demo.Cast;

/// <summary>
/// Brings the demo's people into an empty console, each with a passkey that is held by this installation only, and lets one of them, an operator, register the points and agents by the acts of
/// everyday. Called inside <see cref="Work.DoAt{T}"/>, before anything else happened.
/// </summary>
internal sealed class InstallCast(Work work, DemoCast cast, RegisterPoint registerPoint, RegisterAgent registerAgent)
{
    /// <summary>What the passkeys of the past are called. Their private halves are gone once the history is written; a visitor's own passkey takes their place.</summary>
    public const string HistoryLabel = "history";

    /// <summary>The first day's work: people, points, agents.</summary>
    /// <param name="keys">The authenticators that hold the people's passkeys, by the cast's key.</param>
    public async Task<CastIds> Handle(IReadOnlyDictionary<string, HistoryAuthenticator> keys, CancellationToken stop)
    {
        var people = (await work.Do<Dictionary<string, string>>(Actor.Console, act => Task.FromResult<Outcome<Dictionary<string, string>>>(
            cast.People.ToDictionary(p => p.Key, p => Enrol(act, p, keys[p.Key]), StringComparer.Ordinal)), stop)).Value;
        var operatorId = people[cast.People.First(p => p.Roles.Contains("operator")).Key];
        var points = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var point in cast.Points)
            points[point.Key] = (await registerPoint.Handle(Actor.Person(operatorId), new PointSheet(point.Name, point.Audiences), cast.PublicJwkOf(point.Key), stop)).Value;
        var agents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var agent in cast.Agents)
        {
            var sheet = new AgentSheet(agent.Name, people[agent.Owner], agent.Purpose, agent.Environment, SafetyNet.ReadRisk(agent.RiskTier), agent.IntentTypes, agent.Tools);
            agents[agent.Key] = (await registerAgent.Handle(Actor.Person(operatorId), sheet, cast.PublicJwkOf(agent.Key), stop)).Value;
        }
        return new CastIds(people, points, agents);
    }

    private static string Enrol(Act act, CastPerson persona, HistoryAuthenticator key)
    {
        var id = act.Ids.New(Ids.Person);
        act.Db.People.Add(new Person
        {
            Id = id, Name = persona.Name, Email = persona.Email, Zone = persona.Zone, CreatedAt = act.Now, InvitedById = Actor.Console.Id, EnrolledAt = act.Now, Version = 1,
        });
        act.Db.Passkeys.Add(new Passkey
        {
            CredentialId = Base64UrlText.Encode(key.CredentialId),
            PersonId = id,
            CoseKey = key.CoseKey,
            SignCount = 0,
            Aaguid = Domain.Approvals.WebAuthn.PracticeKey.Aaguid.ToString(),
            BackupEligible = false,
            BackedUp = false,
            Practice = true,
            Label = HistoryLabel,
            EnrolledAt = act.Now,
            VouchedById = Actor.Console.Id,
        });
        act.Audit(AuditTypes.PersonEnrolled, id, new Dictionary<string, string> { ["vouched_by"] = Actor.Console.Id },
            new JsonObject { ["name"] = persona.Name, ["label"] = HistoryLabel, ["practice"] = true, ["demo"] = true });
        foreach (var role in persona.Roles)
        {
            act.Db.RoleHoldings.Add(new RoleHolding { PersonId = id, Role = Enum.Parse<Role>(role, ignoreCase: true), FromAt = act.Now, GrantedById = Actor.Console.Id });
            act.Audit(AuditTypes.RoleGranted, id, detail: new JsonObject { ["name"] = persona.Name, ["role"] = role, ["demo"] = true });
        }
        foreach (var group in persona.Groups)
        {
            act.Db.GroupMemberships.Add(new GroupMembership { PersonId = id, Group = group, FromAt = act.Now, AddedById = Actor.Console.Id });
            act.Audit(AuditTypes.GroupJoined, id, detail: new JsonObject { ["group"] = group, ["demo"] = true });
        }
        return id;
    }
}
