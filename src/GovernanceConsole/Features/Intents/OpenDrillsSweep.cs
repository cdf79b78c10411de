using System.Globalization;
using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Oversight;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.Drills;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Sweeps;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Intents;

/// <summary>
/// Puts the decoys of drills into the queue when their time has come, by the way of every other intent and in the name of the console's own agent, and reveals those that ended unanswered. What policy would not put to people, or nobody could
/// sign, is called off and says why. A drill that fell due while the console was down begins when it is back.
/// </summary>
internal sealed class OpenDrillsSweep(Database database, Work work, DeclareIntent declare, IntentTypes types) : ISweep
{
    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public async Task Run(CancellationToken stop)
    {
        var now = work.Now();
        await using var db = database.Read();
        var open = await db.Drills.Where(d => d.State == DrillState.Waiting || (d.State == DrillState.Planned && d.OpensAt <= now)).Select(d => new { d.Id, d.AgentId, d.State, d.IntentId }).ToListAsync(stop);
        if (open.Count == 0)
            return;
        var waiting = open.Where(d => d.State == DrillState.Waiting).Select(d => d.IntentId).ToList();
        var ended = (await db.Intents.Where(i => waiting.Contains(i.Id) && i.Status != IntentStatus.Pending).Select(i => i.Id).ToListAsync(stop)).ToHashSet(StringComparer.Ordinal);
        foreach (var drill in open)
        {
            if (ended.Contains(drill.IntentId))
                await work.Do<Done>(Actor.Console, act => Reveal(act, drill.Id), stop);
            else if (drill.State == DrillState.Planned && (await work.Do<Done>(Actor.Agent(drill.AgentId), act => Open(act, drill.Id), stop)).Refusal is { } refusal)
                await work.Do<Done>(Actor.Console, act => CallOff(act, drill.Id, refusal), stop);
        }
    }

    private async Task<Outcome<Done>> Open(Act act, string id)
    {
        var drill = await act.Db.Drills.AsTracking().SingleAsync(d => d.Id == id);
        if (drill.State != DrillState.Planned)
            return DrillRefusals.NotFound;
        var body = JsonNode.Parse(drill.Body)!.AsObject();
        body["deadline"] = act.Now.AddSeconds(drill.WithinSeconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var put = await declare.Decoy(act, drill.IntentId, "drill:" + drill.Id, types.Declare(CanonicalJson.Write(body), act.Now));
        if (put.IsRefused)
            return put.Refusal;
        (drill.State, drill.OpenedAt, drill.Team) = (DrillState.Waiting, act.Now, act.Rows.Select(change => change.Row).OfType<QueueItem>().Single().Target);
        return new Done();
    }

    private static async Task<Outcome<Done>> CallOff(Act act, string id, Refusal refusal)
    {
        if (await act.Db.Drills.AsTracking().SingleOrDefaultAsync(d => d.Id == id && d.State == DrillState.Planned) is { } drill)
            await CallOffDrill.Off(act, drill, refusal.Errors is [var first, ..] ? first.Message : refusal.Message);
        return new Done();
    }

    /// <summary>Time ran out, or something else ended it without a person's decision.</summary>
    private static async Task<Outcome<Done>> Reveal(Act act, string id)
    {
        var drill = await act.Db.Drills.AsTracking().SingleAsync(d => d.Id == id);
        if (drill.State == DrillState.Waiting)
            RevealDrill.End(act, drill, await act.Db.Intents.AnyAsync(i => i.Id == drill.IntentId && i.Status == IntentStatus.Expired) ? DrillState.Ignored : DrillState.CalledOff);
        return new Done();
    }
}
