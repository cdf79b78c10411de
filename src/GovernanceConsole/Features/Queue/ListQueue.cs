using System.Globalization;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Queue;

/// <summary>Which part of the queue.</summary>
internal enum QueueView
{
    /// <summary>Open, put to me, not my own agent's, not signed by me yet.</summary>
    Mine,

    /// <summary>Everything open.</summary>
    All,

    /// <summary>Everything that ended, newest first.</summary>
    History,
}

/// <summary>In which order open items stand.</summary>
internal enum QueueOrder
{
    Due,
    Risk,
}

/// <summary>What to list. <paramref name="After"/> is the cursor of a page before; a cursor that does not fit is refused.</summary>
internal sealed record QueueQuery(QueueView View, QueueOrder Order = QueueOrder.Due, Risk? AtLeast = null, string? Type = null, string? AgentId = null, string? After = null, int Take = 50);

/// <summary>A page of the queue, and where the next one starts; null at the end.</summary>
internal sealed record QueuePage(IReadOnlyList<QueueItem> Items, string? Next);

/// <summary>How much waits. Counting stops at <see cref="Cap"/>, so that it costs the same whatever waits.</summary>
/// <param name="Mine">What needs the asker: put to them, and not held by a stop.</param>
/// <param name="MineSoon">Of those, what is due within a quarter of an hour.</param>
/// <param name="MineHeld">Put to them, and held: nobody can sign it.</param>
/// <param name="Open">Everything open.</param>
internal sealed record QueueCounts(int Mine, int MineSoon, int MineHeld, int Open)
{
    public const int Cap = 100;
}

/// <summary>
/// Lists the exception queue page by page. Pages are found by keyset in an index, never by offset, so the hundredth costs what the first does, and 100,000 items what 100 do.
/// </summary>
internal sealed class ListQueue(Database database, Work work, PolicyAuthors authors)
{
    public async Task<Outcome<QueuePage>> Handle(Actor actor, QueueQuery query, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        if (await db.Lacks(actor, Permission.ReadQueue, work.Now()) is { } refusal)
            return refusal;
        if (!QueueCursor.TryParse(query.After, out var cursor))
            return QueueRefusals.BadCursor;
        var items = await Narrow(db, actor, query, cancel);
        var page = query.View == QueueView.History ? await Closed(items, cursor, query.Take + 1, cancel)
            : query.Order == QueueOrder.Due ? await ByDue(items, cursor, query.Take + 1, cancel)
            : await ByRisk(items, cursor, query, cancel);
        var more = page.Count > query.Take;
        if (more)
            page.RemoveAt(query.Take);
        return new QueuePage(page, more ? QueueCursor.Of(page[^1], query.View == QueueView.History) : null);
    }

    public async Task<Outcome<QueueCounts>> Count(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadQueue, now) is { } refusal)
            return refusal;
        var soon = now.AddMinutes(15);
        var mine = await Narrow(db, actor, new QueueQuery(QueueView.Mine), cancel);
        var free = mine.Where(q => !db.Intents.Any(i => i.Id == q.IntentId && i.Held));
        // Only a stop holds anything. Without one, all that is open would be looked through to find nothing.
        var held = await db.Stops.AnyAsync(s => s.Stage != StopStage.Released, cancel) ? await mine.Where(q => db.Intents.Any(i => i.Id == q.IntentId && i.Held)).Take(QueueCounts.Cap).CountAsync(cancel) : 0;
        return new QueueCounts(
            await free.Take(QueueCounts.Cap).CountAsync(cancel),
            await free.Where(q => q.DueAt <= soon).Take(QueueCounts.Cap).CountAsync(cancel),
            held,
            await db.QueueItems.Where(q => q.State == QueueState.Open).Take(QueueCounts.Cap).CountAsync(cancel));
    }

    private async Task<IQueryable<QueueItem>> Narrow(GovernanceDb db, Actor actor, QueueQuery query, CancellationToken cancel)
    {
        var items = query.View == QueueView.History
            ? db.QueueItems.Where(q => q.ClosedAt != null)
            : db.QueueItems.Where(q => q.State == QueueState.Open);
        if (query.AtLeast is { } risk)
            items = items.Where(q => q.Risk >= risk);
        if (query.Type is { } type)
            items = items.Where(q => q.Type == type);
        if (query.AgentId is { } agent)
            items = items.Where(q => q.AgentId == agent);
        if (query.View != QueueView.Mine)
            return items;

        var me = actor.Id;
        var now = work.Now();
        var (targets, chain) = await AnswersFor.At(db, me, now, cancel);
        // What a policy of one's own asks is not for oneself to decide, nor for whoever stands in for its author.
        var made = await authors.Of(db);
        var ofMine = made.By(chain);
        var madeNow = made.Now.Any(chain.Contains);
        var isApprover = (await Standing.Of(db, me, now))?.Roles.Contains(Role.Approver) == true;
        // What I passed on is theirs, unless it came back to me or time is nearly up: an item is never in nobody's list.
        var soon = now.AddMinutes(15);
        items = items.Where(q => q.DueAt <= soon || !db.ItemHandovers.Any(h => h.IntentId == q.IntentId && h.FromId == me && !db.ItemHandovers.Any(back => back.IntentId == h.IntentId && back.At > h.At && targets.Contains(back.Target))));
        return items.Where(q => isApprover && (targets.Contains(q.Target) || db.ItemAsks.Any(a => a.IntentId == q.IntentId && targets.Contains(a.Target)))
            && (q.Control == Control.Confirm || (!madeNow && !chain.Contains(q.OwnerId) && (ofMine.Count == 0 || !db.PolicyDecisions.Any(d => d.IntentId == q.IntentId && d.Phase == "declared" && ofMine.Contains(d.BundleDigest)))))
            && !db.SignedApprovals.Any(a => a.IntentId == q.IntentId && a.PersonId == me));
    }

    private static Task<List<QueueItem>> ByDue(IQueryable<QueueItem> items, QueueCursor? after, int take, CancellationToken cancel)
    {
        if (after is { } at)
            items = items.Where(q => q.DueAt >= at.At && (q.DueAt > at.At || q.Sequence > at.Sequence));
        return items.OrderBy(q => q.DueAt).ThenBy(q => q.Sequence).Take(take).ToListAsync(cancel);
    }

    private static async Task<List<QueueItem>> ByRisk(IQueryable<QueueItem> items, QueueCursor? after, QueueQuery query, CancellationToken cancel)
    {
        // One seek a step of risk: an index cannot be entered in the middle of a mixed order by one condition.
        var page = new List<QueueItem>();
        var take = query.Take + 1;
        for (var risk = after?.Risk ?? Risk.Critical; risk >= (query.AtLeast ?? Risk.Routine) && page.Count < take; risk--)
        {
            var step = risk;
            page.AddRange(await ByDue(items.Where(q => q.Risk == step), after?.Risk == risk ? after : null, take - page.Count, cancel));
        }
        return page;
    }

    private static Task<List<QueueItem>> Closed(IQueryable<QueueItem> items, QueueCursor? after, int take, CancellationToken cancel)
    {
        if (after is { } at)
            items = items.Where(q => q.ClosedAt <= at.At && (q.ClosedAt < at.At || q.Sequence < at.Sequence));
        return items.OrderByDescending(q => q.ClosedAt).ThenByDescending(q => q.Sequence).Take(take).ToListAsync(cancel);
    }
}

/// <summary>Where a page ended: moment, sequence and risk of its last item, as <c>ms.sequence.risk</c>.</summary>
internal readonly record struct QueueCursor(DateTime At, long Sequence, Risk Risk)
{
    public static string Of(QueueItem item, bool closed) =>
        string.Create(CultureInfo.InvariantCulture, $"{new DateTimeOffset(closed ? item.ClosedAt!.Value : item.DueAt).ToUnixTimeMilliseconds()}.{item.Sequence}.{(int)item.Risk}");

    /// <summary>True for a cursor and for none; false for nonsense.</summary>
    public static bool TryParse(string? text, out QueueCursor? cursor)
    {
        cursor = null;
        if (string.IsNullOrEmpty(text))
            return true;
        var parts = text.Split('.');
        if (parts.Length != 3 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ms) || ms > 253_402_300_799_000
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var risk) || risk > (int)Risk.Critical)
            return false;
        cursor = new QueueCursor(DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime, sequence, (Risk)risk);
        return true;
    }
}

/// <summary>How listing the queue says no.</summary>
internal static class QueueRefusals
{
    public static readonly Refusal BadCursor = new("invalid_field", "That place in the queue does not exist. The first page is shown instead.");
}
