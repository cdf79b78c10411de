using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>Somebody in a group or role at the moment asked about: since when, and until when where it has ended.</summary>
internal sealed record MemberThen(string PersonId, string Name, DateTime FromAt, DateTime? UntilAt);

/// <summary>A group (<c>finance</c>) or a role (<c>approver</c>), with who was in it.</summary>
internal sealed record MembersThen(string Name, bool IsRole, IReadOnlyList<MemberThen> People);

/// <summary>Reads who held which role and was in which group at a moment: stretches of time are kept for good, so any past moment can be asked about. A moment that has not come is refused.</summary>
internal sealed class ReadMembership(Database database, Work work)
{
    public async Task<Outcome<IReadOnlyList<MembersThen>>> Handle(Actor actor, DateTime at, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadPeople, now) is { } refusal)
            return refusal;
        if (at > now)
            return PersonRefusals.Field("/at", "That moment has not come yet. Choose one in the past.");
        var names = await db.People.ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        var roles = await db.RoleHoldings.Where(h => h.FromAt <= at && (h.UntilAt == null || h.UntilAt > at)).ToListAsync(cancel);
        var groups = await db.GroupMemberships.Where(m => m.FromAt <= at && (m.UntilAt == null || m.UntilAt > at)).ToListAsync(cancel);
        return new List<MembersThen>(
        [
            .. roles.GroupBy(h => h.Role).OrderBy(role => role.Key).Select(role => new MembersThen(PeopleStatements.RoleName(role.Key), true, Named(role.Select(h => (h.PersonId, h.FromAt, h.UntilAt))))),
            .. groups.GroupBy(m => m.Group, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new MembersThen(group.Key, false, Named(group.Select(m => (m.PersonId, m.FromAt, m.UntilAt))))),
        ]);

        IReadOnlyList<MemberThen> Named(IEnumerable<(string Id, DateTime From, DateTime? Until)> people) =>
            [.. people.Select(p => new MemberThen(p.Id, names.GetValueOrDefault(p.Id, p.Id), p.From, p.Until)).OrderBy(p => p.Name, StringComparer.CurrentCultureIgnoreCase)];
    }
}
