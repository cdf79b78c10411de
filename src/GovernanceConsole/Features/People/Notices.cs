using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Outbox;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>Tells people what happened to them, and operators what happened to anybody, in the transaction in which it happened.</summary>
internal static class Notices
{
    /// <param name="act">In whose commit.</param>
    /// <param name="personId">Who is told.</param>
    /// <param name="text">In the console; what leaves it says only what kind of thing it is and where to look.</param>
    /// <param name="route">Why.</param>
    /// <param name="path">The page of ours where there is more to see.</param>
    public static void Tell(Act act, string personId, string text, NoticeRoute route = NoticeRoute.Told, string? path = null)
    {
        var notice = new Notice { Id = act.Ids.New(Ids.Notice), PersonId = personId, At = act.Now, Text = text, Route = route, Path = path };
        act.Db.Notices.Add(notice);
        Outgoing.Notice(act, notice);
        act.Signal(PeopleTopics.Of(personId));
        act.Signal(PeopleTopics.All);
    }

    /// <summary>Somebody can answer from now on: what waits for every approver, or for a group they are in, is put to them as well.</summary>
    public static async Task PutWhatWaits(Act act, string personId)
    {
        var groups = await act.Db.GroupMemberships.Where(m => m.PersonId == personId && m.UntilAt == null).Select(m => m.Group).ToListAsync();
        Outgoing.Joined(act, personId, [EscalationTarget.Everybody, .. groups.Select(group => EscalationTarget.Group + group)]);
    }

    /// <summary>Tells the person the one sentence and every other operator the other, which is given the person's name.</summary>
    public static async Task TellPersonAndOperators(Act act, string personId, string toThePerson, Func<string, string> toOperators, NoticeRoute route = NoticeRoute.Told, string? path = null)
    {
        Tell(act, personId, toThePerson, route, path);
        await TellOperators(act, personId, toOperators, route, path);
    }

    /// <summary>Tells every operator but the person it is about.</summary>
    public static async Task TellOperators(Act act, string personId, Func<string, string> text, NoticeRoute route = NoticeRoute.Told, string? path = null)
    {
        var name = act.Db.People.Local.FirstOrDefault(p => p.Id == personId)?.Name ?? await act.Db.People.Where(p => p.Id == personId).Select(p => p.Name).SingleAsync();
        var operators = await act.Db.RoleHoldings.Where(h => h.Role == Role.Operator && h.UntilAt == null && h.PersonId != personId).Select(h => h.PersonId).Distinct().ToListAsync();
        foreach (var operatorId in operators)
            Tell(act, operatorId, text(name), route, path);
    }
}
