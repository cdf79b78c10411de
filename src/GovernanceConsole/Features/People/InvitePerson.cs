using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>
/// Makes a person known and gives a one-time link for a first passkey, good for 24 hours, shown to the operator once. The link gives no role; roles are changed with a signature. Inviting somebody
/// again, before they enrolled, ends the earlier link.
/// </summary>
internal sealed class InvitePerson(Work work)
{
    public Task<Outcome<IssuedLink>> Handle(Actor actor, string? name, string? email, string? zone) => work.Do<IssuedLink>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManagePeople) is { } refusal)
            return refusal;
        var called = PersonRules.Name(name);
        var reached = PersonRules.Email(email);
        var lives = PersonRules.Zone(zone);
        if (called.IsRefused || reached.IsRefused || lives.IsRefused)
            return Together(called.Refusal, reached.Refusal, lives.Refusal);

        var person = new Person { Id = act.Ids.New(Ids.Person), Name = called.Value, Email = reached.Value, Zone = lives.Value, CreatedAt = act.Now, InvitedById = actor.Id };
        act.Db.People.Add(person);
        return await Invite(act, person);
    });

    /// <summary>A new link for somebody who has not enrolled yet.</summary>
    public Task<Outcome<IssuedLink>> Again(Actor actor, string personId) => work.Do<IssuedLink>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManagePeople) is { } refusal)
            return refusal;
        var person = await act.Db.People.SingleOrDefaultAsync(p => p.Id == personId && p.SuspendedAt == null && p.EnrolledAt == null);
        return person is null ? PersonRefusals.UnknownPerson : await Invite(act, person);
    });

    private static async Task<Outcome<IssuedLink>> Invite(Act act, Person person)
    {
        var link = await Invitations.Issue(act, InvitationKind.Invite, person.Id, act.Actor.Id);
        act.Audit(AuditTypes.PersonInvited, person.Id, ids: new Dictionary<string, string> { ["invitation"] = link.InvitationId },
            detail: new JsonObject { ["name"] = person.Name, ["email"] = person.Email });
        await Notices.TellOperators(act, person.Id, name => $"{name} was invited. Their first passkey will not count beside the person who invited them.");
        act.Signal(PeopleTopics.All);
        return link;
    }

    private static Refusal Together(params Refusal?[] refusals)
    {
        var found = refusals.OfType<Refusal>().ToList();
        return found[0].At([.. found.SelectMany(r => r.Errors ?? [])]);
    }
}
