using GovernanceConsole.Data;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Policy;

/// <summary>
/// Who made each version of the policy that was ever in force: who took it in, proposed it and signed it. They do not approve what it puts to people (separation of duties), unless the installation is set to let them.
/// </summary>
internal sealed class PolicyAuthors(IOptions<PolicyOptions> options)
{
    public async ValueTask<Authorship> Of(Act act) => options.Value.AuthorsMayApprove ? Authorship.Ignored : await act.Kept(Authorship.Read);

    /// <summary>Those of <paramref name="people"/> who would not count, had they made a version.</summary>
    public RequesterChain Behind(params IReadOnlyList<string> people) => new([], options.Value.AuthorsMayApprove ? [] : people);

    public async ValueTask<Authorship> Of(GovernanceDb db) => options.Value.AuthorsMayApprove ? Authorship.Ignored : await Authorship.Read(db);
}

/// <summary>The people behind each version, and the version in force.</summary>
internal sealed class Authorship(IReadOnlyDictionary<string, IReadOnlyList<string>> byDigest, string? inForce)
{
    public static readonly Authorship Ignored = new(new Dictionary<string, IReadOnlyList<string>>(), null);

    /// <summary>Who made the version in force.</summary>
    public IReadOnlyList<string> Now => inForce is null ? [] : Made(inForce);

    /// <summary>The versions a person had a hand in.</summary>
    public IReadOnlyList<string> By(IReadOnlyCollection<string> people) => [.. byDigest.Where(version => version.Value.Any(people.Contains)).Select(version => version.Key)];

    /// <summary>Everybody behind an intent: its owners, and who made the version that decided on it or the one in force.</summary>
    public RequesterChain Behind(string digest, params IReadOnlyList<string> owners) => new(owners, digest == inForce ? Now : [.. Made(digest), .. Now]);

    public static async Task<Authorship> Read(GovernanceDb db)
    {
        var rows = await (from activation in db.PolicyActivations
                          where activation.Sequence != null
                          orderby activation.Sequence
                          join bundle in db.BundleVersions on activation.BundleDigest equals bundle.Digest
                          select new { bundle.Digest, bundle.ImportedById, activation.ProposedById, activation.SignedById }).ToListAsync();
        return new Authorship(
            rows.GroupBy(row => row.Digest).ToDictionary(version => version.Key,
                version => (IReadOnlyList<string>)[.. version.SelectMany(row => new[] { row.ImportedById, row.ProposedById, row.SignedById }).OfType<string>().Distinct(StringComparer.Ordinal)], StringComparer.Ordinal),
            rows.LastOrDefault()?.Digest);
    }

    private IReadOnlyList<string> Made(string digest) => byDigest.GetValueOrDefault(digest) ?? [];
}
