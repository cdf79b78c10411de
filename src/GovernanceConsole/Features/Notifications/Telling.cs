using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Notifications;

/// <summary>Writes notices and deliveries within one act. A person has one notice a question, however often and by whatever way it comes to them: asked again, it is unread again, and their channels are told again.</summary>
internal sealed class Telling(Act act, IReadOnlyList<Channel> channels)
{
    private readonly Dictionary<(string Person, string Intent), Notice> _notices = [];
    private readonly HashSet<Notice> _stored = [];
    private readonly HashSet<(string Person, string Intent)> _signed = [];

    /// <summary>Reads what people were told of these intents before, and who has signed.</summary>
    public async Task Know(IEnumerable<string> intents)
    {
        var ids = intents.Except(_notices.Keys.Select(key => key.Intent), StringComparer.Ordinal).ToList();
        foreach (var notice in await act.Db.Notices.AsNoTracking().Where(n => n.IntentId != null && ids.Contains(n.IntentId)).ToListAsync())
        {
            _notices[(notice.PersonId, notice.IntentId!)] = notice;
            _stored.Add(notice);
        }

        _signed.UnionWith((await act.Db.SignedApprovals.Where(a => ids.Contains(a.IntentId)).Select(a => new { a.PersonId, a.IntentId }).ToListAsync()).Select(a => (a.PersonId, a.IntentId)));
    }

    /// <summary>Puts an item to somebody. Who signed it already is left alone.</summary>
    public void Ask(string personId, QueueItem item, NoticeRoute route)
    {
        if (_signed.Contains((personId, item.IntentId)))
            return;
        if (!_notices.TryGetValue((personId, item.IntentId), out var notice))
        {
            _notices[(personId, item.IntentId)] = notice = new Notice
            {
                Id = act.Ids.New(Ids.Notice), PersonId = personId, At = act.Now, Text = $"Put to you: {item.Type} of {item.AgentName}.", Route = route, IntentId = item.IntentId, Path = Ui.Links.Intent(item.IntentId),
            };
            act.Insert(notice);
        }
        else if (route is not (NoticeRoute.Escalated or NoticeRoute.PassedOn))
        {
            return;
        }
        else
        {
            (notice.At, notice.ReadAt, notice.Route) = (act.Now, null, route);
            if (_stored.Remove(notice))
                act.Update(notice);
        }

        Own(notice, About(item, route));
        act.Signal(Topics.Person(personId));
    }

    /// <summary>Tells somebody something that asks nothing of them.</summary>
    public void Tell(string personId, string text, Message message)
    {
        var notice = new Notice { Id = act.Ids.New(Ids.Notice), PersonId = personId, At = act.Now, Text = text.Length > 1000 ? text[..1000] : text, Route = message.Route, Path = message.Path };
        act.Insert(notice);
        Own(notice, message);
        act.Signal(Topics.Person(personId));
    }

    /// <summary>Sends a notice out by its person's own channels.</summary>
    public void Own(Notice notice, Message message)
    {
        foreach (var channel in channels.Where(c => c.PersonId == notice.PersonId && c.Takes(message.Route, message.Risk)))
            Send(act, channel, message, notice.Id);
    }

    /// <summary>Sends out by the organisation's channels that follow one of the targets.</summary>
    public void Organisation(string targets, Message message)
    {
        foreach (var channel in channels.Where(c => c.PersonId is null && c.Takes(message.Route, message.Risk) && c.Follows(targets)))
            Send(act, channel, message, null);
    }

    public static Delivery Send(Act act, Channel channel, Message message, string? noticeId)
    {
        var delivery = new Delivery
        {
            Id = act.Ids.New(Ids.Delivery),
            ChannelId = channel.Id,
            NoticeId = noticeId,
            IntentId = message.IntentId,
            Route = message.Route,
            Facts = message.Write(),
            MadeAt = act.Now,
            State = DeliveryState.Waiting,
            Attempts = 0,
            NextAt = act.Now,
        };
        act.Insert(delivery);
        return delivery;
    }

    public static Message About(QueueItem item, NoticeRoute route) =>
        new(route, Ui.Links.Intent(item.IntentId), item.IntentId, item.Type, item.Risk, item.AgentId, PlainWord.Of(item.AgentName), item.DueAt);
}
