using GovernanceConsole.Data;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Approvals;

/// <summary>Reads who might sign at a moment, for the rules of <see cref="SeparationOfDuties"/>.</summary>
internal static class Candidates
{
    /// <summary>Everybody with the role of approver and a passkey.</summary>
    public static async Task<IReadOnlyList<Candidate>> All(GovernanceDb db, DateTime now)
    {
        var rows = await (from holding in db.RoleHoldings
                          join person in db.People on holding.PersonId equals person.Id
                          join passkey in db.Passkeys on person.Id equals passkey.PersonId
                          where holding.Role == Role.Approver && holding.FromAt <= now && (holding.UntilAt == null || holding.UntilAt > now)
                                && person.SuspendedAt == null && passkey.RemovedAt == null
                          select new { person.Id, passkey.VouchedById }).ToListAsync();
        var groups = await db.GroupMemberships.Where(m => m.FromAt <= now && (m.UntilAt == null || m.UntilAt > now)).Select(m => new { m.PersonId, m.Group }).ToListAsync();
        var byPerson = groups.ToLookup(m => m.PersonId, m => m.Group, StringComparer.Ordinal);
        return [.. rows.GroupBy(r => r.Id, StringComparer.Ordinal).Select(g => new Candidate(
            g.Key, Active: true, IsApprover: true, byPerson[g.Key].ToHashSet(StringComparer.Ordinal), [.. g.Select(r => r.VouchedById).Distinct(StringComparer.Ordinal)]))];
    }
}
