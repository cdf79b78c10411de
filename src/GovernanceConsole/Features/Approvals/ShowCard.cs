using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Intents;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Approvals;

/// <summary>A card as one reader sees it at one moment.</summary>
/// <param name="Display">Frozen: what a signature would be over.</param>
/// <param name="Objection">Why the reader cannot sign; null when they can.</param>
/// <param name="PastAmounts">The agent's redeemed amounts of the kind, newest first, minor units.</param>
/// <param name="RedeemedBy">Name of the point that redeemed the grant.</param>
internal sealed record Card(Deciding Deciding, DisplayModel Display, Refusal? Objection, IReadOnlyList<long> PastAmounts, Grant? Grant, string? RedeemedBy, string OwnerName);

/// <summary>Reads everything an approver needs to decide on one intent. For whoever may not see it, it does not exist. Changes nothing.</summary>
internal sealed class ShowCard(Database database, Work work, ReadIntent read, CardDisplay display)
{
    public async Task<Outcome<Card>> Handle(Actor actor, string intentId, CancellationToken cancel = default)
    {
        if (await read.Handle(actor, intentId, cancel) is not { } state)
            return ApprovalRefusals.NotFound;
        await using var db = database.Read();
        var now = work.Now();
        var loaded = await Deciding.Load(db, intentId);
        if (loaded.IsRefused)
            return loaded.Refusal;
        var deciding = loaded.Value;
        var objection = deciding.ObjectsToAnyPasskey(await Candidates.Read(db), actor.Id, now);
        var redeemedBy = state.Grant?.RedeemedById is { } point ? await db.Points.Where(p => p.Id == point).Select(p => p.Name).SingleOrDefaultAsync(cancel) : null;
        var people = await Standings.Read(db);
        var owner = people.Person(deciding.Agent.OwnerId)?.Name ?? "unknown";
        return new Card(deciding, await display.Of(db, deciding, people, actor.Id, now), objection, await CardDisplay.PastAmounts(db, deciding.Intent), state.Grant, redeemedBy, owner);
    }
}
