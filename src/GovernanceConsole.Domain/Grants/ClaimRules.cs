using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Grants;

/// <summary>
/// When an agent may have an action token for an intent, and how long it lives: RFC 8693 with the answers of <c>api.md</c>. What is unknown and what is somebody else's is the same
/// answer. A token never outlives the grant, the token it was exchanged for, or <see cref="LongestSeconds"/>.
/// </summary>
public static class ClaimRules
{
    public const int LongestSeconds = 300;

    /// <summary>When the token ends, or why there is none.</summary>
    public static Outcome<DateTime> MayClaim(Agent agent, Intent? intent, Grant? grant, bool toolIsServed, int seconds, DateTime subjectTokenEndsAt, DateTime now)
    {
        if (intent is null || intent.AgentId != agent.Id)
            return ClaimRefusals.NoSuchIntent;
        switch (intent.Status)
        {
            case IntentStatus.Pending:
                return ClaimRefusals.StillPending;
            case IntentStatus.Redeemed:
                return ClaimRefusals.AlreadySpent;
            case not IntentStatus.Granted:
                return ClaimRefusals.NoLongerGranted;
        }

        if (grant is null || grant.RevokedAt is not null || grant.ExpiresAt <= now || intent.Held)
            return ClaimRefusals.NoLongerGranted;
        if (grant.RedeemedAt is not null)
            return ClaimRefusals.AlreadySpent;
        if (!agent.IsActive || !agent.IntentTypes.Contains(intent.Type) || !agent.Tools.Contains(intent.Tool) || !toolIsServed)
            return ClaimRefusals.NoLongerAllowed;

        var ends = now.AddSeconds(Math.Min(seconds, LongestSeconds));
        if (grant.ExpiresAt < ends)
            ends = grant.ExpiresAt;
        if (subjectTokenEndsAt < ends)
            ends = subjectTokenEndsAt;
        return ends > now ? ends : ClaimRefusals.NoLongerGranted;
    }
}
