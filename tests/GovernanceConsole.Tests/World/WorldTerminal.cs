using System.Text.RegularExpressions;

namespace GovernanceConsole.Tests.World;

/// <summary>The terminal the console was started from, with the one thing a person does with it: reading the set-up link.</summary>
internal sealed partial class WorldTerminal : StringWriter
{
    private readonly TaskCompletionSource<string> _said = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was said first, as soon as it was.</summary>
    public Task<string> Said => _said.Task.WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>The secret of the printed link.</summary>
    public async Task<string> Secret() => Link().Match(await Said).Groups["secret"].Value;

    public override Task FlushAsync()
    {
        _said.TrySetResult(ToString());
        return Task.CompletedTask;
    }

    [GeneratedRegex(@"https://console\.example/set-up#(?<secret>\S+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
