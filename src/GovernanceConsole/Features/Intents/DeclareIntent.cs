using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.Oversight;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.Episodes;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.Grants;
using GovernanceConsole.Features.Oversight;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Features.Stops;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Intents;

/// <summary>What an agent sends: its key for "the same thing once", and the body as bytes.</summary>
internal sealed record DeclareIntentCommand(string IdempotencyKey, ReadOnlyMemory<byte> Body);

/// <summary>The intent, and whether this call made it or found it.</summary>
internal sealed record DeclaredAnswer(Intent Intent, Domain.Grants.Grant? Grant, bool Created);

/// <summary>
/// An agent says what it wants to do. The key is looked up before anything is judged; then type, tool and body; then policy decides: a grant at once, a place in the queue (or a grant under an open break-glass episode), or a denial.
/// The intent, the decision and their log entries are one commit. A body that does not fit, or that nobody could ever approve, stores nothing.
/// </summary>
internal sealed class DeclareIntent(Work work, IntentTypes types, DecidePolicy policy, PolicyAuthors authors, MintGrant mint, SlowAgents slow)
{

    private static readonly Func<GovernanceDb, string, string, Task<Intent?>> Declared = EF.CompileAsyncQuery(
        (GovernanceDb db, string agent, string key) => db.Intents.AsNoTracking().SingleOrDefault(i => i.AgentId == agent && i.IdempotencyKey == key));

    public async Task<Outcome<DeclaredAnswer>> Handle(Actor actor, DeclareIntentCommand command, CancellationToken cancel = default)
    {
        if (actor.Kind != ActorKind.Agent)
            return IntentsRefusals.AgentGone;
        if (command.IdempotencyKey.Length is 0 or > 200 || command.IdempotencyKey.Any(c => c is < '!' or > '~'))
            return IntentsRefusals.KeyMissing;
        // Reading and hashing happen before the writer's turn; only what needs the database waits for it.
        var document = IntentJson.Parse(command.Body.Span);
        if (document.IsRefused)
            return document.Refusal;
        var declared = types.Declare(document.Value, work.Now());
        var answer = await work.Do<DeclaredAnswer>(actor, act => Declare(act, command.IdempotencyKey, document.Value.Digest, declared), cancel);
        if (answer.Refusal == IntentsRefusals.TooOften)
            await slow.Tell(actor.Id);
        return answer;
    }

    /// <summary>Puts the decoy of a drill into the queue, in the name of the console's own agent and by the same way as anything else, within the act that opens the drill. Refused where policy would not ask people.</summary>
    public async Task<Outcome<DeclaredAnswer>> Decoy(Act act, string intentId, string key, Outcome<DeclaredIntent> declared) =>
        await Declare(act, key, declared.IsRefused ? "" : declared.Value.Digest, declared, intentId);

    private async Task<Outcome<DeclaredAnswer>> Declare(Act act, string key, string digest, Outcome<DeclaredIntent> declared, string? decoy = null)
    {
        var agentId = act.Actor.Id;
        if (await Declared(act.Db, agentId, key) is { } before)
        {
            return before.Digest == digest
                ? new DeclaredAnswer(before, await act.Db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.IntentId == before.Id), Created: false)
                : IntentsRefusals.KeyUsed;
        }
        if (declared.IsRefused)
            return declared.Refusal;
        var body = declared.Value;
        if (!(await act.Kept(Registry.Agents)).TryGetValue(agentId, out var agent) || !agent.IsActive)
            return IntentsRefusals.AgentGone;
        if (!agent.IntentTypes.Contains(body.Type.Id))
            return IntentsRefusals.TypeNotAllowed(body.Type.Id);
        if (!agent.Tools.Contains(body.Tool) || !(await act.Kept(Registry.Served)).Contains(body.Tool))
            return IntentsRefusals.ToolNotServed();

        var owner = (await act.Kept(Standings.Read)).Person(agent.OwnerId);
        var recipient = body.RecipientKey is { } plain ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plain))) : null;
        // What nobody will do moves no window.
        if (decoy is null)
            await LookUpFacts.Count(act, agent.Id, body, recipient);
        var facts = await LookUpFacts.Of(act.Db, agent, owner, body, recipient, act.Now);
        var stops = await act.Kept(StopsNow.Read);
        var subject = StopSubject.Of(agent, body.Type.Id, body.Tool);
        var id = decoy ?? act.Ids.New(Ids.Intent);
        var floor = SafetyNet.Max(body.Type.RiskFloor, agent.RiskTier);
        var (verdict, decision) = await policy.Handle(act, id, body.Digest, PolicyInputs.Of(id, body, agent, facts), floor, "declared", stops.Watching(subject) is null ? null : "a stop is not over, so people are asked");

        if (decoy is not null && verdict.Effect != Effect.Escalate)
            return DrillRefusals.AskedNobody;
        var intent = NewIntent(act, id, key, agent, body, verdict, recipient, isDrill: decoy is not null);
        act.Insert(intent);
        act.Signal(Topics.Intent(id));
        return verdict.Effect switch
        {
            Effect.Allow => Allow(act, intent, body, verdict, decision),
            Effect.Deny => Deny(act, intent, body, verdict, decision),
            // Only what policy itself would ask people about: not what it failed to decide, nor anything under a stop. A decoy is for people, also in an emergency.
            _ when decoy is null && !verdict.FailedClosed && stops.Watching(subject) is null && await UnderEpisode.Take(act, agent, intent) is { } under => Allow(act, intent, body, verdict, decision, under),
            _ => await Escalate(act, intent, body, verdict, decision, agent, owner, stops.Holding(subject)),
        };
    }

    private Outcome<DeclaredAnswer> Allow(Act act, Intent intent, DeclaredIntent body, Verdict verdict, PolicyDecision decision, UnderEpisode? under = null)
    {
        Trace(act, intent, body, verdict, decision, under);
        intent.MoveTo(IntentStatus.Granted, OutcomeCodes.Granted);
        var grant = mint.Handle(act, intent, verdict.Grants, verdict.TtlSeconds, approvals: 0, verdict.Requirement.Control, under: under);
        return new DeclaredAnswer(intent, grant, Created: true);
    }

    private static Outcome<DeclaredAnswer> Deny(Act act, Intent intent, DeclaredIntent body, Verdict verdict, PolicyDecision decision)
    {
        Trace(act, intent, body, verdict, decision);
        intent.MoveTo(IntentStatus.Denied, OutcomeCodes.DeniedByPolicy);
        act.Audit(AuditTypes.IntentDenied, intent.Id, new Dictionary<string, string> { ["evaluation"] = decision.Id }, by: Actor.Console);
        return new DeclaredAnswer(intent, null, Created: true);
    }

    private async Task<Outcome<DeclaredAnswer>> Escalate(Act act, Intent intent, DeclaredIntent body, Verdict verdict, PolicyDecision decision, Agent agent, Person? owner, Stop? holding)
    {
        var chain = (await authors.Of(act)).Behind(decision.BundleDigest, agent.OwnerId);
        var question = await PutQuestion.For(act, verdict, agent.OwnerId, chain, intent.ExpiresAt);
        if (!SeparationOfDuties.CanMeet(new ApprovalGate(question.Everybody, verdict.Requirement, chain), (await act.Kept(Candidates.Read)).At(act.Now)))
            return IntentsRefusals.NobodyEligible;
        var sameness = Sameness(body);
        if (!intent.IsDrill && await Waiting(act.Db, agent.Id, sameness) is { } first)
            return await Repeat(act, intent, body, verdict, decision, first);
        if (!intent.IsDrill && await slow.HasAskedEnough(act, agent.Id))
            return IntentsRefusals.TooOften;
        Trace(act, intent, body, verdict, decision);
        if (holding is not null)
        {
            (intent.Held, intent.HeldAt) = (true, act.Now);
            act.Audit(AuditTypes.IntentHeld, intent.Id, new Dictionary<string, string> { ["stop"] = holding.Id });
        }
        act.Insert(new QueueItem
        {
            IntentId = intent.Id,
            Sequence = intent.Sequence,
            AgentId = agent.Id,
            AgentName = agent.Name,
            OwnerId = agent.OwnerId,
            OwnerName = owner?.Name ?? "unknown",
            Type = intent.Type,
            Consequence = intent.Consequence,
            Risk = verdict.Risk,
            Target = question.Target,
            Requires = verdict.Requirement.Quorum.Text,
            Quorum = verdict.Requirement.Quorum.Least,
            DenialsEnd = verdict.Requirement.Denials,
            Control = verdict.Requirement.Control,
            Assurance = verdict.Requirement.Assurance,
            EnqueuedAt = act.Now,
            DueAt = intent.ExpiresAt,
            State = QueueState.Open,
            Sameness = sameness,
        });
        PutQuestion.Write(act, intent.Id, question, verdict.Risk, intent.ExpiresAt);
        act.Signal(Topics.Queue);
        return new DeclaredAnswer(intent, null, Created: true);
    }

    /// <summary>The same waits already: it is told so, and nobody is asked twice. What waits counts how often.</summary>
    private static async Task<Outcome<DeclaredAnswer>> Repeat(Act act, Intent intent, DeclaredIntent body, Verdict verdict, PolicyDecision decision, string first)
    {
        Trace(act, intent, body, verdict, decision);
        intent.MoveTo(IntentStatus.Denied, OutcomeCodes.AlreadyWaiting);
        await act.Db.Statements.Run("UPDATE queue_items SET \"Repeats\" = \"Repeats\" + 1 WHERE \"IntentId\" = @p0", first);
        act.Audit(AuditTypes.IntentDenied, intent.Id, new Dictionary<string, string> { ["evaluation"] = decision.Id, ["same_as"] = first }, by: Actor.Console);
        act.Signal(Topics.Queue);
        return new DeclaredAnswer(intent, null, Created: true);
    }

    private static readonly Func<GovernanceDb, string, string, Task<string?>> Waiting = EF.CompileAsyncQuery((GovernanceDb db, string agent, string sameness) =>
        db.QueueItems.Where(q => q.AgentId == agent && q.Sameness == sameness && q.State == QueueState.Open).Select(q => q.IntentId).FirstOrDefault());

    /// <summary>What would be done, whatever is said about it: statement, purpose, ticket and deadline do not make it another.</summary>
    private static string Sameness(DeclaredIntent body) =>
        IntentDigest.Of(CanonicalJson.Write(new JsonObject { ["type"] = body.Type.Id, ["tool"] = body.Tool, ["parameters"] = JsonNode.Parse(body.Parameters.GetRawText()) }));

    private static Intent NewIntent(Act act, string id, string key, Agent agent, DeclaredIntent body, Verdict verdict, string? recipient, bool isDrill) => new()
    {
        IsDrill = isDrill,
        Id = id,
        Sequence = act.LogPosition,
        AgentId = agent.Id,
        OwnerId = agent.OwnerId,
        IdempotencyKey = key,
        Type = body.Type.Id,
        Tool = body.Tool,
        Canonical = body.Canonical,
        Digest = body.Digest,
        DeclaredAt = act.Now,
        Deadline = body.Deadline,
        ExpiresAt = body.PendingUntil(act.Now),
        Status = IntentStatus.Pending,
        Version = 1,
        OutcomeCode = OutcomeCodes.NeedsApproval,
        Risk = verdict.Risk,
        Consequence = body.Consequence(DisplayZone.Utc).Plain,
        AmountMinor = body.Amount?.Minor,
        Currency = body.Amount?.Currency,
        RecipientKey = recipient,
        Chain = Encoding.UTF8.GetString(CanonicalJson.Write(new JsonArray(
            new JsonObject { ["kind"] = "agent", ["id"] = agent.Id, ["name"] = agent.Name },
            new JsonObject { ["kind"] = "owner", ["id"] = agent.OwnerId }))),
    };

    private static void Trace(Act act, Intent intent, DeclaredIntent body, Verdict verdict, PolicyDecision decision, UnderEpisode? under = null) =>
        act.Audit(AuditTypes.IntentDeclared, intent.Id,
            UnderEpisode.Tagged(under?.EpisodeId, new() { ["owner"] = intent.OwnerId, ["evaluation"] = decision.Id, ["effect"] = verdict.Effect.ToString().ToLowerInvariant() }),
            new JsonObject { ["type"] = intent.Type, ["tool"] = body.Tool, ["consequence"] = intent.Consequence, ["risk"] = SafetyNet.Name(verdict.Risk), ["rules"] = decision.Rules },
            new Dictionary<string, string> { ["intent"] = intent.Digest, ["policy"] = decision.BundleDigest, ["decision"] = IntentDigest.Of(decision.Document) });
}
