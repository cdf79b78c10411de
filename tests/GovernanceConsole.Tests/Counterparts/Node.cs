using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace GovernanceConsole.Tests.Counterparts;

/// <summary>Runs a script of this folder with node. Fails with what the script said; a missing installation says how to make it.</summary>
internal static class Node
{
    public static async Task<string> Run(string script, string input, [CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        Assert.True(Directory.Exists(Path.Combine(folder, "node_modules")), "The counterparts are not installed: run 'npm install --no-package-lock' in tests/GovernanceConsole.Tests/Counterparts, as tests/run.sh does.");
        using var process = Process.Start(new ProcessStartInfo("node", script)
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{script} did not end within a minute. {await errors}");
        }

        Assert.True(process.ExitCode == 0, $"{script} disagrees: {await errors}");
        return await output;
    }
}
