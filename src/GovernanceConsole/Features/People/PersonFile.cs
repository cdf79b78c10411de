using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>A change that waits, and whether the reader may sign it.</summary>
internal sealed record WaitingChange(StandingChange Change, string Sentence, bool MaySign, bool Bootstrap, string? Blocked);

/// <summary>All that is known of one person: standing with history, passkeys, links, and changes that wait. Names of everybody mentioned come along.</summary>
internal sealed record PersonFile(
    Person Person,
    AccountState State,
    IReadOnlyList<RoleHolding> Roles,
    IReadOnlyList<GroupMembership> Groups,
    IReadOnlyList<Passkey> Passkeys,
    IReadOnlyList<Invitation> Invitations,
    IReadOnlyList<WaitingChange> Waiting,
    IReadOnlyList<Session> Sessions,
    IReadOnlyList<Notice> Notices,
    IReadOnlyDictionary<string, string> Names,
    bool ReaderManages)
{
    /// <summary>The name behind an id that stands in a record; <c>the console</c> where nobody did it.</summary>
    public string Name(string? id) => id is null ? "" : id == Actor.Console.Id ? "the console" : Names.GetValueOrDefault(id, id);
}

/// <summary>Reads a person's file: anybody's with the permission, one's own always. Sessions and notices are for the person alone.</summary>
internal sealed class PersonFiles(Database database, Work work)
{
    private const int Recent = 50;

    public async Task<Outcome<PersonFile>> Read(Actor actor, string personId)
    {
        await using var db = database.Read();
        var now = work.Now();
        var own = actor.Kind == ActorKind.Person && actor.Id == personId;
        if (!own && await db.Lacks(actor, Permission.ReadPeople, now) is { } refusal)
            return refusal;
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == personId);
        if (own && person?.SuspendedAt is not null)
            return PeopleRefusals.SignedOut;
        if (person is null)
            return PersonRefusals.UnknownPerson;

        var invitations = await db.Invitations.Where(i => i.PersonId == personId).OrderByDescending(i => i.IssuedAt).Take(Recent).ToListAsync();
        var manages = await db.Lacks(actor, Permission.ManagePeople, now) is null;
        return new PersonFile(
            person,
            PeopleList.State(person, invitations.Any(i => InvitationRules.State(i, now) == InvitationState.Open)),
            await db.RoleHoldings.Where(h => h.PersonId == personId).OrderByDescending(h => h.FromAt).ToListAsync(),
            await db.GroupMemberships.Where(m => m.PersonId == personId).OrderByDescending(m => m.FromAt).ToListAsync(),
            await db.Passkeys.Where(k => k.PersonId == personId).OrderBy(k => k.RemovedAt != null).ThenBy(k => k.EnrolledAt).ToListAsync(),
            invitations,
            await Waiting(db, actor, person, manages, now),
            own ? await db.Sessions.Where(s => s.PersonId == personId && s.EndedAt == null && s.ExpiresAt > now).OrderByDescending(s => s.StartedAt).ToListAsync() : [],
            own ? await db.Notices.Where(n => n.PersonId == personId && n.IntentId == null).OrderByDescending(n => n.At).Take(Recent).ToListAsync() : [],
            await db.People.ToDictionaryAsync(p => p.Id, p => p.Name),
            manages);
    }

    private static async Task<IReadOnlyList<WaitingChange>> Waiting(GovernanceDb db, Actor actor, Person person, bool manages, DateTime now)
    {
        var changes = await db.StandingChanges.Where(c => c.PersonId == person.Id && c.SignedAt == null && c.WithdrawnAt == null && c.ExpiresAt > now).OrderBy(c => c.ProposedAt).ToListAsync();
        var waiting = new List<WaitingChange>(changes.Count);
        foreach (var change in changes)
        {
            var signers = await StandingChanges.Signers(db, change, now);
            waiting.Add(new WaitingChange(change, StandingChanges.Sentence(change, person.Name),
                manages && !signers.IsRefused && signers.Value.PersonIds.Contains(actor.Id), !signers.IsRefused && signers.Value.Bootstrap, signers.Refusal?.Message));
        }
        return waiting;
    }
}
