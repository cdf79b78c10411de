using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.Evidence;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Oversight;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Audit;
using GovernanceConsole.Features.Intents;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Evidence;

/// <summary>
/// Prints the receipt of an intent for whoever may see the intent, from what is stored and nothing else, with every log entry about it proven under one signed head. People get the entries' details; agents and
/// points get none, because an approver's private words stand there. Reads without a transaction and begins again when the intent moved meanwhile.
/// </summary>
internal sealed class PrintReceipt(Database database, ReadIntent read, LogKey key, Place place)
{
    private const int Attempts = 5;

    public async Task<Outcome<Receipt>> Handle(Actor actor, string intentId, CancellationToken stop = default)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await read.Handle(actor, intentId, stop) is not { } state)
                return IntentsRefusals.NotFound;
            if (await Print(state, withDetails: actor.Kind == ActorKind.Person, stop) is { } receipt)
                return receipt;
        }

        return EvidenceRefusals.Moving;
    }

    private async Task<Receipt?> Print(IntentState state, bool withDetails, CancellationToken stop)
    {
        await using var db = database.Read();
        var (intent, grant) = state;
        var decision = await db.PolicyDecisions.Where(d => d.IntentId == intent.Id && d.Phase == "declared").SingleAsync(stop);
        var signed = await db.SignedApprovals.Where(a => a.IntentId == intent.Id).ToListAsync(stop);
        var approvals = signed.OrderBy(a => a.SignedAt).ThenBy(a => a.Slot).Select(ReceiptApproval.Of).ToList();
        // The plan of a drill belongs to its receipt once it is over; until then the receipt is like any other.
        var plans = intent.IsDrill ? await db.Drills.Where(d => d.IntentId == intent.Id && d.State > DrillState.Waiting).Select(d => d.Id).ToArrayAsync(stop) : [];
        var entries = await Entries(db, [.. plans, intent.Id, .. grant is null ? [] : new[] { grant.Id }, .. approvals.Select(a => a.Id)], grant?.EpisodeId, withDetails, stop);
        if (entries is null || await db.Intents.Where(i => i.Id == intent.Id).Select(i => i.Version).SingleAsync(stop) != intent.Version)
            return null;

        var origins = approvals.Select(a => ClientData.Read(a.ClientDataJson).Value.Origin).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new Receipt(place.Issuer, place.RpId, [.. origins], place.Demo, ReceiptIntent.Of(intent), ReceiptDecision.Of(decision.Document), approvals,
            grant is null ? null : ReceiptGrant.Of(grant), new ReceiptLog(place.LogOrigin, key.Public.ToString(), entries));
    }

    private static async Task<List<ReceiptEntry>?> Entries(GovernanceDb db, string[] subjects, string? episode, bool withDetails, CancellationToken stop)
    {
        if (await db.Head(stop) is not { } head)
            return null;
        var rows = await db.LogEntries.Where(e => subjects.Contains(e.SubjectId) || (e.SubjectId == episode && (e.Type == AuditTypes.BreakGlassOpened || e.Type == AuditTypes.BreakGlassClosed))).OrderBy(e => e.Index).ToListAsync(stop);
        var indexes = rows.Select(e => e.Index).ToList();
        var details = withDetails ? await db.AuditDetails.Where(d => indexes.Contains(d.Index)).ToDictionaryAsync(d => d.Index, stop) : [];
        var entries = new List<ReceiptEntry>();
        foreach (var row in rows)
        {
            // An entry that came after the head was read is not under it: begin again.
            if (await db.Prove(row.Index, head, stop) is not { } proof)
                return null;
            var detail = details.GetValueOrDefault(row.Index);
            entries.Add(new ReceiptEntry(row.Index, row.Leaf, detail?.Detail, detail?.Salt, proof.ToString()));
        }

        return entries;
    }
}
