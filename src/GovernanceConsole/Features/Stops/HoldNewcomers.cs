using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Stops;

/// <summary>
/// An agent comes into the scope of a stop that was placed before, by another owner or environment: what it has open is treated in that very act as the stop treated everybody else's. Pending intents are held, and
/// under a stop in full force unredeemed grants are revoked. Lets go of nothing: that is a release's.
/// </summary>
internal static class HoldNewcomers
{
    /// <param name="act">The act that moved the agent.</param>
    /// <param name="agent">The agent as it is from now on.</param>
    public static async Task Of(Act act, Agent agent)
    {
        var stops = await act.Kept(StopsNow.Read);
        if (stops.All.Count == 0)
            return;
        foreach (var intent in await act.Db.Intents.AsTracking().Where(i => i.AgentId == agent.Id && (i.Status == IntentStatus.Granted || (i.Status == IntentStatus.Pending && !i.Held))).OrderBy(i => i.Sequence).ToListAsync())
        {
            var subject = StopSubject.Of(agent, intent);
            if (intent.Status == IntentStatus.Pending && stops.Holding(subject) is { } holding)
                Hold(act, intent, holding);
            else if (intent.Status == IntentStatus.Granted && stops.All.FirstOrDefault(s => s.Standing == StopStage.InForce && s.Scope.Covers(subject)) is { } barring)
                await Revoke(act, intent, barring);
        }
    }

    private static void Hold(Act act, Intent intent, Stop stop)
    {
        (intent.Held, intent.HeldAt) = (true, act.Now);
        intent.Version++;
        act.Audit(AuditTypes.IntentHeld, intent.Id, new Dictionary<string, string> { ["stop"] = stop.Id });
        Tell(act, intent);
    }

    private static async Task Revoke(Act act, Intent intent, Stop stop)
    {
        if (await act.Db.Grants.AsTracking().SingleOrDefaultAsync(g => g.IntentId == intent.Id && g.RedeemedAt == null && g.RevokedAt == null) is not { } grant)
            return;
        (grant.RevokedAt, grant.CurrentTokenId) = (act.Now, null);
        intent.MoveTo(IntentStatus.Revoked, OutcomeCodes.Revoked);
        act.Audit(AuditTypes.GrantRevoked, grant.Id, new Dictionary<string, string> { ["intent"] = intent.Id, ["agent"] = grant.AgentId, ["stop"] = stop.Id });
        Tell(act, intent);
    }

    private static void Tell(Act act, Intent intent)
    {
        act.Signal(Topics.Queue);
        act.Signal(Topics.Intent(intent.Id));
    }
}
