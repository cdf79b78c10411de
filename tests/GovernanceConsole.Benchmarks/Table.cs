using System.Globalization;

namespace GovernanceConsole.Benchmarks;

/// <summary>The one table: what, how much, against what, ratio, goal.</summary>
internal sealed class Table
{
    private readonly List<string[]> _rows = [["what", "measured", "limit or peer in this run", "ratio", "goal"]];

    public void Add(string what, string measured, string against, double? ratio, string goal)
    {
        _rows.Add([what, measured, against, ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–", goal]);
        Console.WriteLine($"… {what}: {measured}");
    }

    public void Print()
    {
        Console.WriteLine();
        var widths = Enumerable.Range(0, _rows[0].Length).Select(c => _rows.Max(r => r[c].Length)).ToArray();
        foreach (var row in _rows)
            Console.WriteLine("| " + string.Join(" | ", row.Select((cell, c) => cell.PadRight(widths[c]))) + " |");
    }

    public static string Rate(double perSecond) => perSecond.ToString("#,0", CultureInfo.InvariantCulture) + "/s";

    public static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.00", CultureInfo.InvariantCulture) + " ms";

    public static TimeSpan Percentile(IEnumerable<TimeSpan> times, double share)
    {
        var sorted = times.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
    }
}
