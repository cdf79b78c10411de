using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Oversight;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Drills;

/// <summary>
/// Ends a drill and says so, in the act in which it ends: the log entry gives the nonce, so that anybody can check the commitment of the plan. The first decision ends it, whatever the quorum: whoever decided is told at once, and others
/// could hear of it.
/// </summary>
internal static class RevealDrill
{
    /// <summary>Why the act's actor cannot decide: whoever planned it knows, also where policy would let an owner sign. Null for everybody else.</summary>
    public static async Task<Refusal?> Objects(Act act, Intent intent) =>
        intent.IsDrill && await act.Db.Drills.AnyAsync(d => d.IntentId == intent.Id && d.PlannedById == act.Actor.Id) ? DrillRefusals.OwnDrill : null;

    /// <summary>Somebody decided. A denial has ended the intent already; a signature for it ends it here, as withdrawn, and nothing is granted.</summary>
    public static async Task Decided(Act act, Intent intent, QueueItem item, SignedApproval signed)
    {
        var drill = await act.Db.Drills.AsTracking().SingleAsync(d => d.IntentId == intent.Id);
        if (intent.Status == IntentStatus.Pending)
        {
            intent.MoveTo(IntentStatus.Withdrawn, OutcomeCodes.Withdrawn);
            item.Close(QueueState.Withdrawn, act.Now);
            act.Audit(AuditTypes.IntentWithdrawn, intent.Id, new Dictionary<string, string> { ["approval"] = signed.Id }, by: Actor.Console);
        }

        (drill.DecidedById, drill.DecidedByName) = (signed.PersonId, signed.PersonName);
        End(act, drill, signed.Verdict == ApprovalVerdict.Deny ? DrillState.Caught : DrillState.Approved);
    }

    /// <summary>Writes down how it ended, and tells the operator who planned it.</summary>
    public static void End(Act act, Drill drill, DrillState state)
    {
        (drill.State, drill.EndedAt) = (state, act.Now);
        act.Audit(AuditTypes.DrillRevealed, drill.IntentId,
            new Dictionary<string, string> { ["drill"] = drill.Id, ["nonce"] = Base64UrlText.Encode(drill.Nonce) },
            new JsonObject { ["result"] = state.ToString().ToLowerInvariant(), ["team"] = drill.Team, ["lesson"] = drill.Lesson, ["planned_by"] = drill.PlannedByName },
            new Dictionary<string, string> { [DrillCommitment.Name] = drill.Commitment }, by: Actor.Console);
        Notices.Tell(act, drill.PlannedById, state switch
        {
            DrillState.Caught => "A drill you planned was caught.",
            DrillState.Approved => "A drill you planned was signed for. Nothing was granted.",
            DrillState.Ignored => "Nobody answered a drill you planned.",
            _ => "A drill you planned was called off.",
        });
        act.Signal(Topics.Queue);
        act.Signal(Topics.Intent(drill.IntentId));
    }
}
