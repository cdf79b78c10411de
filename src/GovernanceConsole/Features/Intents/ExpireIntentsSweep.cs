using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Sweeps;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Intents;

/// <summary>
/// Ends what ran out of time: pending intents at their limit, held ones at the agent's deadline alone, grants that nobody redeemed. Time running out never grants. The states are also judged by the clock wherever they matter, so a late
/// sweep delays only the news.
/// </summary>
internal sealed class ExpireIntentsSweep(Database database, Work work) : ISweep
{
    private const int AtOnce = 200;

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task Run(CancellationToken stop)
    {
        var now = work.Now();
        await using var db = database.Read();
        var due = await db.Intents.Where(i => (i.Status == IntentStatus.Pending || i.Status == IntentStatus.Granted) && i.ExpiresAt <= now && (!i.Held || i.Deadline <= now))
            .OrderBy(i => i.ExpiresAt).Take(AtOnce).Select(i => i.Id).ToListAsync(stop);
        foreach (var id in due)
            await work.Do<Done>(Actor.Console, act => Expire(act, id), stop);
    }

    private static async Task<Outcome<Done>> Expire(Act act, string id)
    {
        var intent = await act.Db.Intents.SingleAsync(i => i.Id == id);
        if (!intent.IsOpen || !HeldClock.IsOver(intent, act.Now))
            return new Done();
        var code = intent.Status == IntentStatus.Pending ? OutcomeCodes.ExpiredUnanswered : OutcomeCodes.ExpiredUnused;
        intent.MoveTo(IntentStatus.Expired, code);
        await Ending.Close(act, intent, await act.Db.Grants.SingleOrDefaultAsync(g => g.IntentId == id), QueueState.Expired);
        act.Audit(AuditTypes.IntentExpired, id, new Dictionary<string, string> { ["outcome"] = code });
        return new Done();
    }
}
