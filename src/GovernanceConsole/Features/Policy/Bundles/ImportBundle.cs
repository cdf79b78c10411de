using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy.Activation;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Policy.Bundles;

/// <summary>
/// Takes a bundle in, from the configured folder or from an archive, with the signature it carries. Decides nothing: a version that is here can be tested, compared, replayed and proposed. What does not compile is
/// refused with every mistake. Nothing is read for people who may not import.
/// </summary>
internal sealed class ImportBundle(Work work, Database database, Place place, Bundles bundles, BundleTrust trust)
{
    /// <summary>The folder of <c>Console:PolicyFolder</c> as it stands now.</summary>
    public async Task<Outcome<BundleVersion>> FromFolder(Actor actor, CancellationToken cancel = default)
    {
        if (await Activations.Lacks(database, actor, work.Now()) is { } refusal)
            return refusal;
        var opened = BundleFolder.Read(place.PolicyFolder, trust);
        return opened.IsRefused ? opened.Refusal : await Take(actor, opened.Value, "folder", BundleFolder.Commit(place.PolicyFolder), cancel);
    }

    /// <summary>A <c>.tar.gz</c> in OPA's layout.</summary>
    public async Task<Outcome<BundleVersion>> FromArchive(Actor actor, Stream archive, CancellationToken cancel = default)
    {
        if (await Activations.Lacks(database, actor, work.Now()) is { } refusal)
            return refusal;
        var opened = await BundleArchive.Read(archive, trust, cancel);
        return opened.IsRefused ? opened.Refusal : await Take(actor, opened.Value, "upload", null, cancel);
    }

    /// <summary>Files that nobody signed.</summary>
    public async Task<Outcome<BundleVersion>> Handle(Actor actor, BundleFiles files, string source, string? commit, CancellationToken cancel = default) =>
        await Activations.Lacks(database, actor, work.Now()) is { } refusal ? refusal : trust.Required ? PolicyRefusals.Unsigned : await Take(actor, new OpenedBundle(files, null), source, commit, cancel);

    private async Task<Outcome<BundleVersion>> Take(Actor actor, OpenedBundle opened, string source, string? commit, CancellationToken cancel)
    {
        var compiled = CompiledBundle.Of(opened.Files);
        if (compiled.IsRefused)
            return compiled.Refusal;
        var taken = await work.Do<BundleVersion>(actor, async act =>
        {
            if (await act.Lacks(Permission.ManagePolicy) is { } refusal)
                return refusal;
            act.Signal(Topics.Policy);
            return await Take(act, compiled.Value, opened.SignedBy, source, commit);
        }, cancel);
        if (!taken.IsRefused)
            bundles.Keep(compiled.Value);
        return taken;
    }

    /// <summary>Within an act. A bundle that is here already stays as it is, except that a signature it now carries is recorded.</summary>
    public static async Task<BundleVersion> Take(Act act, CompiledBundle bundle, string? signedBy, string source, string? commit)
    {
        var digest = bundle.Files.Digest;
        if (await act.Db.BundleVersions.AsTracking().SingleOrDefaultAsync(b => b.Digest == digest) is { } known)
        {
            if (signedBy is null || known.SignedBy == signedBy)
            {
                act.Ungoverned("A bundle that is here already changes nothing.");
                return known;
            }
            known.SignedBy = signedBy;
            Trace(act, bundle, signedBy, source, commit);
            return known;
        }
        var version = new BundleVersion
        {
            Digest = digest,
            Revision = bundle.Files.Revision,
            GitCommit = commit,
            Source = source,
            ImportedAt = act.Now,
            ImportedById = act.Actor.Id,
            SignedBy = signedBy,
            Files = bundle.Files.Pack(),
        };
        act.Db.BundleVersions.Add(version);
        Trace(act, bundle, signedBy, source, commit);
        return version;
    }

    private static void Trace(Act act, CompiledBundle bundle, string? signedBy, string source, string? commit)
    {
        var detail = new JsonObject { ["revision"] = bundle.Files.Revision, ["source"] = source, ["git_commit"] = commit };
        if (signedBy is not null)
            detail["signed_by"] = signedBy;
        act.Audit(AuditTypes.PolicyImported, bundle.Files.Digest, detail: detail, digests: new Dictionary<string, string> { ["policy"] = bundle.Files.Digest });
    }
}
