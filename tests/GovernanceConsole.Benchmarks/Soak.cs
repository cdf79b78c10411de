using System.Diagnostics;

namespace GovernanceConsole.Benchmarks;

/// <summary>The demo at ten times its pace for a while, memory written down every minute. Ends with 1 when the second half needs over a fifth more than the first, or when the console ends before the time does.</summary>
internal static class Soak
{
    public static async Task<int> Run(TimeSpan time)
    {
        var folder = Path.Combine(Path.GetTempPath(), "gc-soak-" + Path.GetRandomFileName());
        using var console = Memory.Start(folder, ["--demo", "--Demo:Pace", "10"]);
        var seen = new List<long>();
        bool ended;
        try
        {
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < time)
            {
                await Task.Delay(TimeSpan.FromMinutes(1));
                if (console.HasExited)
                    break;
                console.Refresh();
                seen.Add(console.WorkingSet64);
                Console.WriteLine($"{watch.Elapsed:hh\\:mm} {Memory.Megabytes(seen[^1])}");
            }
        }
        finally
        {
            ended = console.HasExited;
            console.Kill(entireProcessTree: true);
            await console.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
        if (ended)
        {
            Console.WriteLine("The console ended by itself.");
            return 1;
        }
        var half = seen.Count / 2;
        var growth = half == 0 ? 1 : seen.Skip(half).Average() / seen.Take(half).Average();
        Console.WriteLine($"second half against first: {growth:0.00}");
        return growth > 1.2 ? 1 : 0;
    }
}
