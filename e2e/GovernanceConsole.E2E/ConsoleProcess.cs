using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.E2E;

/// <summary>
/// A real console, started as its reader would start it, in a folder of its own. Ready when it answers; always ended, and its folder deleted. Fails with the last words of its terminal when it ends too early or
/// does not answer within three minutes.
/// </summary>
internal sealed class ConsoleProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Queue<string> _said = new();
    private readonly List<string> _faults = [];
    private bool _faulting;
    private Watchdog? _watchdog;

    private ConsoleProcess(bool demo, string[] settings)
    {
        Url = $"http://localhost:{FreePort()}";
        DataFolder = Directory.CreateTempSubdirectory("gc-e2e-").FullName;
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = DataFolder };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "GovernanceConsole.dll"), .. demo ? (string[])["--demo"] : [], "--urls", Url, "--Console:DataFolder", DataFolder, .. settings])
            start.ArgumentList.Add(argument);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
    }

    public string Url { get; }

    public string DataFolder { get; }

    /// <summary>The last lines of its terminal, for the message of a test that failed.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return string.Join('\n', _said);
        }
    }

    /// <summary>What its log called an error, with the lines that belong to it, up to some hundred lines.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_said)
                return [.. _faults];
        }
    }

    public static async Task<ConsoleProcess> Start(bool demo, params string[] settings)
    {
        var console = new ConsoleProcess(demo, settings);
        try
        {
            await console.Open();
            return console;
        }
        catch
        {
            await console.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited)
                _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        catch (InvalidOperationException)
        {
            // It never started.
        }
        _watchdog?.Dispose();
        _process.Dispose();
        Directory.Delete(DataFolder, recursive: true);
    }

    private async Task Open()
    {
        _process.Start();
        _watchdog = new Watchdog(_process);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The console ended with {_process.ExitCode}:\n{Said}");
            try
            {
                using var answer = await http.GetAsync(new Uri(Url + "/sign-in"));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
            {
                // It does not listen yet.
            }
            await Task.Delay(200);
        }
        throw new TimeoutException($"The console did not answer within {Patience}:\n{Said}");
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_said)
        {
            // A line of the log that is not indented begins an entry with its level.
            if (!line.StartsWith(' '))
                _faulting = line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal) || line.StartsWith("Unhandled exception", StringComparison.Ordinal);
            if (_faulting && _faults.Count < 300)
                _faults.Add(line);
            _said.Enqueue(line);
            if (_said.Count > 60)
                _said.Dequeue();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
