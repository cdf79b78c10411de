using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Rotation;

/// <summary>A rotation as a page shows it: who has it now, and the shifts of four weeks.</summary>
public sealed record RotationView(string Id, string Name, RotationSheet Sheet, Shift? Now, IReadOnlyList<Shift> Shifts, IReadOnlyList<DutyChangeRecord> Changes);

/// <summary>Everything about who is on call and who is away, with the names it takes to say so.</summary>
public sealed record OnCallView(
    DateTime At, IReadOnlyList<RotationView> Rotations, IReadOnlyList<AbsenceRecord> Away, IReadOnlyDictionary<string, string> Names, IReadOnlyList<string> Approvers, IReadOnlyList<CalendarLink> Links)
{
    /// <summary>How far the calendars are shown.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(28);

    public string Name(string id) => Names.GetValueOrDefault(id, "somebody unknown");
}

/// <summary>Reads the calendars for whoever may read people. Links are the reader's own.</summary>
internal sealed class ReadOnCall(Database database, Work work)
{
    public async Task<Outcome<OnCallView>> Handle(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadPeople, now) is { } refusal)
            return refusal;
        var board = await DutyBoard.Read(db);
        var versions = await db.Rotations.Where(r => r.UntilAt == null).OrderBy(r => r.Name).ToListAsync(cancel);
        var changes = (await db.DutyChanges.Where(c => c.UndoneAt == null && c.UntilAt > now).OrderBy(c => c.FromAt).ToListAsync(cancel)).ToLookup(c => c.Rotation, StringComparer.Ordinal);
        var names = await db.People.ToDictionaryAsync(p => p.Id, p => p.Name, StringComparer.Ordinal, cancel);
        var approvers = await Nameable.Approvers(db, now);
        return new OnCallView(
            now,
            [.. versions.Select(v => View(v, board.Rotations[v.Name], now, [.. changes[v.Name]]))],
            [.. board.Away.Where(a => a.UntilAt > now)],
            names,
            [.. approvers.OrderBy(id => names.GetValueOrDefault(id), StringComparer.CurrentCulture)],
            await db.CalendarLinks.Where(l => l.PersonId == actor.Id && l.RevokedAt == null).OrderBy(l => l.IssuedAt).ToListAsync(cancel));
    }

    private static RotationView View(RotationVersion version, OnCallRotation calendar, DateTime now, IReadOnlyList<DutyChangeRecord> changes) =>
        new(version.Id, version.Name, DutyBoard.Sheet(version), calendar.WhoAt(now), calendar.Shifts(new Interval(now, now + OnCallView.Ahead)), changes);
}
