using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Policy.Bundles;

/// <summary>Takes a bundle in, from the configured folder or from an archive. Decides nothing: a version that is here can be tested, compared, replayed and proposed. What does not compile is refused with every mistake.</summary>
internal sealed class ImportBundle(Work work, Place place, Bundles bundles)
{
    /// <summary>The folder of <c>Console:PolicyFolder</c> as it stands now.</summary>
    public Task<Outcome<BundleVersion>> FromFolder(Actor actor, CancellationToken cancel = default)
    {
        var files = BundleFolder.Read(place.PolicyFolder);
        return files.IsRefused ? Task.FromResult<Outcome<BundleVersion>>(files.Refusal) : Handle(actor, files.Value, "folder", BundleFolder.Commit(place.PolicyFolder), cancel);
    }

    /// <summary>A <c>.tar.gz</c> in OPA's layout.</summary>
    public async Task<Outcome<BundleVersion>> FromArchive(Actor actor, Stream archive, CancellationToken cancel = default)
    {
        var files = await BundleArchive.Read(archive, cancel);
        return files.IsRefused ? files.Refusal : await Handle(actor, files.Value, "upload", null, cancel);
    }

    public async Task<Outcome<BundleVersion>> Handle(Actor actor, BundleFiles files, string source, string? commit, CancellationToken cancel = default)
    {
        var compiled = CompiledBundle.Of(files);
        if (compiled.IsRefused)
            return compiled.Refusal;
        var taken = await work.Do<BundleVersion>(actor, async act =>
        {
            if (await act.Lacks(Permission.ManagePolicy) is { } refusal)
                return refusal;
            act.Signal(Topics.Policy);
            return await Take(act, compiled.Value, source, commit);
        }, cancel);
        if (!taken.IsRefused)
            bundles.Keep(compiled.Value);
        return taken;
    }

    /// <summary>Within an act. A bundle that is here already stays as it is.</summary>
    public static async Task<BundleVersion> Take(Act act, CompiledBundle bundle, string source, string? commit)
    {
        var digest = bundle.Files.Digest;
        if (await act.Db.BundleVersions.AsNoTracking().SingleOrDefaultAsync(b => b.Digest == digest) is { } known)
        {
            act.Ungoverned("A bundle that is here already changes nothing.");
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
            Files = bundle.Files.Pack(),
        };
        act.Db.BundleVersions.Add(version);
        act.Audit(AuditTypes.PolicyImported, digest, detail: new JsonObject { ["revision"] = bundle.Files.Revision, ["source"] = source, ["git_commit"] = commit },
            digests: new Dictionary<string, string> { ["policy"] = digest });
        return version;
    }
}
