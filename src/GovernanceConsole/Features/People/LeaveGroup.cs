using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>Takes a person out of a group. The stretch of time stays on record. Refused where an escalation tree would be left without anybody; who must lose their standing at once is suspended.</summary>
internal sealed class LeaveGroup(Work work, ICoverageWatch coverage)
{
    public Task<Outcome<Done>> Handle(Actor actor, string personId, string group) => work.Do<Done>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManagePeople) is { } refusal)
            return refusal;
        if (GroupRules.MayChange(actor.Id, personId, await Operators.Active(act.Db, act.Now)) is { } own)
            return own;
        var before = await coverage.Before(act);
        var left = await act.Db.GroupMemberships.Where(m => m.PersonId == personId && m.Group == group && m.UntilAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.UntilAt, (DateTime?)act.Now).SetProperty(m => m.EndedById, actor.Id));
        if (left != 1)
            return PersonRefusals.NotInGroup;
        if (await coverage.Objects(act, before) is { } torn)
            return torn;
        act.Audit(AuditTypes.GroupLeft, personId, detail: new JsonObject { ["group"] = group });
        await Notices.TellPersonAndOperators(act, personId, $"You were taken out of the group “{group}”.", who => $"{who} was taken out of the group “{group}”.");
        return new Done();
    });
}
