using System.Diagnostics;

namespace GovernanceConsole.Benchmarks;

/// <summary>Resident memory of the console as its own process: idle, and under the demo's own load.</summary>
internal static class Memory
{
    public static async Task Run(Table table)
    {
        table.Add("resident memory, idle", Megabytes(await Resident([], TimeSpan.FromSeconds(15))), "–", null, "≤ 300 MB");
        table.Add("resident memory, demo after 90 s", Megabytes(await Resident(["--demo"], TimeSpan.FromSeconds(90))), "–", null, "≤ 300 MB");
    }

    /// <summary>Starts the console beside us, waits, and reads its resident set; the process is ended in any case.</summary>
    public static async Task<long> Resident(string[] arguments, TimeSpan after)
    {
        var folder = Path.Combine(Path.GetTempPath(), "gc-mem-" + Path.GetRandomFileName());
        using var console = Start(folder, arguments);
        try
        {
            await Task.Delay(after);
            console.Refresh();
            return console.WorkingSet64;
        }
        finally
        {
            console.Kill(entireProcessTree: true);
            await console.WaitForExitAsync();
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    public static Process Start(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(typeof(ConsoleHost).Assembly.Location);
        foreach (var argument in (string[])[.. arguments, "--urls", "http://localhost:5979", "--Console:DataFolder", folder])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    public static string Megabytes(long bytes) => $"{bytes / 1_000_000} MB";
}
