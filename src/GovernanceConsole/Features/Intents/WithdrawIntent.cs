using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Intents;

/// <summary>The agent that declared an intent takes it back, while it waits or before it is redeemed. Asked twice it answers the same.</summary>
internal sealed class WithdrawIntent(Work work)
{
    public Task<Outcome<DeclaredAnswer>> Handle(Actor actor, string intentId, CancellationToken cancel = default) => work.Do<DeclaredAnswer>(actor, async act =>
    {
        if (await act.Db.Intents.SingleOrDefaultAsync(i => i.Id == intentId && i.AgentId == act.Actor.Id) is not { } intent || act.Actor.Kind != ActorKind.Agent)
            return IntentsRefusals.NotFound;
        if (intent.Status == IntentStatus.Withdrawn)
            return new DeclaredAnswer(intent, null, Created: false);
        var grant = await act.Db.Grants.SingleOrDefaultAsync(g => g.IntentId == intentId);
        if (!intent.MoveTo(IntentStatus.Withdrawn, OutcomeCodes.Withdrawn))
            return IntentsRefusals.NotWithdrawable;
        await Ending.Close(act, intent, grant, QueueState.Withdrawn);
        act.Audit(AuditTypes.IntentWithdrawn, intent.Id);
        return new DeclaredAnswer(intent, null, Created: false);
    }, cancel);
}

/// <summary>What every end of an intent does besides its own state: the queue item closes, the living token dies, and everybody watching is told.</summary>
internal static class Ending
{
    public static async Task Close(Act act, Intent intent, Grant? grant, QueueState state)
    {
        if (await act.Db.QueueItems.SingleOrDefaultAsync(q => q.IntentId == intent.Id) is { } item && item.Close(state, act.Now))
            act.Signal(Topics.Queue);
        if (grant is { RedeemedAt: null })
            grant.CurrentTokenId = null;
        act.Signal(Topics.Intent(intent.Id));
    }
}
