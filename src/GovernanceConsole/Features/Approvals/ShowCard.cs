using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.Intents;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Approvals;

/// <summary>A card as one reader sees it at one moment.</summary>
/// <param name="Deciding">What is decided on, and how far.</param>
/// <param name="Body">What was declared, typed; null where it does not fit its type any more.</param>
/// <param name="Display">Frozen: what a signature would be over; once decided, the document that was signed.</param>
/// <param name="Signed">Whose document <paramref name="Display"/> is; null while it is made for the reader.</param>
/// <param name="Objection">Why the reader cannot sign; null when they can.</param>
/// <param name="PastAmounts">The agent's redeemed amounts of the kind, newest first, minor units.</param>
/// <param name="RedeemedBy">Name of the point that redeemed the grant.</param>
/// <param name="Missing">The seats of the quorum still empty; none once it is decided.</param>
/// <param name="Lapsed">Approvals that do not count any more, because their person lost role or group since.</param>
/// <param name="Names">Of the people somebody signed for.</param>
internal sealed record Card(Deciding Deciding, DeclaredIntent? Body, DisplayModel Display, SignedApproval? Signed, Refusal? Objection, IReadOnlyList<long> PastAmounts, Grant? Grant, string? RedeemedBy, string OwnerName, IReadOnlyList<string> Missing, IReadOnlySet<string> Lapsed, IReadOnlyDictionary<string, string> Names);

/// <summary>
/// Reads everything an approver needs to decide on one intent; once it is decided, what its signers had before them, not what would be found out today. For whoever may not see it, it does not exist. Changes
/// nothing.
/// </summary>
internal sealed class ShowCard(Database database, Work work, ReadIntent read, PolicyAuthors authors, IntentTypes types, CardDisplay display)
{
    public async Task<Outcome<Card>> Handle(Actor actor, string intentId, CancellationToken cancel = default)
    {
        if (await read.Handle(actor, intentId, cancel) is not { } state)
            return ApprovalRefusals.NotFound;
        await using var db = database.Read();
        var now = work.Now();
        var loaded = await Deciding.Load(db, intentId, await authors.Of(db));
        if (loaded.IsRefused)
            return loaded.Refusal;
        var deciding = loaded.Value;
        var people = await Candidates.All(db, now);
        var objection = deciding.ObjectsToAnyPasskey(people, actor.Id, now);
        var redeemedBy = state.Grant?.RedeemedById is { } point ? await db.Points.Where(p => p.Id == point).Select(p => p.Name).SingleOrDefaultAsync(cancel) : null;
        var standings = await Standings.Read(db);
        var owner = standings.Person(deciding.Agent.OwnerId)?.Name ?? "unknown";
        var (signed, shown) = AsSigned(deciding, actor.Id);
        var past = signed is null ? await CardDisplay.PastAmounts(db, deciding.Intent) : await CardDisplay.PastAmountsAt(db, deciding.Intent, signed.SignedAt);
        var counting = deciding.Item is { State: QueueState.Open } ? deciding.Approving(people) : null;
        var approvals = deciding.Votes.Where(vote => vote.Verdict == ApprovalVerdict.Approve).ToList();
        return new Card(deciding, types.Recall(deciding.Intent.Canonical) is { IsRefused: false } recalled ? recalled.Value : null, shown ?? await display.Of(db, deciding, standings, actor.Id, now), signed, objection, past, state.Grant, redeemedBy, owner, counting is null ? [] : deciding.Gate.Requirement.Quorum.Missing(counting),
            counting is null ? new HashSet<string>() : approvals.Where((_, i) => counting[i].Count == 0).Select(vote => vote.Id).ToHashSet(StringComparer.Ordinal),
            deciding.Votes.Select(vote => vote.ForId).OfType<string>().Distinct().ToDictionary(id => id, id => standings.Person(id)?.Name ?? id, StringComparer.Ordinal));
    }

    /// <summary>The reader's own document before another's, the last before an earlier one. None while the intent waits, and none whose bytes are not the ones its signature is over.</summary>
    private static (SignedApproval?, DisplayModel?) AsSigned(Deciding deciding, string readerId)
    {
        if (deciding.Intent.Status == IntentStatus.Pending || deciding.Votes is not [.., var last])
            return (null, null);
        var signed = deciding.Votes.LastOrDefault(v => v.PersonId == readerId) ?? last;
        var statement = ApprovalStatement.Parse(signed.Statement);
        return StoredDisplay.Read(signed.DisplayModel) is { } read && !statement.IsRefused && statement.Value.DisplayDigest == read.Digest ? (signed, read) : (null, null);
    }
}
