using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Audit.Formats.V1;
using GovernanceConsole.Domain.Evidence;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Grants;

/// <summary>
/// The signatures a grant rests on, checked again at exchange and redemption: as many as its <c>acr</c> says, each verifying over this very intent, each being the evidence the log committed to. A row that
/// somebody re-signed with a key of their own verifies by itself, but not here.
/// </summary>
internal static class StandingApprovals
{
    /// <summary>The approvals in the order of their places; null when one is missing or does not hold.</summary>
    public static async Task<List<SignedApproval>?> Of(Act act, Intent intent, Grant grant, Place place)
    {
        var approvals = await act.Db.SignedApprovals.AsNoTracking().Where(a => a.IntentId == intent.Id && a.Verdict == ApprovalVerdict.Approve).OrderBy(a => a.Slot).ToListAsync();
        if (approvals.Count < Acr.LeastApprovals(grant.Acr))
            return null;
        foreach (var approval in approvals)
        {
            if (!ApprovalEvidence.Verifies(approval, intent, place.RpId, place.Origins) || !await IsInTheLog(act, approval))
                return null;
        }

        return approvals;
    }

    private static async Task<bool> IsInTheLog(Act act, SignedApproval approval)
    {
        var leaf = await act.Db.LogEntries.AsNoTracking().Where(e => e.SubjectId == approval.Id && e.Type == AuditTypes.ApprovalSigned).Select(e => new { e.Leaf, e.Index }).SingleOrDefaultAsync();
        return leaf is not null && EntryV1.Parse(leaf.Leaf, leaf.Index) is { IsRefused: false } entry
            && entry.Value.Digests.GetValueOrDefault(ReceiptApproval.EvidenceDigest) == ReceiptApproval.Of(approval).Digest;
    }
}
