using GovernanceConsole.Domain;

namespace GovernanceConsole.Platform;

/// <summary>How the writer itself says no.</summary>
internal static class WorkRefusals
{
    public static readonly Refusal Busy = new("unavailable", "The console has more work than it can take at the moment. Nothing was changed; try again in a second.");

    public static Refusal ReadOnly(string why) => new("unavailable", $"The console is open for reading only: {why} Nothing was changed.");
}
