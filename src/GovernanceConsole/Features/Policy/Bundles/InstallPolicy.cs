using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Policy.Bundles;

/// <summary>
/// At every start the bundle of <c>Console:PolicyFolder</c> is taken in; whoever wants it to decide activates it with a signature. Only a console without any activation, which nobody can have used yet,
/// activates it by itself: whoever installs the console chose the folder, and the log says that it was a bootstrap.
/// </summary>
internal sealed class InstallPolicy(Work work, Place place, Bundles bundles, BundleTrust trust) : IHostedService
{
    private readonly (CompiledBundle Compiled, string? SignedBy) _bundle = Read(place.PolicyFolder, trust);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await work.Ready.WaitAsync(cancellationToken);
        if (work.ReadOnlyBecause is null)
            await Handle(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task Handle(CancellationToken stop)
    {
        var installed = await work.Do<Done>(Actor.Console, Install, stop);
        if (installed.IsRefused)
            throw new StartRefused([installed.Refusal.Message]);
        bundles.Keep(_bundle.Compiled);
    }

    /// <summary>Throws <see cref="StartRefused"/> when the folder holds no bundle that can be compiled, or none with the signature that is needed.</summary>
    private static (CompiledBundle Compiled, string? SignedBy) Read(string folder, BundleTrust trust)
    {
        var opened = BundleFolder.Read(folder, trust);
        var compiled = opened.IsRefused ? opened.Refusal : CompiledBundle.Of(opened.Value.Files);
        return compiled.IsRefused
            ? throw new StartRefused([$"The policy bundle in '{folder}' cannot be used. {compiled.Refusal.Message}", .. (compiled.Refusal.Errors ?? []).Select(e => e.Message)])
            : (compiled.Value, opened.Value.SignedBy);
    }

    private async Task<Outcome<Done>> Install(Act act)
    {
        var bundle = _bundle.Compiled.Files;
        await ImportBundle.Take(act, _bundle.Compiled, _bundle.SignedBy, "folder", BundleFolder.Commit(place.PolicyFolder));
        if (await act.Db.PolicyActivations.AnyAsync())
            return new Done();
        var activation = new PolicyActivation
        {
            Id = act.Ids.New(Ids.Activation),
            BundleDigest = bundle.Digest,
            ProposedById = act.Actor.Id,
            ProposedAt = act.Now,
            ExpiresAt = act.Now,
            SignedAt = act.Now,
            SignedById = act.Actor.Id,
            Bootstrap = true,
            Sequence = act.LogPosition,
        };
        act.Db.PolicyActivations.Add(activation);
        act.Audit(AuditTypes.PolicyActivated, activation.Id, detail: new JsonObject { ["revision"] = bundle.Revision, ["bootstrap"] = true },
            digests: new Dictionary<string, string> { ["policy"] = bundle.Digest });
        return new Done();
    }
}
