namespace GovernanceConsole.Platform.Startup;

/// <summary>The terminal the console was started from: the one place for a secret that must not be logged.</summary>
internal sealed class Terminal(TextWriter output)
{
    public async Task Say(string text)
    {
        await output.WriteLineAsync(text);
        await output.FlushAsync();
    }
}
