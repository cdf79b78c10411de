using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Queue;

/// <summary>An item with where its intent stands now.</summary>
/// <param name="FirstTime">It waits, and nothing of its type was ever done for its recipient: what the card says by its flag.</param>
/// <param name="Next">Who is asked next when nobody answers, and when; null when nobody new is.</param>
/// <param name="PassedTo">To whom it was passed on last, and by whom.</param>
/// <param name="WasDrill">It is over, and was a drill.</param>
internal sealed record StandingItem(QueueItem Item, IntentStatus Status, bool Held, bool FirstTime, NextStep? Next, string? PassedTo, bool WasDrill);

/// <summary>Reads items that a page already shows, whatever became of them, so that a list can keep its place and still tell the truth.</summary>
internal sealed class ReadQueueItems(Database database, Work work, PolicyAuthors authors)
{
    public async Task<Outcome<IReadOnlyList<StandingItem>>> Handle(Actor actor, IReadOnlyCollection<string> intentIds, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadQueue, now) is { } refusal)
            return refusal;
        var found = await (from item in db.QueueItems
                           join intent in db.Intents on item.IntentId equals intent.Id
                           where intentIds.Contains(item.IntentId)
                           select new
                           {
                               item,
                               intent.Status,
                               intent.Held,
                               Drill = intent.IsDrill && intent.Status != IntentStatus.Pending,
                               // Sought in the index of the same three columns, once a row of the page: the same at any volume.
                               First = intent.Status == IntentStatus.Pending && intent.RecipientKey != null
                                   && !db.Intents.Any(i => i.Type == intent.Type && i.RecipientKey == intent.RecipientKey && i.Status == IntentStatus.Redeemed),
                           }).ToListAsync(cancel);
        var next = await NextSteps.Of(db, [.. found.Where(row => row.item.State == QueueState.Open).Select(row => row.item.IntentId)], await authors.Of(db), now);
        var passed = (await db.ItemHandovers.Where(h => intentIds.Contains(h.IntentId)).OrderBy(h => h.At).Select(h => new { h.IntentId, h.FromName, h.TargetName }).ToListAsync(cancel))
            .GroupBy(h => h.IntentId, StringComparer.Ordinal).ToDictionary(group => group.Key, group => $"{group.Last().FromName} passed it to {group.Last().TargetName}", StringComparer.Ordinal);
        return found.ConvertAll(row => new StandingItem(row.item, row.Status, row.Held, row.First, next.GetValueOrDefault(row.item.IntentId), passed.GetValueOrDefault(row.item.IntentId), row.Drill));
    }
}
