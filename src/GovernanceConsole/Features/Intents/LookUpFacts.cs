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
            // Upsert as SQLite and PostgreSQL both write it: one statement a window, whether the bucket is there or not.
            await act.Db.Statements.Run("INSERT INTO intent_windows (\"Key\", \"BucketAt\", \"Count\", \"SumMinor\") VALUES (@p0, @p1, 1, @p2) "
                + "ON CONFLICT (\"Key\", \"BucketAt\") DO UPDATE SET \"Count\" = intent_windows.\"Count\" + 1, \"SumMinor\" = intent_windows.\"SumMinor\" + excluded.\"SumMinor\"",
                key, UtcMilliseconds.Of(Floor(act.Now, bucket)), intent.Amount?.Minor ?? 0);
        }
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
            var window = await Window(db, key, since) ?? new WindowTotal(0, 0);
            switch (key[0])
            {
                case 'c': facts.With(FactNames.AgentCount1h, window.Count); break;
                case 's': facts.With(FactNames.AgentSum24h, window.SumMinor); break;
                case 'r': facts.With(FactNames.RecipientSum24h, window.SumMinor); break;
            }
        }
        return facts;
    }

    /// <summary>True when an intent of the type to the recipient was redeemed before.</summary>
    private static readonly Func<GovernanceDb, string, string, Task<bool>> Known = EF.CompileAsyncQuery((GovernanceDb db, string type, string recipientHash) =>
        db.Intents.Any(i => i.Type == type && i.RecipientKey == recipientHash && i.Status == IntentStatus.Redeemed));

    private static readonly Func<GovernanceDb, string, DateTime, Task<WindowTotal?>> Window = EF.CompileAsyncQuery((GovernanceDb db, string key, DateTime since) =>
        db.Set<IntentWindow>().Where(w => w.Key == key && w.BucketAt >= since)
            .GroupBy(w => w.Key).Select(g => new WindowTotal(g.Sum(w => w.Count), g.Sum(w => w.SumMinor))).FirstOrDefault());

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

    private sealed record WindowTotal(int Count, long SumMinor);
}
