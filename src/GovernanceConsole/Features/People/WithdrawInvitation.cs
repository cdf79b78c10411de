using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>Ends a one-time link before it is used. One that is used, withdrawn or expired stays as it is.</summary>
internal sealed class WithdrawInvitation(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, string invitationId) => work.Do<Done>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManagePeople) is { } refusal)
            return refusal;
        var withdrawn = await act.Db.Invitations.Where(i => i.Id == invitationId && i.UsedAt == null && i.WithdrawnAt == null && i.ExpiresAt > act.Now)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.WithdrawnAt, (DateTime?)act.Now));
        if (withdrawn != 1)
            return PersonRefusals.LinkSpent;
        act.Audit(AuditTypes.InvitationWithdrawn, invitationId);
        act.Signal(PeopleTopics.All);
        return new Done();
    });
}
