using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Audit;

/// <summary>A line of the list.</summary>
internal sealed record EntryLine(long Index, DateTime At, string Type, string ActorId, string SubjectId);

/// <summary>A page of the list, newest first, and the keys of its neighbours.</summary>
internal sealed record EntryList(IReadOnlyList<EntryLine> Lines, long? Older, long? Newer, long Size, IReadOnlyDictionary<string, string> Names);

/// <summary>Lists entries newest first, filtered by the database, paged by key: a page costs the same at the beginning and at the end of a long log.</summary>
internal sealed class ListEntries(Database database, Work work)
{
    public const int PageSize = 50;

    public async Task<Outcome<EntryList>> Do(Actor actor, EntryFilter filter, CancellationToken stop = default)
    {
        await using var db = database.Read();
        if (await db.Lacks(actor, Permission.ReadAudit, work.Now()) is { } refusal)
            return refusal;

        var size = (await db.LogEntries.MaxAsync(e => (long?)e.Index, stop) ?? -1) + 1;
        var query = db.LogEntries.AsQueryable();
        if (filter.Type is { } type)
            query = query.Where(e => e.Type == type);
        if (filter.Actor is { } by)
            query = query.Where(e => e.ActorId == by);
        if (filter.Subject is { } subject)
            query = query.Where(e => e.SubjectId == subject);
        if (filter.From is { } from)
        {
            var first = await FirstAt(db, from.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), size, stop);
            query = query.Where(e => e.Index >= first);
        }

        if (filter.To is { } to)
        {
            var end = to == DateOnly.MaxValue ? size : await FirstAt(db, to.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), size, stop);
            query = query.Where(e => e.Index < end);
        }

        var backwards = filter.After is not null;
        var page = filter.After is { } after ? query.Where(e => e.Index > after).OrderBy(e => e.Index)
            : filter.Before is { } before ? query.Where(e => e.Index < before).OrderByDescending(e => e.Index)
            : query.OrderByDescending(e => e.Index);
        var lines = await page.Take(PageSize + 1).Select(e => new EntryLine(e.Index, e.At, e.Type, e.ActorId, e.SubjectId)).ToListAsync(stop);
        var more = lines.Count > PageSize;
        if (more)
            lines.RemoveAt(PageSize);
        if (backwards)
            lines.Reverse();

        var names = await db.NamesOf(lines.SelectMany(l => new[] { l.ActorId, l.SubjectId }), stop);
        return new EntryList(lines,
            Older: lines.Count > 0 && (backwards || more) ? lines[^1].Index : null,
            Newer: lines.Count > 0 && (backwards ? more : filter.Before is not null) ? lines[0].Index : null,
            size, names);
    }

    /// <summary>The first entry at or after an instant. Entries stand in the order of time, so halving finds it without an index on time.</summary>
    private static async Task<long> FirstAt(GovernanceDb db, DateTime at, long size, CancellationToken stop)
    {
        long low = 0, high = size;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            var time = await db.LogEntries.Where(e => e.Index == middle).Select(e => (DateTime?)e.At).SingleOrDefaultAsync(stop);
            if (time < at)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
