using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Notifications;

/// <summary>
/// Notes that new entries of the actor's own inbox reached them in the console: the badge or the inbox that counts them stood in a page whose browser says that it is visible. That is a delivery, and not yet reading.
/// </summary>
internal sealed class ShowNotices(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, IReadOnlyCollection<string> ids) => work.Do<Done>(actor, async act =>
    {
        if (actor.Kind != ActorKind.Person)
            return PeopleRefusals.SignedOut;
        act.Ungoverned("When somebody was shown something is a measurement and changes nothing that is governed.");
        var shown = ids.Take(InboxMark.Most + 1).ToList();
        await act.Db.Notices.Where(n => n.PersonId == actor.Id && n.DeliveredAt == null && shown.Contains(n.Id)).ExecuteUpdateAsync(set => set.SetProperty(n => n.DeliveredAt, (DateTime?)act.Now));
        return new Done();
    });
}
