using GovernanceConsole.Data;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Intents.Formats;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Intents;

/// <summary>
/// The facts a policy may ask for, looked up by the console at one moment and never taken from the agent. Counting an intent and reading its windows happen inside the act that declares it, so
/// that a burst of parallel declarations cannot see past itself.
/// </summary>
internal static class LookUpFacts
{
    private static readonly TimeSpan CountBucket = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SumBucket = TimeSpan.FromHours(1);

    /// <summary>Counts the intent into its windows. Once an intent, when it is declared.</summary>
    public static async Task Count(Act act, string agentId, DeclaredIntent intent, string? recipientHash)
    {
        foreach (var (key, bucket) in Keys(agentId, intent, recipientHash))
        {
            var at = Floor(act.Now, bucket);
            var minor = intent.Amount?.Minor ?? 0;
            var hit = await act.Db.Set<IntentWindow>().Where(w => w.Key == key && w.BucketAt == at)
                .ExecuteUpdateAsync(w => w.SetProperty(x => x.Count, x => x.Count + 1).SetProperty(x => x.SumMinor, x => x.SumMinor + minor));
            if (hit == 0)
                act.Db.Add(new IntentWindow { Key = key, BucketAt = at, Count = 1, SumMinor = minor });
        }
        await act.Db.SaveChangesAsync();
    }

    /// <summary>Looks the facts up. Reads only.</summary>
    public static async Task<Facts> Of(GovernanceDb db, Agent agent, Person? owner, DeclaredIntent intent, string? recipientHash, DateTime now)
    {
        var facts = new Facts(now)
            .With(FactNames.Environment, agent.Environment)
            .With(FactNames.OwnerActive, owner is { EnrolledAt: not null, SuspendedAt: null })
            .With(FactNames.SuspiciousText, intent.IsSuspicious);
        if (owner is not null && TimeZoneInfo.TryFindSystemTimeZoneById(owner.Zone, out var zone))
            facts.With(FactNames.OwnerHour, TimeZoneInfo.ConvertTimeFromUtc(now, zone).Hour);
        if (intent.Type.Fields.FirstOrDefault(f => f.Format is TableFormat && intent.Typed.ContainsKey(f.Pointer)) is { } table && intent.Typed[table.Pointer] is TableValue { Rows.Count: var rows })
            facts.With(FactNames.Rows, rows);
        if (intent.Amount is { } amount)
            facts.With(FactNames.Amount, amount.Minor).With(FactNames.Currency, amount.Currency);
        if (recipientHash is not null)
            facts.With(FactNames.RecipientKnown, await Known(db, intent.Type.Id, recipientHash));

        foreach (var (key, bucket) in Keys(agent.Id, intent, recipientHash))
        {
            var since = Floor(now - (key[0] == 'c' ? TimeSpan.FromHours(1) : TimeSpan.FromHours(24)), bucket);
            var window = await db.Set<IntentWindow>().Where(w => w.Key == key && w.BucketAt >= since)
                .GroupBy(w => w.Key).Select(g => new { Count = g.Sum(w => w.Count), Sum = g.Sum(w => w.SumMinor) }).FirstOrDefaultAsync();
            switch (key[0])
            {
                case 'c': facts.With(FactNames.AgentCount1h, window?.Count ?? 0); break;
                case 's': facts.With(FactNames.AgentSum24h, window?.Sum ?? 0); break;
                case 'r': facts.With(FactNames.RecipientSum24h, window?.Sum ?? 0); break;
            }
        }
        return facts;
    }

    /// <summary>True when an intent of the type to the recipient was redeemed before.</summary>
    public static Task<bool> Known(GovernanceDb db, string type, string recipientHash) =>
        db.Intents.AnyAsync(i => i.Type == type && i.RecipientKey == recipientHash && i.Status == IntentStatus.Redeemed);

    private static IEnumerable<(string Key, TimeSpan Bucket)> Keys(string agentId, DeclaredIntent intent, string? recipientHash)
    {
        yield return ($"c:{agentId}:{intent.Type.Id}", CountBucket);
        if (intent.Amount is not { } amount)
            yield break;
        yield return ($"s:{agentId}:{intent.Type.Id}:{amount.Currency}", SumBucket);
        if (recipientHash is not null)
            yield return ($"r:{recipientHash}:{amount.Currency}", SumBucket);
    }

    private static DateTime Floor(DateTime at, TimeSpan bucket) => new(at.Ticks - (at.Ticks % bucket.Ticks), DateTimeKind.Utc);
}
