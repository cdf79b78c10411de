namespace GovernanceConsole.Domain.Intents;

/// <summary>
/// What an agent is told: a closed list of codes, each with a sentence and whether asking again makes sense (<c>never</c>, <c>after</c> a while, with <c>changed_facts</c>). No thresholds, rule names or
/// private words of an approver.
/// </summary>
public static class OutcomeCodes
{
    public const string NeedsApproval = "needs_approval";
    public const string Held = "held";
    public const string Granted = "granted";
    public const string Redeemed = "redeemed";
    public const string DeniedByPolicy = "denied_by_policy";
    public const string DeniedByPerson = "denied_by_person";
    public const string ExpiredUnanswered = "expired_unanswered";
    public const string ExpiredUnused = "expired_unused";
    public const string AlreadyWaiting = "already_waiting";
    public const string Withdrawn = "withdrawn";
    public const string Revoked = "revoked";

    private static readonly Dictionary<string, (string Message, string Retry)> Table = new(StringComparer.Ordinal)
    {
        [NeedsApproval] = ("Waiting for people to sign.", "never"),
        [Held] = ("A stop holds this. Nobody can sign until people release it; your own deadline runs on.", "never"),
        [Granted] = ("Granted. Exchange your token for an action token before the grant expires.", "never"),
        [Redeemed] = ("The tool has redeemed the grant.", "never"),
        [DeniedByPolicy] = ("Policy does not allow this.", "changed_facts"),
        [AlreadyWaiting] = ("The same waits for people already. Wait for how that ends; asking again does not hasten it.", "after"),
        [DeniedByPerson] = ("A person decided against it. Do not look for another way to do the same.", "changed_facts"),
        [ExpiredUnanswered] = ("Nobody decided in time. That is not consent.", "after"),
        [ExpiredUnused] = ("The grant was not redeemed in time.", "after"),
        [Withdrawn] = ("You withdrew it.", "never"),
        [Revoked] = ("The grant was revoked.", "changed_facts"),
    };

    public static string Message(string code) => Table[code].Message;

    public static string Retry(string code) => Table[code].Retry;

    public static IEnumerable<string> All => Table.Keys;
}
