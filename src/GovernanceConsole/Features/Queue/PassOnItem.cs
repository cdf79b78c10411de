using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.Outbox;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Queue;

/// <summary>
/// Reassigns an open item to a person or group that policy asks, now or at a later level, and that could sign it: with both names and the reason in the log. Refused for anybody else, because being asked decides who may sign. The
/// item leaves the list of whoever passed it on until a quarter of an hour before it is due.
/// </summary>
internal sealed class PassOnItem(Work work, PolicyAuthors authors)
{
    private const int Most = 20;
    private const int MostTold = 20;

    public Task<Outcome<Done>> Handle(Actor actor, string intentId, string? target, string? reason) => work.Do<Done>(actor, async act =>
    {
        var open = await ItemReach.Open(act, intentId);
        if (open.IsRefused)
            return open.Refusal;
        var (item, why) = (open.Value, reason?.Trim() ?? "");
        if (why.Length is 0 or > 500)
            return ItemRefusals.Reason;
        if (await act.Db.ItemHandovers.CountAsync(h => h.IntentId == intentId) >= Most)
            return ItemRefusals.TooMany;
        var chain = await ItemReach.Behind(act.Db, item, await act.Kept(Registry.Agents), await authors.Of(act));
        var everybody = await ItemReach.Everybody(act.Db, item, (await act.Kept(EscalationBoard.Read)).At(act.Now, ItemReach.Unaskable(item, chain)));
        var eligible = await ItemReach.Eligible(act.Db, item, await act.Kept(Candidates.Read), everybody, chain, act.Now);
        var chosen = Chosen(target ?? "", actor.Id, everybody, eligible);
        if (chosen.IsRefused)
            return chosen.Refusal;

        var people = await act.Kept(Standings.Read);
        var (from, to) = (people.Person(actor.Id)!.Name, EscalationTarget.Name(target!, EscalationTarget.Person) is { } id ? people.Person(id)!.Name : target![EscalationTarget.Group.Length..]);
        act.Insert(new ItemHandover { Id = act.Ids.New(Ids.Handover), IntentId = intentId, FromId = actor.Id, FromName = from, Target = target!, TargetName = to, Reason = why, At = act.Now });
        await Ask(act, item, everybody, target!, chosen.Value);
        act.Audit(AuditTypes.ItemPassedOn, intentId, new Dictionary<string, string> { ["from"] = actor.Id, ["to"] = target! }, new JsonObject { ["from"] = from, ["to"] = to, ["reason"] = why });
        Outgoing.Question(act, intentId, NoticeRoute.PassedOn, chosen.Value.Take(MostTold).Select(person => EscalationTarget.Person + person), []);
        act.Signal(Topics.Queue);
        act.Signal(Topics.Intent(intentId));
        return new Done();
    });

    /// <summary>The people of the target who could sign; refused where there is none, and where policy does not name the group.</summary>
    private static Outcome<IReadOnlyList<string>> Chosen(string target, string self, IReadOnlyList<Reached> everybody, IReadOnlyList<Domain.Approvals.Candidate> eligible)
    {
        if (EscalationTarget.Name(target, EscalationTarget.Person) is { } personId)
            return personId == self ? ItemRefusals.Self : eligible.Any(c => c.PersonId == personId) ? new[] { personId } : ItemRefusals.NotEligible;
        if (EscalationTarget.Name(target, EscalationTarget.Group) is not { } group)
            return ItemRefusals.Target;
        var named = everybody.Select(reached => reached.Target).ToHashSet(StringComparer.Ordinal);
        string[] members = [.. eligible.Where(c => c.PersonId != self && c.Groups.Contains(group)).Select(c => c.PersonId)];
        return members.Length > 0 && (named.Contains(target) || named.Contains(EscalationTarget.Everybody)) ? members : ItemRefusals.NotEligible;
    }

    /// <summary>
    /// An item that goes through a tree is put to whoever it was passed to before their level's turn: they may sign from now on, as they would then. Who would be asked in somebody's place is asked in their place.
    /// </summary>
    private static async Task Ask(Act act, QueueItem item, IReadOnlyList<Reached> everybody, string target, IReadOnlyList<string> people)
    {
        if (!item.Target.StartsWith(EscalationTarget.Tree, StringComparison.Ordinal) || await act.Db.ItemEscalations.AsNoTracking().SingleOrDefaultAsync(e => e.IntentId == item.IntentId) is not { } at)
            return;
        var asked = (await ItemAsks.Targets(act.Db, item)).Split(' ').ToHashSet(StringComparer.Ordinal);
        if (everybody.FirstOrDefault(reached => reached.Target == target) is { } whole)
        {
            Add(whole);
            return;
        }

        foreach (var person in people)
        {
            var answersFor = await AnswersFor.At(act.Db, person, act.Now);
            if (!answersFor.Targets.Any(asked.Contains) && everybody.FirstOrDefault(reached => answersFor.Targets.Contains(reached.Target)) is { } through)
                Add(through.Target.StartsWith(EscalationTarget.Person, StringComparison.Ordinal) ? through : through with { Target = EscalationTarget.Person + person });
        }

        void Add(Reached to)
        {
            if (asked.Add(to.Target))
                act.Insert(new ItemAsk { IntentId = item.IntentId, Target = to.Target, Round = at.Round, Level = at.Level, At = act.Now, Of = to.Of, IsBackUp = false });
        }
    }
}
