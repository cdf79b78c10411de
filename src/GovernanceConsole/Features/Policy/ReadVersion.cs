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

/// <summary>What the tests did with a line: nothing to reach, reached, or missed.</summary>
public enum LineReach
{
    None,
    Reached,
    Missed,
}

/// <summary>A line of a file, with what the lints say about it.</summary>
public sealed record PolicyLine(int Row, SafeText Text, LineReach Reach, IReadOnlyList<LintFinding> Lints);

/// <summary>A file that differs from the version that decides; <paramref name="Kind"/> is <c>created</c>, <c>changed</c> or <c>removed</c>.</summary>
public sealed record FileDifference(string Path, string Kind, IReadOnlyList<ChangeRow> Rows);

/// <summary>One version: what it is, whether it could decide, and how it differs from the one that does.</summary>
/// <param name="Lints">Null where its rules lean on each other too deep to be checked.</param>
/// <param name="ComparedWith">Revision of the version that decides; null when none does.</param>
/// <param name="Open">The file that is being read, with its lines; null when none is.</param>
internal sealed record VersionView(
    VersionRow Version,
    IReadOnlyList<Gate> Gates,
    TestReport Tests,
    LintReport? Lints,
    IReadOnlyList<PolicyFile> Files,
    (string Path, IReadOnlyList<PolicyLine> Lines, int Further)? Open,
    string? ComparedWith,
    IReadOnlyList<FileDifference> Differences,
    IReadOnlyList<WaitingActivation> Waiting,
    bool ReaderManages);

/// <summary>Reads one version for whoever may see policies; runs its tests where nobody has yet. Changes nothing.</summary>
internal sealed class ReadVersion(Bundles.Bundles bundles, Database database, Work work)
{
    /// <param name="actor">Who reads.</param>
    /// <param name="digest">Which version.</param>
    /// <param name="file">The file to open; anything it does not have opens none.</param>
    public async Task<Outcome<VersionView>> Handle(Actor actor, string digest, string? file, CancellationToken cancel = default)
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
            rows[0], await ActivationGates.Of(db, bundles.Trust, bundle, now), tests, lints,
            [.. bundle.Files.Files.Keys.Select(path => new PolicyFile(path, CoverageOf(tests, path), lints?.Findings.Count(finding => finding.Position.File == path) ?? 0))],
            file is not null && bundle.Files.Files.TryGetValue(file, out var bytes) ? Read(file, bytes, tests, lints) : null,
            active?.Version,
            rows[0].Active ? [] : Differences(current, bundle),
            await ListVersions.Waiting(db, bundles, actor, rows, now, cancel),
            await db.Lacks(actor, Permission.ManagePolicy, now) is null);
    }

    private static (string Path, IReadOnlyList<PolicyLine> Lines, int Further) Read(string path, byte[] bytes, TestReport tests, LintReport? lints)
    {
        var coverage = CoverageOf(tests, path);
        var findings = (lints?.Findings ?? []).Where(finding => finding.Position.File == path).ToLookup(finding => finding.Position.Row);
        var lines = PolicyText.Lines(bytes);
        return (path, [.. lines.Select((text, at) => new PolicyLine(at + 1, text, Reach(coverage, at + 1), [.. findings[at + 1]]))], Math.Max(0, bytes.AsSpan().Count((byte)'\n') - lines.Count));
    }

    private static LineReach Reach(FileCoverage? coverage, int row) =>
        coverage is null || !coverage.Lines.Contains(row) ? LineReach.None : coverage.Covered.Contains(row) ? LineReach.Reached : LineReach.Missed;

    private static FileCoverage? CoverageOf(TestReport tests, string path) => tests.Coverage.Files.FirstOrDefault(file => file.File == path);

    private static List<FileDifference> Differences(CompiledBundle? current, CompiledBundle bundle) =>
        [.. BundleChange.Between(current?.Files, bundle.Files).Select(change => new FileDifference(change.Path, change.Before is null ? "created" : change.After is null ? "removed" : "changed", PolicyText.Rows(change)))];
}
