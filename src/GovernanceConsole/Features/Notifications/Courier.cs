using System.Collections.Concurrent;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Notifications;

/// <summary>
/// Carries deliveries to their channels: channels side by side, the deliveries of one in turn. A channel that fails is left alone for a while, so that one attempt says what a hundred would; one that hangs keeps nobody else
/// waiting. What came of an attempt is written before the next; what was under way when the console stopped is sent again, under the same id.
/// </summary>
internal sealed class Courier(Database database, Work work, WebhookPost webhooks, MailPost mail, IdSource ids, TimeProvider clock, ILogger<Courier> log)
{
    private const int ChannelsAtOnce = 32;
    private const int InOneTurn = 20;

    /// <summary>How long a run waits for slow channels before it lets them go on beside it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Task> _busy = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Rest> _resting = new(StringComparer.Ordinal);

    public async Task Run(CancellationToken stop)
    {
        var now = work.Now();
        List<string> due;
        await using (var db = database.Read())
            due = await db.Deliveries.Where(d => d.State == DeliveryState.Waiting && d.NextAt <= now).Select(d => d.ChannelId).Distinct().ToListAsync(stop);
        foreach (var id in due.Where(id => !(_resting.TryGetValue(id, out var rest) && now < rest.Until)).Take(ChannelsAtOnce))
            _ = Start(id, stop);
        if (_busy.IsEmpty)
            return;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(Task.WhenAll(_busy.Values), Task.Delay(Patience, clock, enough.Token));
        await enough.CancelAsync();
    }

    /// <summary>One channel's turn at once, however it fared lately.</summary>
    public async Task Now(string channelId, CancellationToken stop)
    {
        _resting.TryRemove(channelId, out _);
        await Start(channelId, stop).WaitAsync(stop);
    }

    private Task Start(string channelId, CancellationToken stop)
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var turn = Turn();
        var mine = _busy.GetOrAdd(channelId, turn);
        if (mine == turn)
            go.SetResult();
        else
            go.SetCanceled(CancellationToken.None);
        return mine;

        async Task Turn()
        {
            try
            {
                await go.Task;
                await Deliver(channelId, stop);
            }
            catch (OperationCanceledException)
            {
                // Another turn of this channel is under way, or the console is stopping: what was not written is sent again.
            }
            catch (Exception fault)
            {
                log.LogError(fault, "The deliveries of {Channel} could not be made; they are tried again", channelId);
                _resting[channelId] = new Rest(1, work.Now() + Backoff.First);
            }
            finally
            {
                if (go.Task.IsCompletedSuccessfully)
                    _busy.TryRemove(channelId, out _);
            }
        }
    }

    private async Task Deliver(string channelId, CancellationToken stop)
    {
        var now = work.Now();
        await using var db = database.Read();
        if (await db.Channels.SingleOrDefaultAsync(c => c.Id == channelId, stop) is not { } channel)
            return;
        var due = await db.Deliveries.Where(d => d.ChannelId == channelId && d.State == DeliveryState.Waiting && d.NextAt <= now).OrderBy(d => d.NextAt).Take(InOneTurn).ToListAsync(stop);
        foreach (var delivery in due)
        {
            // Given up since it was read: its channel was switched off or removed while the one before was on its way.
            if (!await db.Deliveries.AnyAsync(d => d.Id == delivery.Id && d.State == DeliveryState.Waiting, stop))
                continue;
            if (await IsOvertaken(db, channel, delivery, stop))
            {
                await Overtake(delivery, stop);
                continue;
            }

            var start = clock.GetTimestamp();
            var result = channel.Kind == ChannelKind.Email ? await mail.Send(channel, delivery, stop) : await webhooks.Send(channel, delivery, stop);
            await Write(channel, delivery, result, clock.GetElapsedTime(start), stop);
            if (result.Outcome == AttemptOutcome.Gone)
                return;
            if (result.Outcome == AttemptOutcome.Failed)
            {
                var failures = _resting.TryGetValue(channelId, out var rest) ? rest.Failures + 1 : 1;
                _resting[channelId] = new Rest(failures, work.Now() + Backoff.After(Math.Min(failures, 4), Chance(), result.RetryAfter));
                return;
            }

            _resting.TryRemove(channelId, out _);
        }
    }

    /// <summary>A person is not asked what is decided already, nor when they may not answer any more. Programs are told everything that happened.</summary>
    private async Task<bool> IsOvertaken(GovernanceDb db, Channel channel, Delivery delivery, CancellationToken stop)
    {
        if (channel.PersonId is { } personId)
        {
            var standing = await Standing.Of(db, personId, work.Now());
            if (standing is null || (NoticeRoutes.Asks(delivery.Route) && !standing.Allows(Permission.DecideIntent)))
                return true;
        }

        return channel.Kind != ChannelKind.Webhook && NoticeRoutes.Asks(delivery.Route) && !await db.QueueItems.AnyAsync(q => q.IntentId == delivery.IntentId && q.State == QueueState.Open, stop);
    }

    private Task<Outcome<Done>> Overtake(Delivery delivery, CancellationToken stop) => work.Do<Done>(Actor.Console, async act =>
    {
        act.Ungoverned("a message that nobody needs any more is not sent");
        await act.Db.Deliveries.Where(d => d.Id == delivery.Id && d.State == DeliveryState.Waiting).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DeliveryState.Overtaken).SetProperty(d => d.EndedAt, (DateTime?)act.Now).SetProperty(d => d.NextAt, (DateTime?)null));
        act.Signal(NotificationTopics.Deliveries);
        return new Done();
    }, stop);

    private Task<Outcome<Done>> Write(Channel channel, Delivery sent, AttemptResult result, TimeSpan took, CancellationToken stop) => work.Do<Done>(Actor.Console, async act =>
    {
        act.Ungoverned("the log of deliveries is a log itself");
        var delivery = await act.Db.Deliveries.AsTracking().SingleAsync(d => d.Id == sent.Id);
        if (delivery.State == DeliveryState.Waiting)
            delivery.Note(result, act.Now, Chance());
        else
            delivery.Tried++;
        act.Insert(new DeliveryAttempt { DeliveryId = delivery.Id, At = act.Now, Number = delivery.Tried, Milliseconds = (int)Math.Min(took.TotalMilliseconds, int.MaxValue), Outcome = result.Outcome, Says = result.Says });
        if (result.Outcome == AttemptOutcome.Delivered && channel.PersonId is not null && delivery.NoticeId is { } notice)
        {
            await act.Db.Notices.Where(n => n.Id == notice && n.DeliveredAt == null).ExecuteUpdateAsync(set => set.SetProperty(n => n.DeliveredAt, (DateTime?)act.Now));
        }
        else if (delivery.State == DeliveryState.Dead)
        {
            act.Audit(AuditTypes.DeliveryGivenUp, delivery.Id, new Dictionary<string, string> { ["channel"] = channel.Id });
        }

        if (result.Outcome == AttemptOutcome.Gone)
            await SwitchOff(act, channel);
        act.Signal(NotificationTopics.Deliveries);
        return new Done();
    }, stop);

    private static async Task SwitchOff(Act act, Channel channel)
    {
        var off = await act.Db.Channels.Where(c => c.Id == channel.Id && c.DisabledAt == null && c.RemovedAt == null).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.DisabledAt, (DateTime?)act.Now).SetProperty(c => c.DisabledBecause, "its endpoint answered that it is gone (410)"));
        if (off == 0)
            return;
        act.Audit(AuditTypes.ChannelDisabled, channel.Id, Channels.Owner(channel));
        await Channels.GiveUp(act, channel.Id, "The channel was switched off.");
        var text = $"The channel “{channel.Name}” to {channel.Hint} was switched off: its endpoint answered that it is gone. Nobody is told by it any more.";
        var operators = (await Operators.Of(act.Db, act.Now)).Where(o => o.Active).Select(o => o.PersonId);
        foreach (var person in operators.Append(channel.PersonId).OfType<string>().Distinct(StringComparer.Ordinal))
            Notices.Tell(act, person, text, NoticeRoute.Channel, Ui.Links.Notifications);
        act.Signal(NotificationTopics.Channels);
    }

    private double Chance() => BitConverter.ToUInt16(ids.Bytes(2)) / 65536.0;

    /// <summary>A channel that is left alone until then, after so many failures in a row.</summary>
    private sealed record Rest(int Failures, DateTime Until);
}
