using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Queue;

/// <summary>A target an item is or will be put to, and the target of policy or tree that leads to it: what redemption compares.</summary>
internal sealed record Reached(string Target, string Of);

/// <summary>Who has to do with an open item: who may pass it on or ask about it, and who could sign it when it is put to them.</summary>
internal static class ItemReach
{
    /// <summary>The open item, for an approver it is put to and for operators; for everybody else it does not exist.</summary>
    public static async Task<Outcome<QueueItem>> Open(Act act, string intentId)
    {
        if (await act.Lacks(Permission.PassOnItem) is { } refusal)
            return refusal;
        if (await act.Db.QueueItems.AsNoTracking().SingleOrDefaultAsync(q => q.IntentId == intentId) is not { } item)
            return ItemRefusals.NotFound;
        if (await act.Lacks(Permission.ManagePolicy) is not null && !(await AnswersFor.At(act.Db, act.Actor.Id, act.Now)).Holds(await ItemAsks.Targets(act.Db, item)))
            return ItemRefusals.NotFound;
        return item.State == QueueState.Open && item.DueAt > act.Now ? item : ItemRefusals.Over;
    }

    /// <summary>Everything policy has the item put to, now or at a later level.</summary>
    public static async Task<IReadOnlyList<Reached>> Everybody(GovernanceDb db, QueueItem item, EscalationFacts facts)
    {
        if (await db.ItemEscalations.AsNoTracking().SingleOrDefaultAsync(e => e.IntentId == item.IntentId) is not { } escalation)
            return [.. (await ItemAsks.Targets(db, item)).Split(' ').Select(target => new Reached(target, target))];
        var asked = await db.ItemAsks.AsNoTracking().Where(a => a.IntentId == item.IntentId).OrderBy(a => a.At).Select(a => new Reached(a.Target, a.Of)).ToListAsync();
        var tree = EscalationTree.Parse(escalation.Tree);
        var later = EscalationClock.Foresee(tree, item.EnqueuedAt, escalation.DeadlineAt, facts).SelectMany(stage => Questions.Asks(tree, stage.Position, stage.People)).Select(ask => new Reached(ask.Target, ask.Of));
        return [.. asked.Concat(later).DistinctBy(reached => reached.Target)];
    }

    /// <summary>Everybody behind the item: nobody passes it to them.</summary>
    public static async Task<RequesterChain> Behind(GovernanceDb db, QueueItem item, IReadOnlyDictionary<string, Domain.Agents.Agent> agents, Authorship authorship)
    {
        var digest = await db.PolicyDecisions.Where(d => d.IntentId == item.IntentId && d.Phase == "declared").Select(d => d.BundleDigest).SingleAsync();
        return authorship.Behind(digest, item.OwnerId, agents.TryGetValue(item.AgentId, out var agent) ? agent.OwnerId : item.OwnerId);
    }

    /// <summary>The people who could sign the item if it were put to them now.</summary>
    public static async Task<IReadOnlyList<Candidate>> Eligible(GovernanceDb db, QueueItem item, Candidates people, IReadOnlyList<Reached> everybody, RequesterChain chain, DateTime now)
    {
        var votes = await db.SignedApprovals.AsNoTracking().Where(a => a.IntentId == item.IntentId).ToListAsync();
        var gate = new ApprovalGate(string.Join(' ', everybody.Select(reached => reached.Target)), item.Requirement, chain);
        return SeparationOfDuties.Eligible(people.At(now), gate, [.. votes.Select(vote => vote.Cast)]);
    }

    /// <summary>Whom asking would be in vain.</summary>
    public static HashSet<string> Unaskable(QueueItem item, RequesterChain chain) => item.Control == Domain.Policy.Control.Confirm ? [] : [.. chain.Owners, .. chain.PolicyAuthors];
}
