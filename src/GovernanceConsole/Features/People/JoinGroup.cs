using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Outbox;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>Puts a person into a group. Groups are named by use: the first member makes one.</summary>
internal sealed class JoinGroup(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, string personId, string? group) => work.Do<Done>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManagePeople) is { } refusal)
            return refusal;
        var name = GroupRules.Name(group);
        if (name.IsRefused)
            return name.Refusal;
        if (GroupRules.MayChange(actor.Id, personId, await Operators.Active(act.Db, act.Now)) is { } own)
            return own;
        if (!await act.Db.People.AnyAsync(p => p.Id == personId && p.SuspendedAt == null))
            return PersonRefusals.UnknownPerson;
        if (await act.Db.GroupMemberships.AnyAsync(m => m.PersonId == personId && m.Group == name.Value && m.UntilAt == null))
            return PersonRefusals.InGroup;
        act.Db.GroupMemberships.Add(new GroupMembership { PersonId = personId, Group = name.Value, FromAt = act.Now, AddedById = actor.Id });
        Outgoing.Joined(act, personId, [EscalationTarget.Group + name.Value]);
        act.Audit(AuditTypes.GroupJoined, personId, detail: new JsonObject { ["group"] = name.Value });
        await Notices.TellPersonAndOperators(act, personId, $"You were put into the group “{name.Value}”.", who => $"{who} was put into the group “{name.Value}”.");
        return new Done();
    });
}
