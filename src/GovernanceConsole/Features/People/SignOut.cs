using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>Ends a session of the actor's own: this one, or one left open elsewhere. One that has ended already stays as it is.</summary>
internal sealed class SignOut(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, string sessionId) => work.Do<Done>(actor, async act =>
    {
        if (actor.Kind != ActorKind.Person)
            return PeopleRefusals.SignedOut;
        var ended = await act.Db.Sessions.Where(s => s.Id == sessionId && s.PersonId == actor.Id && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, (DateTime?)act.Now));
        if (ended == 1)
        {
            act.Audit(AuditTypes.SignedOut, sessionId, ids: new Dictionary<string, string> { ["person"] = actor.Id });
            act.Signal(PeopleTopics.Of(actor.Id));
        }
        return new Done();
    });
}
