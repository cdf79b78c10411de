namespace GovernanceConsole.Tests.World;

/// <summary>One town for all tests of a class: a host costs a second, and most tests do not get in each other's way when each pays an account of its own.</summary>
public sealed class OpenTown : IAsyncLifetime
{
    private int _accounts;

    internal Town Town { get; private set; } = null!;

    internal World World => Town.World;

    /// <summary>An account that nobody has paid to.</summary>
    internal string FreshAccount() => Payments.Account(Interlocked.Increment(ref _accounts));

    /// <summary>How much the console holds: nothing of it changes by a refusal.</summary>
    internal (int Intents, int Decisions, int Queued, int Windows, int Entries) Holdings()
    {
        using var db = World.Read();
        return (db.Intents.Count(), db.PolicyDecisions.Count(), db.QueueItems.Count(), db.Set<GovernanceConsole.Features.Intents.IntentWindow>().Sum(w => w.Count), db.LogEntries.Count());
    }

    public async ValueTask InitializeAsync() => Town = await Town.Open("--Tokens:RequestsPerSecond", "0");

    public ValueTask DisposeAsync() => Town.DisposeAsync();
}
