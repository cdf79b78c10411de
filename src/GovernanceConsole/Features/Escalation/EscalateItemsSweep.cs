using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Features.Outbox;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Platform.Sweeps;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Escalation;

/// <summary>
/// Takes questions on to the next level when their time is over, puts them to whoever comes on duty meanwhile, and records an answer that is late. What was due while the console was down is done once, when it is back. It asks
/// and records; it never decides. Items are stepped by the dozen in one act, each with its own entry; one that fails is left out and tried again alone.
/// </summary>
internal sealed class EscalateItemsSweep(Database database, Work work, PolicyAuthors authors, ILogger<EscalateItemsSweep> log) : ISweep
{
    /// <summary>How many items an act steps: enough that acts cost little, few enough that people's own acts wait no noticeable time behind one.</summary>
    private const int InOneAct = 48;

    /// <summary>How many items one run steps at most; the next run goes on.</summary>
    private const int InOneRun = 48 * 64;

    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public async Task Run(CancellationToken stop)
    {
        var now = work.Now();
        await using var db = database.Read();
        var due = await db.ItemEscalations.Where(e => e.LookAt <= now).OrderBy(e => e.LookAt).Take(InOneRun).Select(e => e.IntentId).ToListAsync(stop);
        // Handed over together, so that several acts share a commit.
        await Task.WhenAll(due.Chunk(InOneAct).Select(ids => Do(ids, stop)));
    }

    private async Task Do(string[] ids, CancellationToken stop)
    {
        try
        {
            await work.Do<Done>(Actor.Console, act => Look(act, ids), stop);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && ids.Length > 1)
        {
            log.LogError(fault, "{Count} items could not be looked at together; each is tried alone", ids.Length);
            foreach (var id in ids)
                await Do([id], stop);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogError(fault, "The escalation of {Intent} could not be looked at; it is tried again", ids[0]);
        }
    }

    private async Task<Outcome<Done>> Look(Act act, string[] ids)
    {
        var board = await act.Kept(EscalationBoard.Read);
        var agents = await act.Kept(Registry.Agents);
        var authorship = await authors.Of(act);
        var items = await act.Db.QueueItems.AsNoTracking().Where(q => ids.Contains(q.IntentId)).ToDictionaryAsync(q => q.IntentId, StringComparer.Ordinal);
        var held = (await act.Db.Intents.Where(i => ids.Contains(i.Id) && i.Held).Select(i => i.Id).ToListAsync()).ToHashSet(StringComparer.Ordinal);
        var asked = (await act.Db.ItemAsks.AsNoTracking().Where(a => ids.Contains(a.IntentId)).ToListAsync()).ToLookup(a => a.IntentId, a => a.Target, StringComparer.Ordinal);
        foreach (var escalation in await act.Db.ItemEscalations.AsTracking().Where(e => ids.Contains(e.IntentId) && e.LookAt <= act.Now).ToListAsync())
        {
            escalation.Version++;
            if (!items.TryGetValue(escalation.IntentId, out var item) || item.State != QueueState.Open)
                escalation.LookAt = null;
            else if (held.Contains(escalation.IntentId))
                escalation.LookAt = act.Now + Later;
            else
                Step(act, escalation, item, board.At(act.Now, Behind(item, agents, authorship)), asked[escalation.IntentId].ToHashSet(StringComparer.Ordinal));
        }

        act.Ungoverned("when to look again is a note to the sweep; whatever it finds to do leaves its entry");
        return new Done();
    }

    private static void Step(Act act, ItemEscalation escalation, QueueItem item, EscalationFacts facts, HashSet<string> asked)
    {
        var tree = EscalationTree.Parse(escalation.Tree);
        var before = escalation.Position;
        var next = EscalationClock.Next(tree, before, act.Now, escalation.DeadlineAt, facts);
        if (next is not null)
            escalation.MoveTo(next.Position);
        var people = next?.People ?? EscalationClock.Ask(tree.Levels, before, act.Now, facts);
        var asks = Questions.Asks(tree, escalation.Position, people).ToList();
        var newcomers = asks.Where(ask => asked.Add(ask.Target)).ToList();
        foreach (var (target, of, isBackUp) in newcomers)
            act.Insert(new ItemAsk { IntentId = item.IntentId, Target = target, Round = escalation.Round, Level = escalation.Level, At = act.Now, Of = of, IsBackUp = isBackUp });
        if (next is not null)
            act.Audit(AuditTypes.EscalationStepped, item.IntentId, EscalationEntries.Step(before, escalation.Position), EscalationEntries.Detail(tree, newcomers.Select(ask => ask.Target)));
        else if (newcomers.Count > 0)
            act.Audit(AuditTypes.EscalationAsked, item.IntentId, EscalationEntries.Step(before, before), EscalationEntries.Detail(tree, newcomers.Select(ask => ask.Target)));
        Breach(act, escalation, item, tree);
        // Whom a step comes round to again is told again; while a level's time runs, only who is new to it.
        var told = next is null ? newcomers : asks;
        if (told.Count > 0)
            Outgoing.Question(act, item.IntentId, NoticeRoute.Escalated, told.Select(ask => ask.Target), Questions.Places(tree, escalation.Position));

        var look = act.Now >= escalation.DeadlineAt ? null : Questions.LookAt(tree, escalation, facts, act.Now);
        escalation.LookAt = look <= act.Now ? act.Now + Later : look;
        if (next is null && newcomers.Count == 0)
            return;
        act.Signal(Topics.Queue);
        act.Signal(Topics.Intent(item.IntentId));
    }

    /// <summary>An answer is late when the promised time is over, or when the last people asked have had theirs. It is written down once, and changes nothing about the item.</summary>
    private static void Breach(Act act, ItemEscalation escalation, QueueItem item, EscalationTree tree)
    {
        var isLate = escalation.BreachAt <= act.Now || (escalation.NextAt is null && escalation.EndsAt <= act.Now && escalation.EndsAt < escalation.DeadlineAt);
        if (!isLate || escalation.BreachedAt is not null)
            return;
        escalation.BreachedAt = act.Now;
        act.Audit(AuditTypes.EscalationBreached, item.IntentId, new Dictionary<string, string> { ["risk"] = Domain.Policy.SafetyNet.Name(item.Risk) }, EscalationEntries.Detail(tree, []));
        Outgoing.Late(act, item.IntentId, Questions.Places(tree, escalation.Position));
        act.Signal(Topics.Intent(item.IntentId));
    }

    /// <summary>Whom it makes no sense to ask: the owner at declaration and now, and who made the policy in force. What an older policy asked is judged at the signature.</summary>
    internal static HashSet<string> Behind(QueueItem item, IReadOnlyDictionary<string, Domain.Agents.Agent> agents, Authorship authorship) =>
        item.Control == Domain.Policy.Control.Confirm ? []
        : agents.TryGetValue(item.AgentId, out var agent) ? [item.OwnerId, agent.OwnerId, .. authorship.Now] : [item.OwnerId, .. authorship.Now];
}
