namespace GovernanceConsole.Domain.Notifications;

/// <summary>How long a failed delivery waits: 15 seconds, three times as long after each further attempt, six hours at most, a quarter more or less by chance so that what failed together does not come back together.</summary>
public static class Backoff
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>The longest Retry-After that is honoured; an endpoint that wants more is tried then all the same.</summary>
    public static readonly TimeSpan MostRespected = TimeSpan.FromHours(24);

    /// <param name="attempts">How many were made; at least 1.</param>
    /// <param name="chance">0 up to 1.</param>
    /// <param name="retryAfter">What the other side asked for: never less than that.</param>
    public static TimeSpan After(int attempts, double chance, TimeSpan? retryAfter = null)
    {
        var plain = attempts >= 10 ? Longest.TotalSeconds : Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(3, attempts - 1));
        var own = TimeSpan.FromMilliseconds(Math.Round(plain * 1000 * (0.75 + (Math.Clamp(chance, 0, 1) / 2))));
        var asked = retryAfter is not { } wanted ? TimeSpan.Zero : wanted > MostRespected ? MostRespected : wanted;
        return asked > own ? asked : own;
    }
}
