using System.Threading.Channels;
using GovernanceConsole.Data;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Intents;

/// <summary>An intent with its grant, as of now.</summary>
internal sealed record IntentState(Intent Intent, Grant? Grant);

/// <summary>
/// Reads an intent for whoever may see it: the declaring agent, the point that serves its tool, auditors, operators, and approvers it is put to. For everybody else it does not exist.
/// </summary>
internal sealed class ReadIntent(Database database, Work work, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>Null when there is none, or none that is the actor's to see.</summary>
    public async Task<IntentState?> Handle(Actor actor, string intentId, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var intent = await db.Intents.SingleOrDefaultAsync(i => i.Id == intentId, cancel);
        if (intent is null || !await MaySee(db, actor, intent))
            return null;
        return new IntentState(intent, await db.Grants.SingleOrDefaultAsync(g => g.IntentId == intentId, cancel));
    }

    /// <summary>Answers when the version is past <paramref name="after"/>, when the intent has ended, or unchanged when <paramref name="wait"/> is over.</summary>
    public async Task<IntentState?> Wait(Actor actor, string intentId, int after, TimeSpan wait, CancellationToken cancel)
    {
        var changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var subscription = feed.Subscribe(Topics.Intent(intentId), _ => changed.Writer.TryWrite(true));
        using var timeout = new CancellationTokenSource(wait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        while (true)
        {
            var state = await Handle(actor, intentId, cancel);
            if (state is null || state.Intent.Version > after || !state.Intent.IsOpen)
                return state;
            try
            {
                await changed.Reader.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return state;
            }
        }
    }

    private async Task<bool> MaySee(GovernanceDb db, Actor actor, Intent intent)
    {
        switch (actor.Kind)
        {
            case ActorKind.Agent:
                return intent.AgentId == actor.Id;
            case ActorKind.Point:
                return await db.PointAudiences.AnyAsync(a => a.Audience == intent.Tool && a.PointId == actor.Id);
            case ActorKind.Person:
                if (await Standing.Of(db, actor.Id, work.Now()) is not { } standing)
                    return false;
                if (standing.Roles.Contains(Role.Auditor) || standing.Roles.Contains(Role.Operator))
                    return true;
                return standing.Roles.Contains(Role.Approver)
                    && await db.QueueItems.SingleOrDefaultAsync(q => q.IntentId == intent.Id) is { } item
                    && ((await AnswersFor.At(db, actor.Id, work.Now())).Holds(await ItemAsks.Targets(db, item)) || await db.SignedApprovals.AnyAsync(a => a.IntentId == intent.Id && a.PersonId == actor.Id));
            default:
                return false;
        }
    }
}
