using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Queue;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Approvals;

/// <summary>Everything a decision on one intent needs, loaded at one moment: the intent, its place in the queue, who declared it, what policy said, and the votes so far.</summary>
internal sealed record Deciding(Intent Intent, QueueItem? Item, Agent Agent, DecisionDocument Decision, IReadOnlyList<SignedApproval> Votes)
{
    /// <summary>Owners at declaration and now: none of them counts.</summary>
    public IReadOnlyCollection<string> Owners => [Intent.OwnerId, Agent.OwnerId];

    public static async Task<Outcome<Deciding>> Load(GovernanceDb db, string intentId)
    {
        var intent = await db.Intents.SingleOrDefaultAsync(i => i.Id == intentId);
        if (intent is null)
            return ApprovalRefusals.NotFound;
        var agent = await db.Agents.AsNoTracking().SingleAsync(a => a.Id == intent.AgentId);
        var decision = await db.PolicyDecisions.AsNoTracking().Where(d => d.IntentId == intentId && d.Phase == "declared").SingleAsync();
        var item = await db.QueueItems.SingleOrDefaultAsync(q => q.IntentId == intentId);
        var votes = await db.SignedApprovals.AsNoTracking().Where(a => a.IntentId == intentId).OrderBy(a => a.SignedAt).ToListAsync();
        return new Deciding(intent, item, agent, DecisionDocument.Read(decision.Document), votes);
    }

    /// <summary>Why nothing can be signed by anybody; null while the item is open and in time.</summary>
    public Refusal? Closed(DateTime now) =>
        Item is not { State: QueueState.Open } || Intent.Status != IntentStatus.Pending || Item.DueAt <= now ? ApprovalRefusals.Closed
        : Intent.Held ? ApprovalRefusals.Held
        : null;

    /// <summary>Why this person's signature with a credential vouched for by <paramref name="voucherId"/> does not count; null when it does.</summary>
    public Task<Refusal?> Objects(GovernanceDb db, string personId, string voucherId, DateTime now) => Objects(db, personId, _ => [voucherId], now);

    /// <summary>Why none of this person's passkeys could sign; null when one could.</summary>
    public Task<Refusal?> ObjectsToAnyPasskey(GovernanceDb db, string personId, DateTime now) => Objects(db, personId, person => person.Vouchers, now);

    private async Task<Refusal?> Objects(GovernanceDb db, string personId, Func<Candidate, IReadOnlyCollection<string>> vouchers, DateTime now)
    {
        if (Closed(now) is { } closed)
            return closed;
        var person = (await Candidates.All(db, now)).FirstOrDefault(c => c.PersonId == personId);
        if (person is null)
            return ApprovalRefusals.NotApprover;
        var objections = vouchers(person).Select(voucher => SeparationOfDuties.Objects(person, voucher, Item!.Target, Owners, Cast)).ToList();
        return objections.Contains(null) ? null : objections.LastOrDefault() ?? ApprovalRefusals.NotApprover;
    }

    private IReadOnlyCollection<CastVote> Cast => [.. Votes.Select(v => new CastVote(v.PersonId, v.VouchedById))];
}
