using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Ui.Search;

/// <summary>Something that was found: what it is, under which name, and where it stands.</summary>
internal sealed record Found(string Kind, string Name, string Href);

/// <summary>Finds things by id, by digest, or people, agents and points by a part of their name. Finds only what the visitor's roles let them read; opening it checks again.</summary>
internal sealed class Finder(Database database, Work work)
{
    private const int Most = 20;

    public async Task<Outcome<IReadOnlyList<Found>>> Find(Actor actor, string words, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadQueue, now) is { } refusal)
            return refusal;
        words = words.Trim();
        if (words.Length is 0 or > 200)
            return Array.Empty<Found>();
        if (Exact(words) is { } id)
            return new[] { id };
        var digest = words.StartsWith("sha256", StringComparison.OrdinalIgnoreCase) ? "sha256:" + string.Concat(words[6..].Where(char.IsAsciiHexDigit)).ToLowerInvariant() : null;
        List<Found> found = [];
        if (digest is not null)
        {
            found.AddRange((await db.Intents.Where(i => i.Digest == digest).Take(Most).Select(i => new { i.Id, i.Consequence }).ToListAsync(cancel)).Select(i => new Found("Intent", i.Consequence, Links.Intent(i.Id))));
            return found;
        }
        if (await ByGrantOrApproval(db, words, cancel) is { } intent)
            return new[] { intent };
        found.AddRange((await db.Agents.Where(a => a.Name.Contains(words)).OrderBy(a => a.Name).Take(Most).Select(a => new { a.Id, a.Name }).ToListAsync(cancel)).Select(a => new Found("Agent", a.Name, Links.Agent(a.Id))));
        found.AddRange((await db.People.Where(p => p.Name.Contains(words)).OrderBy(p => p.Name).Take(Most).Select(p => new { p.Id, p.Name }).ToListAsync(cancel)).Select(p => new Found("Person", p.Name, Links.Person(p.Id))));
        found.AddRange((await db.Points.Where(p => p.Name.Contains(words)).OrderBy(p => p.Name).Take(Most).Select(p => new { p.Id, p.Name }).ToListAsync(cancel)).Select(p => new Found("Enforcement point", p.Name, Links.Point(p.Id))));
        return found;
    }

    private static Found? Exact(string words) =>
        Ids.Is(Ids.Intent, words) ? new Found("Intent", words, Links.Intent(words))
        : Ids.Is(Ids.Agent, words) ? new Found("Agent", words, Links.Agent(words))
        : Ids.Is(Ids.Person, words) ? new Found("Person", words, Links.Person(words))
        : Ids.Is(Ids.Stop, words) ? new Found("Stop", words, Links.Stop(words))
        : Ids.Is(Ids.Point, words) ? new Found("Enforcement point", words, Links.Point(words))
        : null;

    private static async Task<Found?> ByGrantOrApproval(GovernanceDb db, string words, CancellationToken cancel)
    {
        var intent = Ids.Is(Ids.Grant, words) ? await db.Grants.Where(g => g.Id == words).Select(g => g.IntentId).SingleOrDefaultAsync(cancel)
            : Ids.Is(Ids.Approval, words) ? await db.SignedApprovals.Where(a => a.Id == words).Select(a => a.IntentId).SingleOrDefaultAsync(cancel)
            : null;
        return intent is null ? null : new Found("Intent", intent, Links.Intent(intent));
    }
}
