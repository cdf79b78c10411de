using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Features.Policy.Engines;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Policy.Replay;

/// <summary>How one recorded intent would be decided otherwise.</summary>
internal sealed record ReplayChange(string IntentId, string Type, string Consequence, Verdict Before, Verdict After)
{
    /// <summary>What changed, coarsest first: the effect, else who must sign or what is given.</summary>
    public string Kind => VerdictChange.Kind(Before, After);

    /// <summary>True when the agent would get more, or more easily, than it did.</summary>
    public bool Widens => (Before.Effect, After.Effect) is (Effect.Deny, Effect.Allow or Effect.Escalate) or (Effect.Escalate, Effect.Allow)
        || (Before.Effect == After.Effect && (!After.Requirement.Covers(Before.Requirement) || After.TtlSeconds > Before.TtlSeconds));
}

/// <summary>What a proposed bundle would have decided: how many recorded intents were asked again, and the changes by kind with the first of each as examples.</summary>
internal sealed record ReplayResult(int Asked, int Same, IReadOnlyList<(string Kind, int Count, bool Widens, IReadOnlyList<ReplayChange> Examples)> Changes, TimeSpan Took)
{
    public int Changed => Asked - Same;
}

/// <summary>
/// Asks a bundle the recorded questions again, exactly as they were asked, and compares what the host would have made of both answers. Reads and computes only: no grant, no queue item, no log entry comes of it,
/// however much wider the answer is. Cores are shared with the writer: half of them are used.
/// </summary>
internal sealed class ReplayBundle(Database database, Bundles.Bundles bundles, IntentTypes types, PermissionCatalogue permissions, Work work)
{
    /// <summary>How many examples of each kind are kept.</summary>
    private const int Examples = 20;

    private const int Page = 1000;

    /// <param name="actor">Whoever may read what was recorded: examples name intents that were put to others.</param>
    /// <param name="digest">The bundle to ask.</param>
    /// <param name="since">Only intents evaluated from then on; null for all.</param>
    /// <param name="progress">Told how many of how many were asked.</param>
    public async Task<Outcome<ReplayResult>> Handle(Actor actor, string? digest, DateTime? since, IProgress<(int Done, int Of)>? progress = null, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        if (await db.Lacks(actor, Permission.ReadAudit, work.Now()) is { } refusal)
            return refusal;
        if (digest is null || await bundles.Find(digest, cancel) is not { } bundle)
            return PolicyRefusals.UnknownBundle;
        var start = Stopwatch.GetTimestamp();
        // Nobody wanted to do what a drill showed.
        var recorded = db.PolicyDecisions.Where(d => d.Phase == "declared" && (since == null || d.EvaluatedAt >= since) && !db.Intents.Any(i => i.Id == d.IntentId && i.IsDrill));
        var of = await recorded.CountAsync(cancel);
        var (asked, same) = (0, 0);
        var kinds = new SortedDictionary<string, (int Count, bool Widens, List<ReplayChange> Examples)>(StringComparer.Ordinal);
        var after = "";
        while (true)
        {
            var from = after;
            var page = await recorded.Where(d => d.Id.CompareTo(from) > 0).OrderBy(d => d.Id).Take(Page)
                .Join(db.Intents, d => d.IntentId, i => i.Id, (d, i) => new Recorded(d.Id, i.Id, i.Type, i.Consequence, d.EvaluatedAt, d.Input, d.Document)).ToListAsync(cancel);
            if (page.Count == 0)
                break;
            after = page[^1].Id;
            var changes = new ConcurrentBag<ReplayChange>();
            Parallel.ForEach(page, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount / 2), CancellationToken = cancel }, one =>
            {
                var (before, now) = (RecordedVerdict.Of(one.Document, one.Type, permissions), Again(bundle, one, cancel));
                if (!VerdictChange.Alike(before, now))
                    changes.Add(new ReplayChange(one.IntentId, one.Type, one.Consequence, before, now));
            });
            foreach (var change in changes.OrderBy(c => c.IntentId, StringComparer.Ordinal))
            {
                var kind = kinds.GetValueOrDefault(change.Kind, (0, false, []));
                if (kind.Examples.Count < Examples)
                    kind.Examples.Add(change);
                kinds[change.Kind] = (kind.Count + 1, kind.Widens || change.Widens, kind.Examples);
            }
            asked += page.Count;
            same += page.Count - changes.Count;
            progress?.Report((asked, of));
        }
        return new ReplayResult(asked, same, [.. kinds.OrderByDescending(k => k.Value.Widens).ThenByDescending(k => k.Value.Count).Select(k => (k.Key, k.Value.Count, k.Value.Widens, (IReadOnlyList<ReplayChange>)k.Value.Examples))],
            Stopwatch.GetElapsedTime(start));
    }

    private Verdict Again(CompiledBundle bundle, Recorded one, CancellationToken cancel)
    {
        var answer = EmbeddedRego.Evaluate(bundle, one.Input, one.EvaluatedAt, cancel);
        var tier = (string?)JsonNode.Parse(one.Input)!["agent"]?["risk_tier"] is { } named ? SafetyNet.ReadRisk(named) : Risk.Routine;
        var floor = SafetyNet.Max(tier, types.Find(one.Type)?.RiskFloor ?? Risk.Routine);
        return SafetyNet.Check(answer, floor, permissions.Ceilings, permissions.Fallback(one.Type), permissions.Ladder);
    }

    private sealed record Recorded(string Id, string IntentId, string Type, string Consequence, DateTime EvaluatedAt, byte[] Input, byte[] Document);
}
