using GovernanceConsole.Data;
using GovernanceConsole.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>Who holds the operator role, as the rules about signatures want to know it.</summary>
internal static class Operators
{
    /// <summary>Those who hold the role at <paramref name="now"/> and have enrolled, suspended ones included.</summary>
    public static async Task<IReadOnlyList<Operator>> Of(GovernanceDb db, DateTime now)
    {
        var people = await db.People.AsNoTracking()
            .Where(p => p.EnrolledAt != null && db.RoleHoldings.Any(h => h.PersonId == p.Id && h.Role == Role.Operator && h.FromAt <= now && (h.UntilAt == null || h.UntilAt > now)))
            .Select(p => new { p.Id, p.SuspendedAt }).ToListAsync();
        var ids = people.Select(p => p.Id).ToList();
        var vouched = await db.Passkeys.AsNoTracking().Where(k => k.RemovedAt == null && ids.Contains(k.PersonId)).Select(k => new { k.PersonId, k.VouchedById }).ToListAsync();
        return [.. people.Select(p =>
        {
            var by = vouched.Where(v => v.PersonId == p.Id).Select(v => v.VouchedById).ToHashSet(StringComparer.Ordinal);
            return new Operator(p.Id, p.SuspendedAt is null && by.Count > 0, by);
        })];
    }

    /// <summary>How many can act now.</summary>
    public static async Task<int> Active(GovernanceDb db, DateTime now) => (await Of(db, now)).Count(o => o.Active);

    /// <summary>True once anybody ever held the role: set-up is over for good.</summary>
    public static Task<bool> EverExisted(GovernanceDb db) => db.RoleHoldings.AnyAsync(h => h.Role == Role.Operator);
}
