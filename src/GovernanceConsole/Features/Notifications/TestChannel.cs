using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Notifications;

/// <summary>The test button: sends one message that says it is a test, at once, and answers what came of it. Null when the other side has not answered yet.</summary>
internal sealed class TestChannel(Work work, Courier courier, Database database)
{
    public async Task<Outcome<string?>> Handle(Actor actor, string id, CancellationToken cancel = default)
    {
        var made = await work.Do<string>(actor, async act =>
        {
            var found = await Channels.Find(act, id);
            if (found.IsRefused)
                return found.Refusal;
            if (!found.Value.IsOn)
                return NotificationRefusals.IsOff;
            act.Audit(AuditTypes.ChannelTested, id, Channels.Owner(found.Value));
            act.Signal(NotificationTopics.Deliveries);
            return Telling.Send(act, found.Value, new Message(NoticeRoute.Test, Ui.Links.Inbox), null).Id;
        }, cancel);
        if (made.IsRefused)
            return made.Refusal;
        await courier.Now(id, cancel);
        await using var db = database.Read();
        return await db.Deliveries.Where(d => d.Id == made.Value).Select(d => d.LastSays).SingleAsync(cancel);
    }
}

/// <summary>Sends a delivery that has ended once more, under the same id, so that a receiver who had it can tell.</summary>
internal sealed class ResendDelivery(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, string id) => work.Do<Done>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManageChannels) is { } refusal)
            return refusal;
        if (await act.Db.Deliveries.AsTracking().SingleOrDefaultAsync(d => d.Id == id) is not { } delivery)
            return NotificationRefusals.UnknownDelivery;
        if (delivery.State == DeliveryState.Waiting)
            return NotificationRefusals.StillOnItsWay;
        if (!await act.Db.Channels.AnyAsync(c => c.Id == delivery.ChannelId && c.DisabledAt == null && c.RemovedAt == null))
            return NotificationRefusals.IsOff;
        delivery.Again(act.Now);
        act.Audit(AuditTypes.DeliveryResent, id, new Dictionary<string, string> { ["channel"] = delivery.ChannelId });
        act.Signal(NotificationTopics.Deliveries);
        return new Done();
    });
}
