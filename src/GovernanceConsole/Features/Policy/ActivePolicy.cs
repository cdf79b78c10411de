using GovernanceConsole.Data;
using GovernanceConsole.Domain.Policy;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Policy;

/// <summary>Which bundle decides, and since when. None does until the first activation: then people are asked about everything.</summary>
internal sealed record ActivePolicy(PolicyBundleId? Bundle, string? ActivationId, DateTime? Since)
{
    /// <summary>For acts: <c>act.Kept(ActivePolicy.Read)</c>, which follows an activation in the same act. For pages: with a reading context.</summary>
    public static async Task<ActivePolicy> Read(GovernanceDb db) =>
        await (from activation in db.PolicyActivations
               where activation.Sequence != null
               orderby activation.Sequence descending
               join bundle in db.BundleVersions on activation.BundleDigest equals bundle.Digest
               select new ActivePolicy(new PolicyBundleId(bundle.Digest, bundle.Revision, bundle.GitCommit), activation.Id, activation.SignedAt)).FirstOrDefaultAsync()
        ?? new ActivePolicy(null, null, null);
}
