using System.Text.Json;
using GovernanceConsole.Data;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Rotation;

/// <summary>
/// The calendars as they stand: rotations with the changes made to them, and absences that are not over. One reading answers for now and what is to come; what rotations were is read with <see cref="Past"/>.
/// </summary>
internal sealed record DutyBoard(IReadOnlyDictionary<string, OnCallRotation> Rotations, IReadOnlyList<AbsenceRecord> Away)
{
    /// <summary>Absences as the rules want them.</summary>
    public IReadOnlyCollection<Absence> Absences { get; } = [.. Away.Select(record => record.Absence)];

    public static async Task<DutyBoard> Read(GovernanceDb db)
    {
        var rotations = await db.Rotations.AsNoTracking().Where(r => r.UntilAt == null).ToListAsync();
        var changes = await Changes(db);
        // An absence that is over harms nobody; those that were over long ago are not worth reading.
        return new DutyBoard(rotations.ToDictionary(r => r.Name, r => Calendar(r, changes[r.Name]), StringComparer.Ordinal), await db.Absences.AsNoTracking().OrderBy(a => a.FromAt).ToListAsync());
    }

    /// <summary>The shifts of a rotation in a stretch of time that may lie in the past, each by the definition that held then.</summary>
    public static async Task<IReadOnlyList<Shift>> Past(GovernanceDb db, string name, Interval window)
    {
        var versions = await db.Rotations.AsNoTracking().Where(r => r.Name == name && r.FromAt < window.UntilAt && (r.UntilAt == null || r.UntilAt > window.FromAt)).OrderBy(r => r.FromAt).ToListAsync();
        var changes = await Changes(db);
        return [.. versions.SelectMany(version =>
        {
            var held = new Interval(version.FromAt, version.UntilAt ?? DateTime.MaxValue);
            // What a definition says of the time before it was made never happened.
            return Calendar(version, changes[name]).Shifts(window.And(held)).Select(shift => shift with { Time = shift.Time.And(held) });
        })];
    }

    public static RotationSheet Sheet(RotationVersion version) => JsonSerializer.Deserialize<RotationSheet>(version.Sheet)!;

    private static OnCallRotation Calendar(RotationVersion version, IEnumerable<DutyChangeRecord> changes) => OnCallRotation.Of(Sheet(version), [.. changes.Select(c => c.Change)]);

    private static async Task<ILookup<string, DutyChangeRecord>> Changes(GovernanceDb db) =>
        (await db.DutyChanges.AsNoTracking().OrderBy(c => c.Id).ToListAsync()).ToLookup(c => c.Rotation, StringComparer.Ordinal);
}

/// <summary>Who may be named in a calendar or a tree.</summary>
internal static class Nameable
{
    /// <summary>Active people who hold the role of approver now, whether or not they have a passkey yet.</summary>
    public static async Task<IReadOnlySet<string>> Approvers(GovernanceDb db, DateTime now) =>
        (await db.RoleHoldings.Where(h => h.Role == Role.Approver && h.FromAt <= now && (h.UntilAt == null || h.UntilAt > now) && db.People.Any(p => p.Id == h.PersonId && p.SuspendedAt == null))
            .Select(h => h.PersonId).ToListAsync()).ToHashSet(StringComparer.Ordinal);
}
