using GovernanceConsole.Data;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>Who might sign, for the rules of <see cref="SeparationOfDuties"/>: what people hold over time, so that one reading answers for any moment.</summary>
internal sealed class Candidates
{
    private readonly List<Holding> _holdings;
    private readonly ILookup<string, Membership> _memberships;
    private readonly List<AbsenceRecord> _absences;

    private Candidates(List<Holding> holdings, List<Membership> memberships, List<AbsenceRecord> absences)
    {
        _holdings = holdings;
        _absences = absences;
        _memberships = memberships.ToLookup(m => m.PersonId, StringComparer.Ordinal);
    }

    /// <summary>Everybody who is not suspended, has a passkey and is or was to be an approver.</summary>
    public static async Task<Candidates> Read(GovernanceDb db)
    {
        var holdings = await (from holding in db.RoleHoldings
                              join person in db.People on holding.PersonId equals person.Id
                              join passkey in db.Passkeys on person.Id equals passkey.PersonId
                              where holding.Role == Role.Approver && person.SuspendedAt == null && passkey.RemovedAt == null
                              select new Holding(person.Id, passkey.VouchedById, passkey.BackupEligible, holding.FromAt, holding.UntilAt)).ToListAsync();
        return new Candidates(holdings, await db.GroupMemberships.Select(m => new Membership(m.PersonId, m.Group, m.FromAt, m.UntilAt)).ToListAsync(),
            await db.Absences.AsNoTracking().ToListAsync());
    }

    /// <summary>The same, read and asked at once.</summary>
    public static async Task<IReadOnlyList<Candidate>> All(GovernanceDb db, DateTime now) => (await Read(db)).At(now);

    /// <summary>Everybody who holds the role of approver at that moment, with whom they stand in for.</summary>
    public IReadOnlyList<Candidate> At(DateTime now)
    {
        var holders = _holdings.Where(h => h.FromAt <= now && (h.UntilAt == null || h.UntilAt > now)).ToLookup(h => h.PersonId, h => new Vouched(h.VouchedById, !h.BackupEligible), StringComparer.Ordinal);
        var away = _absences.Where(a => a.FromAt <= now && now < a.UntilAt).Select(a => a.Absence).ToList();
        return [.. holders.Select(held => new Candidate(held.Key, Active: true, IsApprover: true, Groups(held.Key, now), [.. held.Distinct()], StandsInFor(held.Key)))];

        IReadOnlyList<AwayCandidate>? StandsInFor(string id) => away.Count == 0 ? null :
            [.. Delegation.AnswersFor(id, now, away).Where(s => s.IsDelegate && holders.Contains(s.ForId)).Select(s => new AwayCandidate(s.Chain, Groups(s.ForId, now)))];
    }

    private HashSet<string> Groups(string personId, DateTime now) =>
        _memberships[personId].Where(m => m.FromAt <= now && (m.UntilAt == null || m.UntilAt > now)).Select(m => m.Group).ToHashSet(StringComparer.Ordinal);

    private sealed record Holding(string PersonId, string VouchedById, bool BackupEligible, DateTime FromAt, DateTime? UntilAt);

    private sealed record Membership(string PersonId, string Group, DateTime FromAt, DateTime? UntilAt);
}
