using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>Marks the actor's own notices as read: one, or all that are there.</summary>
internal sealed class ReadNotices(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, string? id = null) => work.Do<Done>(actor, async act =>
    {
        if (actor.Kind != ActorKind.Person)
            return PeopleRefusals.SignedOut;
        act.Ungoverned("What somebody has read changes nothing that is governed.");
        await act.Db.Notices.Where(n => n.PersonId == actor.Id && n.ReadAt == null && n.At <= act.Now && (id == null || n.Id == id)).ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, (DateTime?)act.Now));
        act.Signal(PeopleTopics.Of(actor.Id));
        return new Done();
    });
}
