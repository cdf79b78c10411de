using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy.Activation;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Policy;

/// <summary>A version as lists show it.</summary>
/// <param name="SignedBy">The id of the key that signed it; null when it is unsigned.</param>
/// <param name="DecidedFrom">When it was last activated; null when it never decided.</param>
public sealed record VersionRow(string Digest, string Revision, string? GitCommit, string Source, string? SignedBy, DateTime ImportedAt, string ImportedBy, bool Active, DateTime? DecidedFrom);

/// <summary>A proposal that waits for its signature, as one reader sees it.</summary>
/// <param name="Why">Why this reader cannot sign; null when they can.</param>
/// <param name="Bootstrap">True when no independent second operator is there to ask.</param>
public sealed record WaitingActivation(string Id, string Digest, string Revision, string ProposedBy, DateTime ProposedAt, DateTime ExpiresAt, IReadOnlyList<Gate> Gates, string? Why, bool Bootstrap, bool MayWithdraw);

/// <summary>Every version that was taken in, newest first, and the proposals that wait.</summary>
internal sealed record VersionsView(IReadOnlyList<VersionRow> Versions, IReadOnlyList<WaitingActivation> Waiting, bool ReaderManages);

/// <summary>Lists versions and proposals for whoever may see policies. Changes nothing.</summary>
internal sealed class ListVersions(Bundles.Bundles bundles, Database database, PolicyAuthors authors, Work work)
{
    public async Task<Outcome<VersionsView>> Handle(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadPolicy, now) is { } refusal)
            return refusal;
        var rows = await Rows(db, null, cancel);
        return new VersionsView(rows, await Waiting(db, bundles, authors, actor, rows, now, cancel), await db.Lacks(actor, Permission.ManagePolicy, now) is null);
    }

    /// <summary>All versions, or the one of that digest.</summary>
    public static async Task<List<VersionRow>> Rows(GovernanceDb db, string? digest, CancellationToken cancel)
    {
        var active = (await ActivePolicy.Read(db)).Bundle?.Digest;
        var decided = await db.PolicyActivations.Where(a => a.Sequence != null).GroupBy(a => a.BundleDigest).Select(g => new { g.Key, At = g.Max(a => a.SignedAt) }).ToDictionaryAsync(g => g.Key, g => g.At, cancel);
        var names = await Names(db, cancel);
        var versions = await db.BundleVersions.Where(b => digest == null || b.Digest == digest).OrderByDescending(b => b.ImportedAt)
            .Select(b => new { b.Digest, b.Revision, b.GitCommit, b.Source, b.SignedBy, b.ImportedAt, b.ImportedById }).ToListAsync(cancel);
        return [.. versions.Select(v => new VersionRow(v.Digest, v.Revision, v.GitCommit, v.Source, v.SignedBy, v.ImportedAt, Named(names, v.ImportedById), v.Digest == active, decided.GetValueOrDefault(v.Digest)))];
    }

    /// <summary>The proposals about these versions, oldest first.</summary>
    public static async Task<List<WaitingActivation>> Waiting(GovernanceDb db, Bundles.Bundles bundles, PolicyAuthors authors, Actor actor, IReadOnlyList<VersionRow> versions, DateTime now, CancellationToken cancel)
    {
        var digests = versions.Select(v => v.Digest).ToList();
        var proposals = await db.PolicyActivations.Where(a => a.SignedAt == null && a.WithdrawnAt == null && a.ExpiresAt > now && digests.Contains(a.BundleDigest)).OrderBy(a => a.ProposedAt).ToListAsync(cancel);
        if (proposals.Count == 0)
            return [];
        var manages = await db.Lacks(actor, Permission.ManagePolicy, now) is null;
        var active = (await ActivePolicy.Read(db)).Bundle?.Digest;
        var names = await Names(db, cancel);
        var waiting = new List<WaitingActivation>(proposals.Count);
        foreach (var proposal in proposals)
        {
            var bundle = (await bundles.Find(proposal.BundleDigest, cancel))!;
            var signers = await Activations.MayActivate(db, bundles.Trust, now, bundle, proposal.ProposedById, authors.Behind(proposal.ProposedById));
            waiting.Add(new WaitingActivation(proposal.Id, proposal.BundleDigest, bundle.Files.Revision, Named(names, proposal.ProposedById), proposal.ProposedAt, proposal.ExpiresAt,
                await ActivationGates.Of(db, bundles.Trust, bundle, now, authors.Behind(proposal.ProposedById)),
                active != proposal.PreviousDigest ? PolicyRefusals.ActiveChanged.Message
                    : signers.IsRefused ? signers.Refusal.Message
                    : signers.Value.PersonIds.Contains(actor.Id) && manages ? null
                    : $"It waits for the signature of {string.Join(" or ", signers.Value.PersonIds.Select(id => Named(names, id)).Order(StringComparer.Ordinal))}.{(proposal.ProposedById == actor.Id ? " You proposed it, so another operator signs." : "")}",
                !signers.IsRefused && signers.Value.Bootstrap, manages));
        }
        return waiting;
    }

    private static Task<Dictionary<string, string>> Names(GovernanceDb db, CancellationToken cancel) => db.People.ToDictionaryAsync(p => p.Id, p => p.Name, cancel);

    private static string Named(Dictionary<string, string> names, string id) => id == Actor.Console.Id ? "the console" : names.GetValueOrDefault(id) ?? id;
}
