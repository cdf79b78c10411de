using System.Diagnostics;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Features.Approvals;

namespace GovernanceConsole.Benchmarks;

/// <summary>Signatures taken: verified, separation of duties judged, facts looked at again, evidence, log and grant in one durable commit.</summary>
internal static class Signing
{
    private const int Rounds = 3;
    private const int Each = 1500;

    public static async Task Run(BenchTown town, Table table)
    {
        var token = await town.Agent("bench-signed");
        var sign = town.Get<SignApproval>();
        var limits = new List<double>();
        var rates = new List<double>();
        // The first round is the compiler's.
        for (var round = 0; round <= Rounds; round++)
        {
            var ready = await Ready(town, token, Each);
            if (round > 0)
                limits.Add(OneRowLimit.Measure(town.Folder, TimeSpan.FromSeconds(2)));
            var watch = Stopwatch.StartNew();
            await Parallel.ForEachAsync(ready, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (one, cancel) =>
                Must(await sign.Handle(town.Signer, one.Ceremony, one.Answer, cancel)));
            if (round > 0)
                rates.Add(Each / watch.Elapsed.TotalSeconds);
        }
        rates.Sort();
        limits.Sort();
        table.Add("signed decisions, 64 at once", Table.Rate(rates[1]), $"one row a commit: {Table.Rate(limits[1])}", rates[1] / limits[1], "≥ 1,600/s");

        var times = new List<TimeSpan>();
        foreach (var (ceremony, answer) in await Ready(town, token, 300))
        {
            var start = Stopwatch.GetTimestamp();
            Must(await sign.Handle(town.Signer, ceremony, answer));
            times.Add(Stopwatch.GetElapsedTime(start));
        }
        table.Add("signature to grant, server time", $"p50 {Table.Milliseconds(Table.Percentile(times, 0.5))}, p99 {Table.Milliseconds(Table.Percentile(times, 0.99))}", "–", null, "p99 < 25 ms");
    }

    /// <summary>Declared, opened and answered by the authenticator; not yet handed in. The counter stays at zero, as with synced passkeys, so that the order does not matter.</summary>
    private static async Task<List<(string Ceremony, string Answer)>> Ready(BenchTown town, string token, int count)
    {
        var ready = new List<(string, string)>();
        foreach (var chunk in Enumerable.Range(0, count).Chunk(64))
        {
            var ids = await Task.WhenAll(chunk.Select(_ => town.Declare(token, Declaring.Next())));
            ready.AddRange(await Task.WhenAll(ids.Select(async id =>
            {
                var card = (await town.Get<ShowCard>().Handle(town.Signer, id)).Value;
                var begun = (await town.Get<BeginApproval>().Handle(town.Signer, new BeginApprovalCommand(id, ApprovalVerdict.Approve, card.Display))).Value;
                lock (town.Key)
                    return (begun.CeremonyId, town.Key.Get(begun.Options));
            })));
        }
        return ready;
    }

    private static void Must(Domain.Outcome<SignedAnswer> outcome)
    {
        if (outcome.IsRefused)
            throw new InvalidOperationException($"{outcome.Refusal.Code}: {outcome.Refusal.Message}");
    }
}
