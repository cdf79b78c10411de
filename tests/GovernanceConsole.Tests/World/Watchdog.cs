using System.Diagnostics;
using System.Globalization;

namespace GovernanceConsole.Tests.World;

/// <summary>
/// Sees to it that a process started by a test does not outlive it, however the test ends: a shell waits for the end of a pipe that only this process holds, and then kills. Where there is no such
/// shell, the process is left to whoever started it.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private readonly Process? _shell;

    public Watchdog(Process watched)
    {
        if (OperatingSystem.IsWindows())
            return;
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-c", "cat > /dev/null; kill -9 \"$1\" 2> /dev/null", "watchdog", watched.Id.ToString(CultureInfo.InvariantCulture)])
            start.ArgumentList.Add(argument);
        _shell = Process.Start(start);
    }

    /// <summary>Calls it off: the process has ended.</summary>
    public void Dispose()
    {
        if (_shell is null)
            return;
        _shell.Kill(entireProcessTree: true);
        _shell.WaitForExit();
        _shell.Dispose();
    }
}
