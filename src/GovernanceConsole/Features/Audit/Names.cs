using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Audit;

/// <summary>What people call the identifiers of the log. Names come from the tables of today, not from the log: a name may have changed since, an identifier never does.</summary>
internal static class Names
{
    /// <summary>The names of those that are known; ids of other kinds are left out.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> NamesOf(this GovernanceDb db, IEnumerable<string> ids, CancellationToken stop = default)
    {
        var all = ids.Distinct(StringComparer.Ordinal).ToList();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        await Add(Ids.Person, wanted => db.People.Where(p => wanted.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, stop));
        await Add(Ids.Agent, wanted => db.Agents.Where(a => wanted.Contains(a.Id)).Select(a => new { a.Id, a.Name }).ToDictionaryAsync(a => a.Id, a => a.Name, stop));
        await Add(Ids.Stop, wanted => db.Stops.Where(s => wanted.Contains(s.Id)).Select(s => new { s.Id, s.Words }).ToDictionaryAsync(s => s.Id, s => "stop of " + s.Words, stop));
        await Add(Ids.Episode, wanted => db.Episodes.Where(e => wanted.Contains(e.Id)).Select(e => new { e.Id, e.Reason }).ToDictionaryAsync(e => e.Id, e => "break-glass: " + e.Reason, stop));
        await Add(Ids.Incident, wanted => db.Incidents.Where(i => wanted.Contains(i.Id)).Select(i => new { i.Id, i.Title }).ToDictionaryAsync(i => i.Id, i => "incident: " + i.Title, stop));
        await Add(Ids.Point, wanted => db.Points.Where(p => wanted.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, stop));
        return names;

        async Task Add(string prefix, Func<List<string>, Task<Dictionary<string, string>>> read)
        {
            var wanted = all.FindAll(id => id.StartsWith(prefix, StringComparison.Ordinal));
            if (wanted.Count == 0)
                return;
            foreach (var (id, name) in await read(wanted))
                names[id] = name;
        }
    }
}
