using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Features.Outbox;

/// <summary>Puts into the outbox what people are to be told, in the commit in which it happens: one prepared insert, however many there are to tell. Who they are is found out when it is spread.</summary>
internal static class Outgoing
{
    /// <summary>An intent is put to targets.</summary>
    /// <param name="act">In whose commit.</param>
    /// <param name="intentId">The intent.</param>
    /// <param name="route">How it came to them.</param>
    /// <param name="targets">As trees name them: <c>group:finance</c>, <c>person:ID</c>, <c>approvers</c>.</param>
    /// <param name="places">Where in a tree it stands, for channels that follow one.</param>
    public static void Question(Act act, string intentId, NoticeRoute route, IEnumerable<string> targets, IEnumerable<string> places) => Question(act, intentId, route, string.Join(' ', targets.Concat(places)));

    /// <summary>The same, for one target.</summary>
    public static void Question(Act act, string intentId, NoticeRoute route, string target) => Put(act, OutboxKind.Question, route, intentId, target);

    /// <summary>A notice for one person, which is in their inbox with this commit.</summary>
    public static void Notice(Act act, Notice notice) => Put(act, OutboxKind.Notice, notice.Route, notice.Id, "");

    /// <summary>Somebody will be away; from then on what waits for them is put to whoever stands in.</summary>
    public static void Absence(Act act, AbsenceRecord absence) => Put(act, OutboxKind.Absence, NoticeRoute.StandsIn, absence.Id, "", absence.FromAt);

    /// <summary>Somebody came to a target's people: what waits there is put to them, too.</summary>
    public static void Joined(Act act, string personId, IEnumerable<string> targets) => Put(act, OutboxKind.Joined, NoticeRoute.Asked, personId, string.Join(' ', targets));

    /// <summary>An answer is late.</summary>
    public static void Late(Act act, string intentId, IEnumerable<string> places) => Put(act, OutboxKind.Late, NoticeRoute.Late, intentId, string.Join(' ', places));

    /// <summary>Something for the channels of the organisation; the people it concerns are told by notices.</summary>
    public static void Announce(Act act, NoticeRoute route, string subjectId) => Put(act, OutboxKind.Announcement, route, subjectId, "");

    private static void Put(Act act, OutboxKind kind, NoticeRoute route, string subjectId, string targets, DateTime? notBefore = null) => act.Insert(new OutboxEntry
    {
        Id = act.Ids.New(Ids.Outbox), Kind = kind, Route = route, SubjectId = subjectId, Targets = targets, At = act.Now, DueAt = notBefore > act.Now ? notBefore.Value : act.Now,
    });
}
