using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.Policy;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Approvals;

/// <summary>Everything a decision on one intent needs, loaded at one moment: the intent, its place in the queue, who declared it, what policy said, and the votes so far.</summary>
internal sealed record Deciding(Intent Intent, QueueItem? Item, Agent Agent, DecisionDocument Decision, IReadOnlyList<SignedApproval> Votes, ApprovalGate Gate)
{
    /// <param name="db">Where to read.</param>
    /// <param name="intentId">What is decided on.</param>
    /// <param name="authorship">Who made the policies: they stand behind what these ask.</param>
    public static async Task<Outcome<Deciding>> Load(GovernanceDb db, string intentId, Authorship authorship)
    {
        if (await Found(db, intentId) is not { } found)
            return ApprovalRefusals.NotFound;
        var votes = new List<SignedApproval>();
        if (found.Item is not { State: QueueState.Open, Votes: 0, Denials: 0 })
            await foreach (var vote in VotesOn(db, intentId))
                votes.Add(vote);
        var decision = DecisionDocument.Read(found.Document);
        // Owners at declaration and now: none of them counts.
        var chain = authorship.Behind(decision.BundleDigest, found.Intent.OwnerId, found.Agent.OwnerId);
        var gate = found.Item is null ? new ApprovalGate("", decision.Requirement, chain) : new ApprovalGate(await ItemAsks.Targets(db, found.Item), found.Item.Requirement, chain);
        return new Deciding(found.Intent, found.Item, found.Agent, decision, votes, gate);
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

    /// <summary>What everybody who approved so far narrowed, as the last of them signed it.</summary>
    public string Constraints => Votes.LastOrDefault(vote => vote.Verdict == ApprovalVerdict.Approve) is { } last ? ApprovalStatement.Parse(last.Statement).Value.Constraints : Domain.Intents.Constraints.None;

    /// <summary>Why nothing can be signed by anybody; null while the item is open and in time.</summary>
    public Refusal? Closed(DateTime now) =>
        Item is not { State: QueueState.Open } || Intent.Status != IntentStatus.Pending ? ApprovalRefusals.Closed
        : Intent.Held ? ApprovalRefusals.Held
        : Item.DueAt <= now ? ApprovalRefusals.Closed
        : null;

    /// <summary>Why this person's signature with this passkey does not count; null when it does.</summary>
    public Refusal? Objects(IReadOnlyList<Candidate> people, string personId, Vouched passkey, DateTime now) => Objects(people, personId, _ => [passkey], now);

    /// <summary>Why none of this person's passkeys could sign; null when one could.</summary>
    public Refusal? ObjectsToAnyPasskey(IReadOnlyList<Candidate> people, string personId, DateTime now) => Objects(people, personId, person => person.Passkeys, now);

    /// <summary>Why a yes would bring it no nearer: the seats its person may take are taken; null when it would.</summary>
    /// <param name="standing">What <see cref="Approving"/> answers.</param>
    /// <param name="vote">The yes.</param>
    public Refusal? ObjectsToSeat(IReadOnlyList<IReadOnlyCollection<string>> standing, CastVote vote)
    {
        var quorum = Gate.Requirement.Quorum;
        var missing = quorum.Missing(standing);
        return quorum.Missing([.. standing, vote.Seats]).Count < missing.Count ? null : ApprovalRefusals.SeatTaken(missing);
    }

    /// <summary>The seats that each approval so far still may take: none where its person does not count any more.</summary>
    public IReadOnlyList<IReadOnlyCollection<string>> Approving(IReadOnlyList<Candidate> people) =>
        SeparationOfDuties.StillCounting(Gate, people, [.. Votes.Where(vote => vote.Verdict == ApprovalVerdict.Approve).Select(vote => vote.Cast)]);

    private Refusal? Objects(IReadOnlyList<Candidate> people, string personId, Func<Candidate, IReadOnlyCollection<Vouched>> passkeys, DateTime now)
    {
        if (Closed(now) is { } closed)
            return closed;
        var person = people.FirstOrDefault(c => c.PersonId == personId);
        if (person is null)
            return ApprovalRefusals.NotApprover;
        var objections = passkeys(person).Select(passkey => SeparationOfDuties.Objects(person, passkey, Gate, Cast)).ToList();
        return objections.Contains(null) ? null : objections.LastOrDefault() ?? ApprovalRefusals.NotApprover;
    }

    /// <summary>The vote the person would cast; asked of somebody to whom nothing objects.</summary>
    public CastVote Vote(IReadOnlyList<Candidate> people, string personId, string voucherId) => SeparationOfDuties.Vote(people.First(c => c.PersonId == personId), voucherId, Gate, Cast)!;

    private IReadOnlyCollection<CastVote> Cast => [.. Votes.Select(vote => vote.Cast)];
}
