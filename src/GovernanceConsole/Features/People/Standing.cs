using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>What a person is at one moment: the roles held and the groups joined then. A person who is unknown or suspended has no standing at all.</summary>
internal sealed record Standing(Person Person, IReadOnlySet<Role> Roles, IReadOnlySet<string> Groups)
{
    /// <summary>True when one of the roles carries the permission.</summary>
    public bool Allows(Permission permission) => Permissions.Allow(Roles, permission);

    /// <summary>The standing of <paramref name="personId"/> at <paramref name="now"/>, read from the database at this moment; null for the unknown and the suspended.</summary>
    public static async Task<Standing?> Of(GovernanceDb db, string personId, DateTime now)
    {
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId);
        if (person is null || person.SuspendedAt is not null)
            return null;
        var roles = await db.RoleHoldings.Where(h => h.PersonId == personId && h.FromAt <= now && (h.UntilAt == null || h.UntilAt > now)).Select(h => h.Role).ToListAsync();
        var groups = await db.GroupMemberships.Where(m => m.PersonId == personId && m.FromAt <= now && (m.UntilAt == null || m.UntilAt > now)).Select(m => m.Group).ToListAsync();
        return new Standing(person, roles.ToHashSet(), groups.ToHashSet(StringComparer.Ordinal));
    }
}

/// <summary>Everybody's standing over time, in one reading that answers for any moment: what acts go by (<see cref="Act.Kept"/>).</summary>
internal sealed class Standings
{
    private readonly Dictionary<string, Person> _people;
    private readonly ILookup<string, RoleHolding> _holdings;

    private Standings(List<Person> people, List<RoleHolding> holdings)
    {
        _people = people.ToDictionary(p => p.Id, StringComparer.Ordinal);
        _holdings = holdings.ToLookup(h => h.PersonId, StringComparer.Ordinal);
    }

    public static async Task<Standings> Read(GovernanceDb db) => new(await db.People.AsNoTracking().ToListAsync(), await db.RoleHoldings.AsNoTracking().ToListAsync());

    public Person? Person(string id) => _people.GetValueOrDefault(id);

    /// <summary>True when the person is not suspended and holds a role that carries the permission at <paramref name="now"/>.</summary>
    public bool Allows(string personId, Permission permission, DateTime now) =>
        Person(personId) is { SuspendedAt: null }
        && Permissions.Allow(_holdings[personId].Where(h => h.FromAt <= now && (h.UntilAt == null || h.UntilAt > now)).Select(h => h.Role).ToHashSet(), permission);
}

/// <summary>
/// The permission check that every act and every read of a page begins with. Roles are read from the database at this moment, because a tab stays open when a role is
/// taken away. Only people hold permissions: an agent, a point, the console or nobody is refused.
/// </summary>
internal static class PermissionChecks
{
    /// <summary>Null when the act's actor holds the permission now; else why not.</summary>
    public static async Task<Refusal?> Lacks(this Act act, Permission permission) =>
        NoPerson(act.Actor) ?? ((await act.Kept(Standings.Read)).Allows(act.Actor.Id, permission, act.Now) ? null : PeopleRefusals.NotAllowed);

    /// <summary>Null when the actor holds the permission at <paramref name="now"/>; else why not.</summary>
    public static async Task<Refusal?> Lacks(this GovernanceDb db, Actor actor, Permission permission, DateTime now) =>
        NoPerson(actor) ?? (await Standing.Of(db, actor.Id, now) is { } standing && standing.Allows(permission) ? null : PeopleRefusals.NotAllowed);

    private static Refusal? NoPerson(Actor actor) => actor.Kind switch
    {
        ActorKind.Person => null,
        ActorKind.Nobody => PeopleRefusals.SignedOut,
        _ => PeopleRefusals.NotAllowed,
    };
}
