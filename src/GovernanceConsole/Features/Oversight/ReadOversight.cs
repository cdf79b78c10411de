using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Oversight;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Oversight;

/// <summary>How one person signs what is of one risk.</summary>
/// <param name="P50Ms">Half of the signatures took no longer; null where none could be measured.</param>
/// <param name="P90Ms">Nine of ten took no longer.</param>
public sealed record PaceRow(string PersonId, string Name, Risk Risk, int Signatures, int Denials, long? P50Ms, long? P90Ms, int TooFast);

/// <summary>How fast one person signs at their fastest.</summary>
public sealed record BurstRow(string PersonId, string Name, int Signatures, int MostInAMinute);

/// <summary>How often an agent put something to people, and how often it was the same again.</summary>
public sealed record AskingRow(string AgentId, string Name, int Asked, int Repeats);

/// <summary>What operators and auditors see of how people decide. Drills are in none of it.</summary>
public sealed record OversightView(
    int Signatures, int TooFast, bool IsCut, int WordsPerMinute, IReadOnlyList<PaceRow> Pace, IReadOnlyList<BurstRow> Bursts, IReadOnlyList<AskingRow> Asking, IReadOnlyList<OversightAlert> Alerts);

/// <summary>Reads thirty days of measurements, the newest first and at most <see cref="Most"/>: it says so where there were more.</summary>
internal sealed class ReadOversight(Database database, Work work, IOptions<OversightOptions> options)
{
    private const int Most = 20_000;

    private static readonly TimeSpan Back = TimeSpan.FromDays(30);

    public async Task<Outcome<OversightView>> Handle(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadOversight, now) is { } refusal)
            return refusal;
        var since = now - Back;
        var rows = await db.ApprovalReadings.Where(r => r.SignedAt >= since).OrderByDescending(r => r.SignedAt).Take(Most + 1).ToListAsync(cancel);
        var isCut = rows.Count > Most;
        rows = [.. rows.Take(Most)];
        var names = await db.People.ToDictionaryAsync(p => p.Id, p => p.Name, StringComparer.Ordinal, cancel);
        string Name(string id) => names.GetValueOrDefault(id, "somebody unknown");
        var asking = await db.QueueItems.Where(q => q.EnqueuedAt >= since && !db.Intents.Any(i => i.Id == q.IntentId && i.IsDrill)).GroupBy(q => new { q.AgentId, q.AgentName })
            .Select(g => new { g.Key.AgentId, g.Key.AgentName, Asked = g.Count(), Repeats = g.Sum(q => q.Repeats) }).OrderByDescending(g => g.Asked).Take(20).ToListAsync(cancel);
        return new OversightView(
            rows.Count, rows.Count(r => r.TooFast), isCut, options.Value.WordsPerMinute,
            [.. rows.GroupBy(r => (r.PersonId, r.Risk)).Select(g => Pace(g.Key.PersonId, Name(g.Key.PersonId), g.Key.Risk, [.. g])).OrderBy(r => r.Name, StringComparer.CurrentCulture).ThenByDescending(r => r.Risk)],
            [.. rows.GroupBy(r => r.PersonId).Select(g => new BurstRow(g.Key, Name(g.Key), g.Count(), ReadingPace.MostInAMinute([.. g.Select(r => r.SignedAt).Order()]))).OrderByDescending(b => b.MostInAMinute)],
            [.. asking.Select(a => new AskingRow(a.AgentId, a.AgentName, a.Asked, a.Repeats))],
            await db.OversightAlerts.Where(a => a.At >= since).OrderByDescending(a => a.At).Take(50).ToListAsync(cancel));
    }

    private static PaceRow Pace(string personId, string name, Risk risk, IReadOnlyList<ApprovalReading> rows)
    {
        List<long> dwells = [.. rows.Select(r => r.DwellMs).OfType<long>().Order()];
        return new PaceRow(personId, name, risk, rows.Count, rows.Count(r => r.Verdict == ApprovalVerdict.Deny), ReadingPace.Percentile(dwells, 50), ReadingPace.Percentile(dwells, 90), rows.Count(r => r.TooFast));
    }
}
