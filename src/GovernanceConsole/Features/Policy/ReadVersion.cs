using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy.Activation;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Platform;
using GovernanceConsole.Rego.Lint;
using GovernanceConsole.Rego.Testing;

namespace GovernanceConsole.Features.Policy;

/// <summary>A file of a version in lists: how much of it the tests reach (null for data and tests) and how many lints it has.</summary>
public sealed record PolicyFile(string Path, FileCoverage? Coverage, int Lints);

/// <summary>A file that differs from the version that decides; <paramref name="Kind"/> is <c>created</c>, <c>changed</c> or <c>removed</c>.</summary>
public sealed record FileDifference(string Path, string Kind, IReadOnlyList<ChangeRow> Rows);

/// <summary>One version: what it is, whether it could decide, and how it differs from the one that does.</summary>
/// <param name="Lints">Null where its rules lean on each other too deep to be checked.</param>
/// <param name="ComparedWith">Revision of the version that decides; null when none does.</param>
internal sealed record VersionView(
    VersionRow Version,
    IReadOnlyList<Gate> Gates,
    TestReport Tests,
    LintReport? Lints,
    IReadOnlyList<PolicyFile> Files,
    string? ComparedWith,
    IReadOnlyList<FileDifference> Differences,
    IReadOnlyList<WaitingActivation> Waiting,
    bool ReaderManages,
    bool ReaderMayReplay);

/// <summary>Reads one version for whoever may see policies; runs its tests where nobody has yet. Changes nothing.</summary>
internal sealed class ReadVersion(Bundles.Bundles bundles, Database database, PolicyAuthors authors, Work work)
{
    public async Task<Outcome<VersionView>> Handle(Actor actor, string digest, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadPolicy, now) is { } refusal)
            return refusal;
        if (await bundles.Find(digest, cancel) is not { } bundle)
            return PolicyRefusals.UnknownBundle;
        // Tests are seconds of work in the worst case, and a circuit has one thread at a time.
        var tests = await Task.Run(() => bundle.Tests, cancel);
        var lints = bundle.Lints;
        var rows = await ListVersions.Rows(db, digest, cancel);
        var active = (await ActivePolicy.Read(db)).Bundle;
        var current = active is null ? null : await bundles.Find(active.Digest, cancel);
        return new VersionView(
            rows[0], await ActivationGates.Of(db, bundles.Trust, bundle, now, authors.Behind(actor.Id)), tests, lints,
            [.. bundle.Files.Files.Keys.Select(path => new PolicyFile(path, CoverageOf(tests, path), lints?.Findings.Count(finding => finding.Position.File == path) ?? 0))],
            active?.Version,
            rows[0].Active ? [] : Differences(current, bundle),
            await ListVersions.Waiting(db, bundles, authors, actor, rows, now, cancel),
            await db.Lacks(actor, Permission.ManagePolicy, now) is null,
            await db.Lacks(actor, Permission.ReadAudit, now) is null);
    }

    private static FileCoverage? CoverageOf(TestReport tests, string path) => tests.Coverage.Files.FirstOrDefault(file => file.File == path);

    private static List<FileDifference> Differences(CompiledBundle? current, CompiledBundle bundle) =>
        [.. BundleChange.Between(current?.Files, bundle.Files).Select(change => new FileDifference(change.Path, change.Before is null ? "created" : change.After is null ? "removed" : "changed", PolicyText.Rows(change)))];
}
