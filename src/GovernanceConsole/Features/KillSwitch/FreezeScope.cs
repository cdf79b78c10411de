using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.Stops;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.KillSwitch;

/// <summary>What a scope holds that a stop would hit.</summary>
/// <param name="Intents">Pending intents that no other stop holds.</param>
/// <param name="Grants">Unredeemed grants with their intents and agents.</param>
internal sealed record Hit(int Agents, IReadOnlyList<string> Intents, IReadOnlyList<HitGrant> Grants)
{
    public int Tokens => Grants.Count(grant => grant.HasToken);
}

/// <summary>A grant in scope, and whether an action token of it lives.</summary>
internal sealed record HitGrant(string Id, string IntentId, string AgentId, bool HasToken);

/// <summary>
/// Holds and revokes in bulk, in the act that places the stop: a thousand grants are four statements and not four thousand. Which arrow is taken is the one of <see cref="Intent.CanMove"/>, said again in each
/// condition; every intent and grant still leaves an entry of its own.
/// </summary>
internal static class FreezeScope
{
    /// <summary>Looks, and changes nothing.</summary>
    public static async Task<Hit> Look(Data.GovernanceDb db, StopScope scope, DateTime now)
    {
        var inScope = StopTargets.Intents(db, scope);
        var pending = await inScope.Where(i => i.Status == IntentStatus.Pending && !i.Held).OrderBy(i => i.Sequence).Select(i => i.Id).ToListAsync();
        var grants = await (from intent in inScope
                            where intent.Status == IntentStatus.Granted
                            join grant in db.Grants on intent.Id equals grant.IntentId
                            where grant.RedeemedAt == null && grant.RevokedAt == null
                            orderby intent.Sequence
                            select new HitGrant(grant.Id, intent.Id, grant.AgentId, grant.CurrentTokenId != null && grant.TokenExpiresAt > now)).ToListAsync();
        return new Hit(StopTargets.Agents(await db.Agents.AsNoTracking().ToListAsync(), scope).Count(), pending, grants);
    }

    public static async Task Do(Act act, Stop stop, Hit hit)
    {
        var (db, scope, now) = (act.Db, stop.Scope, act.Now);
        var inScope = StopTargets.Intents(db, scope);
        await inScope.Where(i => i.Status == IntentStatus.Pending && !i.Held).ExecuteUpdateAsync(set => set
            .SetProperty(i => i.Held, true)
            .SetProperty(i => i.HeldAt, (DateTime?)now)
            .SetProperty(i => i.Version, i => i.Version + 1));
        await db.Grants.Where(g => g.RedeemedAt == null && g.RevokedAt == null && inScope.Any(i => i.Id == g.IntentId && i.Status == IntentStatus.Granted)).ExecuteUpdateAsync(set => set
            .SetProperty(g => g.RevokedAt, (DateTime?)now)
            .SetProperty(g => g.CurrentTokenId, (string?)null));
        await inScope.Where(i => i.Status == IntentStatus.Granted).ExecuteUpdateAsync(set => set
            .SetProperty(i => i.Status, IntentStatus.Revoked)
            .SetProperty(i => i.OutcomeCode, OutcomeCodes.Revoked)
            .SetProperty(i => i.Version, i => i.Version + 1));

        foreach (var id in hit.Intents)
        {
            act.Audit(AuditTypes.IntentHeld, id, new Dictionary<string, string> { ["stop"] = stop.Id });
            act.Signal(Topics.Intent(id));
        }
        foreach (var grant in hit.Grants)
        {
            act.Audit(AuditTypes.GrantRevoked, grant.Id, new Dictionary<string, string> { ["intent"] = grant.IntentId, ["agent"] = grant.AgentId, ["stop"] = stop.Id });
            act.Signal(Topics.Intent(grant.IntentId));
        }
        act.Signal(Topics.Queue);
    }

    /// <summary>Lets go of every held intent that no stop holds any more, with exactly the time it lost. Answers how many.</summary>
    public static async Task<int> Thaw(Act act, string stopId)
    {
        var left = await act.Kept(StopsNow.Read);
        var held = await (from intent in act.Db.Intents
                          where intent.Held && intent.Status == IntentStatus.Pending
                          join agent in act.Db.Agents on intent.AgentId equals agent.Id
                          orderby intent.Sequence
                          select new { intent.Id, intent.AgentId, Owners = new[] { agent.OwnerId, intent.OwnerId }, agent.Environment, intent.Type, intent.Tool, intent.HeldAt, intent.ExpiresAt, intent.Deadline }).ToListAsync();
        var thawed = 0;
        foreach (var one in held)
        {
            if (left.Holding(new StopSubject(one.AgentId, one.Owners, one.Environment, one.Type, one.Tool)) is not null)
                continue;
            var dueAt = HeldClock.Resume(one.ExpiresAt, one.HeldAt ?? act.Now, act.Now, one.Deadline);
            var due = Data.UtcMilliseconds.Of(dueAt);
            await act.Db.Statements.Run("UPDATE intents SET \"Held\" = @p0, \"HeldAt\" = NULL, \"ExpiresAt\" = @p1, \"Version\" = \"Version\" + 1 WHERE \"Id\" = @p2", false, due, one.Id);
            await act.Db.Statements.Run("UPDATE queue_items SET \"DueAt\" = @p0, \"Version\" = \"Version\" + 1 WHERE \"IntentId\" = @p1 AND \"ClosedAt\" IS NULL", due, one.Id);
            await HeldQuestions.Resume(act, one.Id, one.HeldAt ?? act.Now, dueAt);
            act.Audit(AuditTypes.IntentResumed, one.Id, new Dictionary<string, string> { ["stop"] = stopId });
            act.Signal(Topics.Intent(one.Id));
            thawed++;
        }
        if (thawed > 0)
            act.Signal(Topics.Queue);
        return thawed;
    }
}
