using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Notifications;

/// <summary>What was put to somebody, or what they were told, as it stands now.</summary>
/// <param name="Notice">The entry.</param>
/// <param name="Item">What waits, or waited; null where nothing was asked.</param>
/// <param name="Signed">They have signed it.</param>
internal sealed record InboxEntry(Notice Notice, QueueItem? Item, bool Signed)
{
    /// <summary>A question that is still open to them.</summary>
    public bool Waits => Item?.State == QueueState.Open && !Signed;

    public bool IsNew => Notice.ReadAt is null && (Item is null || Waits);
}

/// <summary>The inbox, newest first, as far as it was asked for, and whether there is more.</summary>
internal sealed record InboxPageOf(IReadOnlyList<InboxEntry> Entries, bool More);

/// <summary>What the badge shows: how many entries are new, and of the newest, enough to say what it is.</summary>
internal sealed record InboxMark(int New, IReadOnlyList<FreshNotice> Fresh)
{
    public const int Most = 99;
}

/// <summary>A new entry, for the badge and the browser's own notifications: no words of an agent's but its name.</summary>
internal sealed record FreshNotice(string Id, string Title, string Body, string Path, bool Delivered);

/// <summary>Reads one's own inbox; nobody reads another's.</summary>
internal sealed class ReadInbox(Database database, Work work)
{
    private const int OnAPage = 40;
    private const int MostPages = 25;

    /// <param name="actor">Whose.</param>
    /// <param name="waiting">Only questions that are open.</param>
    /// <param name="pages">How many pages of it.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<Outcome<InboxPageOf>> Handle(Actor actor, bool waiting = false, int pages = 1, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        if (await Missing(db, actor) is { } refusal)
            return refusal;
        var me = actor.Id;
        var notices = db.Notices.Where(n => n.PersonId == me);
        var take = OnAPage * Math.Clamp(pages, 1, MostPages);
        var found = await (from notice in notices
                           join queued in db.QueueItems on notice.IntentId equals queued.IntentId into items
                           from item in items.DefaultIfEmpty()
                           let signed = notice.IntentId != null && db.SignedApprovals.Any(a => a.IntentId == notice.IntentId && a.PersonId == me)
                           where !waiting || (item != null && item.State == QueueState.Open && !signed)
                           orderby notice.At descending, notice.Id descending
                           select new InboxEntry(notice, item, signed)).Take(take + 1).ToListAsync(cancel);
        return new InboxPageOf([.. found.Take(take)], found.Count > take && pages < MostPages);
    }

    /// <summary>How many are new, counted no further than anybody reads; nothing for whoever has no standing.</summary>
    public async Task<InboxMark> Mark(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        if (await Missing(db, actor) is not null)
            return new InboxMark(0, []);
        var me = actor.Id;
        var found = await (from notice in db.Notices.Where(n => n.PersonId == me && n.ReadAt == null)
                           join queued in db.QueueItems on notice.IntentId equals queued.IntentId into items
                           from item in items.DefaultIfEmpty()
                           where item == null || (item.State == QueueState.Open && !db.SignedApprovals.Any(a => a.IntentId == notice.IntentId && a.PersonId == me))
                           orderby notice.At descending, notice.Id descending
                           select new { notice, item }).Take(InboxMark.Most + 1).ToListAsync(cancel);
        return new InboxMark(found.Count, [.. found.Select(row => Fresh(row.notice, row.item))]);
    }

    private static FreshNotice Fresh(Notice notice, QueueItem? item)
    {
        var message = item is null ? new Message(notice.Route, notice.Path ?? Ui.Links.Inbox) : Telling.About(item, notice.Route);
        return new FreshNotice(notice.Id, message.Headline, string.Join(" · ", message.Facts().Select(fact => fact.Value)), notice.Path ?? Ui.Links.Inbox, notice.DeliveredAt is not null);
    }

    private async Task<Refusal?> Missing(GovernanceDb db, Actor actor) =>
        actor.Kind != ActorKind.Person ? PeopleRefusals.SignedOut : await Standing.Of(db, actor.Id, work.Now()) is null ? PeopleRefusals.NotAllowed : null;
}
