using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Queue;

/// <summary>A question put to the reader, with the way to the item where they may see it.</summary>
public sealed record PutQuestionView(ItemQuestion Question, bool Waits, bool MaySeeItem);

/// <summary>Reads the questions put to whoever asks. Everybody with an account may be asked, so no role is needed; nobody reads anybody else's.</summary>
internal sealed class ReadQuestions(Database database, Work work)
{
    private const int Most = 100;

    public async Task<Outcome<IReadOnlyList<PutQuestionView>>> Handle(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (actor.Kind != ActorKind.Person || await Standing.Of(db, actor.Id, now) is not { } standing)
            return PeopleRefusals.SignedOut;
        var rows = await (from question in db.ItemQuestions
                          join item in db.QueueItems on question.IntentId equals item.IntentId
                          where question.PersonId == actor.Id
                          orderby question.AnsweredAt != null, question.AskedAt descending
                          select new { question, item }).Take(Most).ToListAsync(cancel);
        var seesAll = standing.Roles.Contains(Role.Operator) || standing.Roles.Contains(Role.Auditor);
        var answersFor = await AnswersFor.At(db, actor.Id, now, cancel);
        var views = new List<PutQuestionView>();
        foreach (var row in rows)
            views.Add(new PutQuestionView(row.question, row.item.State == QueueState.Open && row.question.AnsweredAt is null,
                seesAll || (standing.Roles.Contains(Role.Approver) && answersFor.Holds(await ItemAsks.Targets(db, row.item)))));
        return views;
    }
}
