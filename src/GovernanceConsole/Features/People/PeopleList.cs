using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>How an account stands.</summary>
public enum AccountState
{
    Invited,
    LinkEnded,
    Active,
    Suspended,
}

/// <summary>One line of the list of people.</summary>
internal sealed record PersonRow(string Id, string Name, string? Email, AccountState State, IReadOnlyList<Role> Roles, IReadOnlyList<string> Groups, int Passkeys, bool Practice, DateTime? LastSeenAt, int Waiting);

/// <summary>Something that happened to somebody, in the words that follow the name.</summary>
internal sealed record PeopleEvent(DateTime At, string PersonId, string Name, string Words);

/// <summary>The list and what happened lately.</summary>
internal sealed record PeopleOverview(IReadOnlyList<PersonRow> People, IReadOnlyList<PeopleEvent> Lately);

/// <summary>Reads everybody the console knows. A few hundred at most, so the list is whole and the page filters it.</summary>
internal sealed class PeopleList(Database database, Work work)
{
    private const int Events = 20;

    public async Task<Outcome<PeopleOverview>> Read(Actor actor)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadPeople, now) is { } refusal)
            return refusal;
        var people = await db.People.ToListAsync();
        var roles = (await db.RoleHoldings.Where(h => h.UntilAt == null).ToListAsync()).ToLookup(h => h.PersonId, h => h.Role);
        var groups = (await db.GroupMemberships.Where(m => m.UntilAt == null).ToListAsync()).ToLookup(m => m.PersonId, m => m.Group);
        var passkeys = (await db.Passkeys.Where(k => k.RemovedAt == null).Select(k => new { k.PersonId, k.Practice, k.LastUsedAt, k.EnrolledAt }).ToListAsync()).ToLookup(k => k.PersonId);
        var links = (await db.Invitations.Where(i => i.UsedAt == null && i.WithdrawnAt == null && i.ExpiresAt > now && i.PersonId != null).Select(i => i.PersonId!).ToListAsync()).ToHashSet(StringComparer.Ordinal);
        var waiting = (await db.StandingChanges.Where(c => c.SignedAt == null && c.WithdrawnAt == null && c.ExpiresAt > now).Select(c => c.PersonId).ToListAsync()).ToLookup(id => id);
        var rows = people
            .Select(p => new PersonRow(p.Id, p.Name, p.Email, State(p, links.Contains(p.Id)), [.. roles[p.Id].Order()], [.. groups[p.Id].Order(StringComparer.Ordinal)],
                passkeys[p.Id].Count(), passkeys[p.Id].Any(k => k.Practice), passkeys[p.Id].Max(k => k.LastUsedAt ?? (DateTime?)k.EnrolledAt), waiting[p.Id].Count()))
            .OrderBy(p => p.State == AccountState.Suspended).ThenBy(p => p.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(p => p.Id, StringComparer.Ordinal)
            .ToList();
        return new PeopleOverview(rows, await Lately(db, people.ToDictionary(p => p.Id, p => p.Name)));
    }

    /// <summary>The last events of each sort, newest first.</summary>
    private static async Task<IReadOnlyList<PeopleEvent>> Lately(GovernanceDb db, Dictionary<string, string> names)
    {
        var events = new List<(DateTime At, string PersonId, string Words)>();
        foreach (var h in await db.RoleHoldings.OrderByDescending(h => h.FromAt).Take(Events).ToListAsync())
            events.Add((h.FromAt, h.PersonId, $"was given the role {PeopleStatements.RoleName(h.Role)} by {Who(h.GrantedById)}"));
        foreach (var h in await db.RoleHoldings.Where(h => h.UntilAt != null).OrderByDescending(h => h.UntilAt).Take(Events).ToListAsync())
            events.Add((h.UntilAt!.Value, h.PersonId, $"lost the role {PeopleStatements.RoleName(h.Role)}, ended by {Who(h.EndedById)}"));
        foreach (var m in await db.GroupMemberships.OrderByDescending(m => m.FromAt).Take(Events).ToListAsync())
            events.Add((m.FromAt, m.PersonId, $"was put into {m.Group} by {Who(m.AddedById)}"));
        foreach (var m in await db.GroupMemberships.Where(m => m.UntilAt != null).OrderByDescending(m => m.UntilAt).Take(Events).ToListAsync())
            events.Add((m.UntilAt!.Value, m.PersonId, $"was taken out of {m.Group} by {Who(m.EndedById)}"));
        foreach (var k in await db.Passkeys.OrderByDescending(k => k.EnrolledAt).Take(Events).ToListAsync())
            events.Add((k.EnrolledAt, k.PersonId, "enrolled a passkey"));
        foreach (var i in await db.Invitations.Where(i => i.PersonId != null).OrderByDescending(i => i.IssuedAt).Take(Events).ToListAsync())
            events.Add((i.IssuedAt, i.PersonId!, $"{(i.Kind == InvitationKind.Recovery ? "got a recovery link from" : "was invited by")} {Who(i.IssuedById)}"));
        foreach (var p in await db.People.Where(p => p.SuspendedAt != null).ToListAsync())
            events.Add((p.SuspendedAt!.Value, p.Id, "was suspended"));
        return [.. events.OrderByDescending(e => e.At).Take(Events).Select(e => new PeopleEvent(e.At, e.PersonId, Who(e.PersonId), e.Words))];

        string Who(string? id) => id is null || id == Actor.Console.Id ? "the console" : names.GetValueOrDefault(id, id);
    }

    public static AccountState State(Person person, bool hasOpenLink) =>
        person.SuspendedAt is not null ? AccountState.Suspended
        : person.EnrolledAt is not null ? AccountState.Active
        : hasOpenLink ? AccountState.Invited
        : AccountState.LinkEnded;
}
