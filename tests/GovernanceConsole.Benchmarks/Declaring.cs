using System.Diagnostics;

namespace GovernanceConsole.Benchmarks;

/// <summary>Durable declared intents over HTTP: authentication, validation, policy, queue item and log entry included.</summary>
internal static class Declaring
{
    private static long _number;

    public static long Next() => Interlocked.Increment(ref _number);

    public static async Task Run(BenchTown town, Table table)
    {
        var token = await town.Agent("bench-declarer");
        // The machine warms up on the same path, so that the first row is not the compiler's.
        await Closed(town, token, callers: 16, TimeSpan.FromSeconds(6));
        foreach (var callers in (int[])[1, 64])
        {
            var rates = new List<double>();
            var limits = new List<double>();
            var times = new List<TimeSpan>();
            for (var round = 0; round < 3; round++)
            {
                limits.Add(OneRowLimit.Measure(town.Folder, TimeSpan.FromSeconds(2)));
                var (rate, took) = await Closed(town, token, callers, TimeSpan.FromSeconds(5));
                rates.Add(rate);
                times.AddRange(took);
            }
            rates.Sort();
            limits.Sort();
            table.Add($"declare, {callers} caller{(callers == 1 ? "" : "s")}",
                $"{Table.Rate(rates[1])} (p50 {Table.Milliseconds(Table.Percentile(times, 0.5))}, p99 {Table.Milliseconds(Table.Percentile(times, 0.99))})",
                $"one row a commit: {Table.Rate(limits[1])}", rates[1] / limits[1], callers == 1 ? "p99 < 5 ms" : "≥ 2,000/s");
        }
    }

    private static async Task<(double Rate, List<TimeSpan> Times)> Closed(BenchTown town, string token, int callers, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var times = new List<TimeSpan>();
            while (watch.Elapsed < time)
            {
                var start = watch.Elapsed;
                await town.Declare(token, Next());
                times.Add(watch.Elapsed - start);
            }
            return times;
        })));
        var total = all.SelectMany(t => t).ToList();
        return (total.Count / watch.Elapsed.TotalSeconds, total);
    }
}
