using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Notifications;

/// <summary>One delivery with its attempts, newest last.</summary>
internal sealed record ShownDelivery(Delivery Delivery, string Channel, ChannelKind Kind, string? Person, IReadOnlyList<DeliveryAttempt> Attempts);

/// <summary>A page of the log of deliveries, newest first.</summary>
internal sealed record DeliveriesView(IReadOnlyList<ShownDelivery> Deliveries, bool More, int Waiting, int Dead, AnswerTimes Answers);

/// <summary>Reads the log of deliveries, and how long people take to answer once they were reached. For who manages channels.</summary>
internal sealed class ReadDeliveries(Database database, Work work)
{
    private const int OnAPage = 40;
    private const int MostPages = 25;

    /// <summary>Answers are measured over the last month, and over no more items than a page can wait for.</summary>
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);
    private const int MostMeasured = 20_000;

    /// <summary>A page that follows every delivery does not measure a month each time.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private volatile Measured? _measured;

    public async Task<Outcome<DeliveriesView>> Handle(Actor actor, DeliveryState? state = null, int pages = 1, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        if (await db.Lacks(actor, Permission.ManageChannels, work.Now()) is { } refusal)
            return refusal;
        var asked = state is { } only ? db.Deliveries.Where(d => d.State == only) : db.Deliveries;
        var take = OnAPage * Math.Clamp(pages, 1, MostPages);
        var found = await (from delivery in asked
                           join channel in db.Channels on delivery.ChannelId equals channel.Id
                           orderby delivery.MadeAt descending, delivery.Id descending
                           select new { delivery, channel.Name, channel.Kind, Person = db.People.Where(p => p.Id == channel.PersonId).Select(p => p.Name).FirstOrDefault() }).Take(take + 1).ToListAsync(cancel);
        var ids = found.ConvertAll(row => row.delivery.Id);
        var attempts = (await db.DeliveryAttempts.Where(a => ids.Contains(a.DeliveryId)).OrderBy(a => a.Number).ToListAsync(cancel)).ToLookup(a => a.DeliveryId, StringComparer.Ordinal);
        return new DeliveriesView(
            [.. found.Take(take).Select(row => new ShownDelivery(row.delivery, row.Name, row.Kind, row.Person, [.. attempts[row.delivery.Id]]))],
            found.Count > take && pages < MostPages,
            await db.Deliveries.CountAsync(d => d.State == DeliveryState.Waiting, cancel),
            await db.Deliveries.CountAsync(d => d.State == DeliveryState.Dead, cancel),
            await Answers(db, cancel));
    }

    /// <summary>From the first delivery to anybody who was asked until the first signature of a person. Whoever was put the question could answer it; what ended without a person, or waits still, is censored there.</summary>
    private async Task<AnswerTimes> Answers(GovernanceDb db, CancellationToken cancel)
    {
        var now = work.Now();
        if (_measured is { } last && now >= last.At && now - last.At < Fresh)
            return last.Value;
        var since = now - Month;
        var reached = await db.QueueItems.Where(item => item.EnqueuedAt >= since && db.Notices.Any(n => n.IntentId == item.IntentId && n.DeliveredAt != null))
            .OrderByDescending(item => item.EnqueuedAt)
            .Select(item => new
            {
                At = db.Notices.Where(n => n.IntentId == item.IntentId).Min(n => n.DeliveredAt),
                item.ClosedAt,
                Signed = db.SignedApprovals.Where(a => a.IntentId == item.IntentId).Min(a => (DateTime?)a.SignedAt),
            }).Take(MostMeasured).ToListAsync(cancel);
        var answers = AnswerTimes.Of(reached.Where(row => row.Signed is null || row.Signed >= row.At).Select(row =>
            new Observed((row.Signed ?? row.ClosedAt ?? now) is var until && until > row.At!.Value ? until - row.At.Value : TimeSpan.Zero, row.Signed is not null)));
        _measured = new Measured(now, answers);
        return answers;
    }

    private sealed record Measured(DateTime At, AnswerTimes Value);
}
