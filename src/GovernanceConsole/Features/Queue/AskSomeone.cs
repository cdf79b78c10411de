using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Ui;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Queue;

/// <summary>
/// Asks anybody who is enrolled a question about an open item. They need not be able to sign, and are shown the question alone: what the item is about they read only where they may see it anyway.
/// </summary>
internal sealed class AskSomeone(Work work)
{
    private const int Most = 20;

    public Task<Outcome<string>> Handle(Actor actor, string intentId, string? personId, string? question) => work.Do<string>(actor, async act =>
    {
        var open = await ItemReach.Open(act, intentId);
        if (open.IsRefused)
            return open.Refusal;
        var words = question?.Trim() ?? "";
        if (words.Length is 0 or > 500)
            return ItemRefusals.Question;
        var people = await act.Kept(Standings.Read);
        if (personId == actor.Id || people.Person(personId ?? "") is not { EnrolledAt: not null, SuspendedAt: null } person)
            return ItemRefusals.Person;
        if (await act.Db.ItemQuestions.CountAsync(q => q.IntentId == intentId) >= Most)
            return ItemRefusals.TooMany;
        var asker = people.Person(actor.Id)!.Name;
        var asked = new ItemQuestion
        {
            Id = act.Ids.New(Ids.Question), IntentId = intentId, AskedById = actor.Id, AskedByName = asker, PersonId = person.Id, PersonName = person.Name, Question = words, AskedAt = act.Now,
        };
        act.Insert(asked);
        act.Audit(AuditTypes.QuestionAsked, intentId, new Dictionary<string, string> { ["question"] = asked.Id, ["person"] = person.Id }, new JsonObject { ["of"] = person.Name, ["question"] = words });
        Notices.Tell(act, person.Id, $"{asker} asks you a question about something that waits for a decision. It stands under Questions.", NoticeRoute.Talk, Links.Questions);
        act.Signal(Topics.Intent(intentId));
        return asked.Id;
    });
}

/// <summary>Whoever was asked answers, once, while the item is open. The answer is theirs and decides nothing.</summary>
internal sealed class AnswerQuestion(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, string questionId, string? answer) => work.Do<Done>(actor, async act =>
    {
        // Being asked is the permission: whoever is asked may hold no role at all.
        if (actor.Kind != ActorKind.Person || await Standing.Of(act.Db, actor.Id, act.Now) is null)
            return PeopleRefusals.SignedOut;
        var words = answer?.Trim() ?? "";
        if (words.Length is 0 or > 500)
            return ItemRefusals.Answer;
        if (await act.Db.ItemQuestions.AsTracking().SingleOrDefaultAsync(q => q.Id == questionId && q.PersonId == actor.Id && q.AnsweredAt == null) is not { } question)
            return ItemRefusals.Answered;
        if (!await act.Db.QueueItems.AnyAsync(q => q.IntentId == question.IntentId && q.State == QueueState.Open))
            return ItemRefusals.NotNeeded;
        (question.Answer, question.AnsweredAt) = (words, act.Now);
        act.Audit(AuditTypes.QuestionAnswered, question.IntentId, new Dictionary<string, string> { ["question"] = question.Id }, new JsonObject { ["by"] = question.PersonName, ["answer"] = words });
        Notices.Tell(act, question.AskedById, $"{question.PersonName} answered your question. The answer stands beside the card.", NoticeRoute.Talk, Links.Intent(question.IntentId));
        act.Signal(Topics.Intent(question.IntentId));
        return new Done();
    });
}
