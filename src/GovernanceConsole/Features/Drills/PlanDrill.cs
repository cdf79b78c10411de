using System.Security.Cryptography;
using System.Text;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Oversight;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Drills;

/// <summary>What an operator says about a drill.</summary>
/// <param name="AgentName">Under which agent it is declared: one of the console's own, made on first use. A real agent's name is refused.</param>
/// <param name="Purpose">What that agent is said to be for.</param>
/// <param name="Environment">Where it is said to work.</param>
/// <param name="Body">The decoy's body as an agent would send it, without a deadline.</param>
/// <param name="Lesson">What is wrong with it, told after the decision.</param>
/// <param name="OpensAt">When it goes into the queue; null for at once.</param>
/// <param name="WithinMinutes">How long people have.</param>
internal sealed record DrillSheet(string? AgentName, string? Purpose, string? Environment, string? Body, string? Lesson, DateTime? OpensAt, int WithinMinutes);

/// <summary>
/// Plans a vigilance drill. The log is told at once, by a commitment that names neither the decoy nor its content; the agent it is declared by is the console's own, and the private half of its key is thrown away here, so that nobody can
/// ever act as it. The operator owns that agent and so cannot sign the decoy. Refused with every fault of the sheet.
/// </summary>
internal sealed class PlanDrill(Work work, IntentTypes types)
{
    private const int MostOpen = 20;

    private static readonly TimeSpan Furthest = TimeSpan.FromDays(90);

    public Task<Outcome<string>> Handle(Actor actor, DrillSheet sheet) => work.Do<string>(actor, async act =>
    {
        if (await act.Lacks(Permission.RunDrills) is { } lacking)
            return lacking;
        var errors = new List<FieldError>();
        var lesson = sheet.Lesson?.Trim() ?? "";
        if (lesson.Length is 0 or > 500)
            errors.Add(new FieldError("/lesson", "Say what a close reader would have seen, in at most 500 characters."));
        if (sheet.WithinMinutes is < 5 or > 7 * 24 * 60)
            errors.Add(new FieldError("/within_minutes", "People have 5 minutes to 7 days."));
        var opens = sheet.OpensAt is { } at && at > act.Now ? at : act.Now;
        if (opens > act.Now + Furthest)
            errors.Add(new FieldError("/opens_at", "A drill begins within 90 days."));
        var document = IntentJson.Parse(Encoding.UTF8.GetBytes(sheet.Body ?? ""));
        var declared = document.IsRefused ? document.Refusal : types.Declare(document.Value, act.Now);
        errors.AddRange((declared.Refusal?.Errors ?? (declared.IsRefused ? [new FieldError("", declared.Refusal.Message)] : [])).Select(error => error with { Pointer = "/body" + error.Pointer }));
        if (!declared.IsRefused && declared.Value.Deadline is not null)
            errors.Add(new FieldError("/body/deadline", "Leave the deadline out: it follows from when the drill begins."));
        if (await act.Db.Drills.CountAsync(d => d.State < DrillState.Caught) >= MostOpen)
            return DrillRefusals.Form with { Message = $"{MostOpen} drills are planned or wait already. Nothing was planned; more than that is no drill but noise." };
        var agent = declared.IsRefused ? null : await Agent(act, sheet, declared.Value, errors);
        if (errors.Count > 0 || agent is null)
            return DrillRefusals.Form with { Errors = errors };

        var (id, intentId, nonce) = (act.Ids.New(Ids.Drill), act.Ids.New(Ids.Intent), act.Ids.Bytes(32));
        var drill = new Drill
        {
            Id = id, IntentId = intentId, AgentId = agent, PlannedById = actor.Id, PlannedByName = (await act.Kept(Standings.Read)).Person(actor.Id)!.Name, PlannedAt = act.Now, OpensAt = opens,
            WithinSeconds = sheet.WithinMinutes * 60, Body = declared.Value.Canonical, Lesson = lesson, Nonce = nonce, Commitment = DrillCommitment.Of(id, intentId, Base64UrlText.Encode(nonce)),
        };
        act.Insert(drill);
        act.Audit(AuditTypes.DrillPlanned, id, digests: new Dictionary<string, string> { [DrillCommitment.Name] = drill.Commitment });
        return id;
    });

    /// <summary>The console's own agent of that name, with the type and tool it takes; made where there is none. Null where something is wrong with it.</summary>
    private async Task<string?> Agent(Act act, DrillSheet sheet, DeclaredIntent body, List<FieldError> errors)
    {
        var name = sheet.AgentName?.Trim() ?? "";
        if (await act.Db.Agents.AsTracking().SingleOrDefaultAsync(a => a.Name == name && act.Db.Drills.Any(d => d.AgentId == a.Id)) is { } known)
        {
            if (!(await Registry.Served(act.Db)).Contains(body.Tool))
                errors.Add(new FieldError("/body/tool", "No active enforcement point serves this."));
            if (errors.Count == 0 && !(known.IntentTypes.Contains(body.Type.Id) && known.Tools.Contains(body.Tool)))
                Widen(act, known, body);
            return known.Id;
        }

        var agent = new AgentSheet(name, act.Actor.Id, sheet.Purpose ?? "", sheet.Environment ?? "", Risk.Routine, [body.Type.Id], [body.Tool]);
        var check = AgentRules.Check(agent, types.All.Select(t => t.Id).ToHashSet(StringComparer.Ordinal), await Registry.Served(act.Db));
        errors.AddRange((check.Refusal?.Errors ?? []).Select(error => error.Pointer.StartsWith("/tools", StringComparison.Ordinal) ? error with { Pointer = "/body/tool" } : error));
        if (await Registry.NameTaken(act.Db, name) is { } taken)
            errors.Add(taken);
        if (errors.Count > 0)
            return null;
        // Only the public half leaves this block: nobody will ever prove to be this agent.
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var jwk = PublicJwk.Of(key);
        var id = act.Ids.New(Ids.Agent);
        act.Db.Agents.Add(new Agent
        {
            Id = id, Name = check.Value.Name, OwnerId = act.Actor.Id, Purpose = check.Value.Purpose, Environment = check.Value.Environment, RiskTier = Risk.Routine,
            IntentTypes = [.. check.Value.IntentTypes], Tools = [.. check.Value.Tools], PublicJwk = jwk.Json, KeyThumbprint = jwk.Thumbprint, RegisteredAt = act.Now, RegisteredById = act.Actor.Id, Version = 1,
        });
        act.Db.ClientKeys.Add(new ClientKey { Thumbprint = jwk.Thumbprint, ClientId = id });
        act.Audit(AuditTypes.AgentRegistered, id, new Dictionary<string, string> { ["owner"] = act.Actor.Id, ["key"] = jwk.Thumbprint }, Registry.Detail(check.Value));
        act.Signal(Topics.Agents);
        return id;
    }

    private static void Widen(Act act, Agent agent, DeclaredIntent body)
    {
        agent.IntentTypes = [.. agent.IntentTypes.Append(body.Type.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        agent.Tools = [.. agent.Tools.Append(body.Tool).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        agent.Version++;
        var sheet = new AgentSheet(agent.Name, agent.OwnerId, agent.Purpose, agent.Environment, agent.RiskTier, agent.IntentTypes, agent.Tools);
        act.Audit(AuditTypes.AgentChanged, agent.Id, new Dictionary<string, string> { ["owner"] = agent.OwnerId, ["owner_before"] = agent.OwnerId }, Registry.Detail(sheet));
        act.Signal(Topics.Agents);
    }
}
