using System.Text.Json.Nodes;
using GovernanceConsole.Demo.Cast;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Demo.Tour;

/// <summary>
/// Gives a visitor the one-time link of a persona: what an operator would do for a new colleague. The passkey is then enrolled as any first passkey is, and takes the place of the one before it. Refused
/// outside the demo, and for anybody who is not of its cast.
/// </summary>
internal sealed class InvitePersona(Work work, Place place, DemoCast cast)
{
    public async Task<Outcome<IssuedLink>> Handle(string key)
    {
        if (!place.Demo || cast.People.FirstOrDefault(p => p.Key == key) is not { } persona)
            return PersonRefusals.UnknownPerson;
        return await work.Do<IssuedLink>(Actor.Console, async act =>
        {
            var person = await act.Db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Email == persona.Email && p.SuspendedAt == null);
            if (person is null)
                return PersonRefusals.UnknownPerson;
            var link = await Invitations.Issue(act, InvitationKind.Invite, person.Id, Actor.Console.Id);
            act.Audit(AuditTypes.PersonInvited, person.Id, new Dictionary<string, string> { ["invitation"] = link.InvitationId },
                new JsonObject { ["name"] = person.Name, ["demo"] = true });
            return link;
        });
    }
}
