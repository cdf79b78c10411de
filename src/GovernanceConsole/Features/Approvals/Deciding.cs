using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.People;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Approvals;

/// <summary>Everything a decision on one intent needs, loaded at one moment: the intent, its place in the queue, who declared it, what policy said, and the votes so far.</summary>
internal sealed record Deciding(Intent Intent, QueueItem? Item, Agent Agent, DecisionDocument Decision, IReadOnlyList<SignedApproval> Votes, string Targets)
{
    /// <summary>Owners at declaration and now: none of them counts.</summary>
    public IReadOnlyCollection<string> Owners => [Intent.OwnerId, Agent.OwnerId];

    public static async Task<Outcome<Deciding>> Load(GovernanceDb db, string intentId)
    {
        if (await Found(db, intentId) is not { } found)
            return ApprovalRefusals.NotFound;
        var votes = new List<SignedApproval>();
        // Nobody has signed what is open without a vote: a denial would have ended it.
        if (found.Item is not { State: QueueState.Open, Votes: 0 })
            await foreach (var vote in VotesOn(db, intentId))
                votes.Add(vote);
        return new Deciding(found.Intent, found.Item, found.Agent, DecisionDocument.Read(found.Document), votes, found.Item is null ? "" : await ItemAsks.Targets(db, found.Item));
    }

    // One reading, compiled once: a signature is taken while the one writer waits. Untracked is said aloud, because a compiled query keeps the habit of the context that ran it first.
    private static readonly Func<GovernanceDb, string, Task<Row?>> Found = EF.CompileAsyncQuery((GovernanceDb db, string id) =>
        (from intent in db.Intents.AsNoTracking()
         where intent.Id == id
         join agent in db.Agents on intent.AgentId equals agent.Id
         join decision in db.PolicyDecisions on new { intent.Id, Phase = "declared" } equals new { Id = decision.IntentId, decision.Phase }
         join queued in db.QueueItems on intent.Id equals queued.IntentId into items
         from item in items.DefaultIfEmpty()
         select new Row(intent, item, agent, decision.Document)).SingleOrDefault());

    private static readonly Func<GovernanceDb, string, IAsyncEnumerable<SignedApproval>> VotesOn = EF.CompileAsyncQuery(
        (GovernanceDb db, string id) => db.SignedApprovals.AsNoTracking().Where(a => a.IntentId == id).OrderBy(a => a.SignedAt).AsQueryable());

    private sealed record Row(Intent Intent, QueueItem? Item, Agent Agent, byte[] Document);

    /// <summary>Why nothing can be signed by anybody; null while the item is open and in time.</summary>
    public Refusal? Closed(DateTime now) =>
        Item is not { State: QueueState.Open } || Intent.Status != IntentStatus.Pending ? ApprovalRefusals.Closed
        : Intent.Held ? ApprovalRefusals.Held
        : Item.DueAt <= now ? ApprovalRefusals.Closed
        : null;

    /// <summary>Why this person's signature with a credential vouched for by <paramref name="voucherId"/> does not count; null when it does.</summary>
    public Refusal? Objects(Candidates people, string personId, string voucherId, DateTime now) => Objects(people, personId, _ => [voucherId], now);

    /// <summary>Why none of this person's passkeys could sign; null when one could.</summary>
    public Refusal? ObjectsToAnyPasskey(Candidates people, string personId, DateTime now) => Objects(people, personId, person => person.Vouchers, now);

    private Refusal? Objects(Candidates people, string personId, Func<Candidate, IReadOnlyCollection<string>> vouchers, DateTime now)
    {
        if (Closed(now) is { } closed)
            return closed;
        var person = people.At(now).FirstOrDefault(c => c.PersonId == personId);
        if (person is null)
            return ApprovalRefusals.NotApprover;
        var objections = vouchers(person).Select(voucher => SeparationOfDuties.Objects(person, voucher, Targets, Owners, Cast)).ToList();
        return objections.Contains(null) ? null : objections.LastOrDefault() ?? ApprovalRefusals.NotApprover;
    }

    /// <summary>For whom the person signs; null for themselves.</summary>
    public string? SignsFor(Candidates people, string personId, DateTime now) =>
        people.At(now).FirstOrDefault(c => c.PersonId == personId) is { StandsInFor.Count: > 0 } person ? SeparationOfDuties.Vote(person, "", Targets, Cast).ForId : null;

    private IReadOnlyCollection<CastVote> Cast => [.. Votes.Select(v => new CastVote(v.PersonId, v.VouchedById, v.ForId))];
}
