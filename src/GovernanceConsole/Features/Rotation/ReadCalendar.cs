using GovernanceConsole.Data;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Rotation;

/// <summary>
/// Writes the calendar a secret address stands for: two weeks back, ninety days on. Null for whatever is not such an address now (unknown, revoked, its person suspended or without a role, its rotation ended), and for
/// nothing else, so that the answer tells a stranger nothing.
/// </summary>
internal sealed class ReadCalendar(Database database, Work work, Place place)
{
    private static readonly TimeSpan Back = TimeSpan.FromDays(14);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(90);

    public async Task<string?> Handle(string? secret)
    {
        if (LinkSecret.HashOf(secret) is not { } hash)
            return null;
        await using var db = database.Read();
        var now = work.Now();
        if (await db.CalendarLinks.SingleOrDefaultAsync(l => l.SecretHash == hash && l.RevokedAt == null) is not { } link)
            return null;
        if (await db.Lacks(Actor.Person(link.PersonId), Permission.ReadPeople, now) is not null)
            return null;
        var board = await DutyBoard.Read(db);
        if (link.Rotation is { } only && !board.Rotations.ContainsKey(only))
            return null;
        var names = await db.People.ToDictionaryAsync(p => p.Id, p => p.Name, StringComparer.Ordinal);
        var window = new Interval(now - Back, now + Ahead);
        var shifts = from rotation in board.Rotations.Values
                     where link.Rotation is null || rotation.Name == link.Rotation
                     from shift in rotation.Shifts(window)
                     where link.Rotation is not null || shift.PersonId == link.PersonId
                     select new CalendarShift(rotation.Name, rotation.Name, shift, Name(shift.PersonId), shift.InsteadOfId is { } other ? Name(other) : null);
        var title = link.Rotation is { } name ? $"On call: {name}" : $"On call: {Name(link.PersonId)}";
        return DutyCalendar.Write(title, shifts, new Uri(place.Issuer).Host, now);

        string Name(string id) => names.GetValueOrDefault(id, "unknown");
    }
}
