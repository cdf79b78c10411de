using GovernanceConsole.Data;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Ui;
using GovernanceConsole.Ui.Home;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Demo.Tour;

/// <summary>Where a visitor stands: the four steps, and the intent that was signed.</summary>
internal sealed record TourState(IReadOnlyList<DemoStep> Steps, string? IntentId);

/// <summary>
/// Where a visitor stands on the guided path: sign, see it redeemed, open the receipt, verify and break it. The first two steps are read from what really happened since the demo was installed; the last two the
/// browser remembers by itself, because a page that sends nothing anywhere tells nobody that it was used.
/// </summary>
internal sealed class DemoTour(Database database)
{
    /// <summary>What the browser remembers, separated by dots.</summary>
    public const string Cookie = "gc-steps";

    /// <summary>The amount of the payment that each persona can sign alone, minor units.</summary>
    private const long Guided = 748_000;

    public async Task<TourState> Of(string personId, IReadOnlyCollection<string> taken, CancellationToken stop = default)
    {
        await using var db = database.Read();
        var since = (await db.Installations.SingleAsync(stop)).CreatedAt;
        var signed = await db.SignedApprovals.Where(a => a.PersonId == personId && a.Verdict == ApprovalVerdict.Approve && a.SignedAt > since && !db.Intents.Any(i => i.Id == a.IntentId && i.IsDrill))
            .Join(db.Intents, a => a.IntentId, i => i.Id, (a, i) => new { a.IntentId, a.SignedAt, i.Status })
            // The first one that was spent; until there is one, the latest.
            .OrderByDescending(x => x.Status == IntentStatus.Redeemed).ThenByDescending(x => x.SignedAt).FirstOrDefaultAsync(stop);
        var next = signed is not null ? null : await db.QueueItems.Where(q => q.State == QueueState.Open && q.OwnerId != personId)
            .Join(db.Intents.Where(i => i.AmountMinor == Guided && i.Status == IntentStatus.Pending), q => q.IntentId, i => i.Id, (q, i) => q.IntentId).FirstOrDefaultAsync(stop);
        var redeemed = signed?.Status == IntentStatus.Redeemed;
        return new TourState(
        [
            new("Sign a payment", "An agent wants to pay 7,480.00 EUR to Nordwind GmbH, for the first time. Read the card; approve and sign.", signed is not null,
                "Open the card", next is null ? Links.Queue : Links.Intent(next)),
            new("See it spent, once", "The agent takes its token to the toy bank; the bank redeems exactly your approval, and reports.", redeemed, "Watch it", signed is null ? null : Links.Intent(signed.IntentId)),
            new("Open the receipt", "Intent, card, policy, your signature and the log's proof, in one file.", taken.Contains("receipt"), "Open the receipt", signed is null ? null : Links.Receipt(signed.IntentId)),
            new("Verify it, then break it", "A page that sends nothing anywhere checks the file. Change one byte and see it fail.", taken.Contains("verify"), "Verify the receipt", Links.Verify, signed is null ? null : Links.ReceiptFile(signed.IntentId)),
        ], signed?.IntentId);
    }
}
