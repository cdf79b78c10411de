using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Platform;
using GovernanceConsole.Rego;
using GovernanceConsole.Rego.Lint;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Policy;

/// <summary>What the tests did with a line: nothing to reach, reached, or missed.</summary>
public enum LineReach
{
    None,
    Reached,
    Missed,
}

/// <summary>A line of a file, with what the lints say about it.</summary>
public sealed record PolicyLine(int Row, SafeText Text, LineReach Reach, IReadOnlyList<LintFinding> Lints);

/// <summary>A rule of a file.</summary>
/// <param name="Id">Its stable name in decisions; null for one that only helps others.</param>
/// <param name="Says">What it defines, e.g. <c>escalate</c>.</param>
/// <param name="Missed">How many of its lines no test reaches.</param>
/// <param name="Decided">How often this version decided by it in the last thirty days; null for one without a name.</param>
public sealed record FileRule(string? Id, string Says, string? Title, string? Description, string? Owner, int Row, int Missed, int? Decided);

/// <summary>One file of one version: its text by line, its rules, what tests and lints say of it.</summary>
/// <param name="Coverage">Null for data and for tests.</param>
/// <param name="Further">Lines that are too many for a page.</param>
internal sealed record PolicyFileView(
    VersionRow Version, string Path, string? Title, string? Description, FileCoverage? Coverage, IReadOnlyList<PolicyLine> Lines, int Further, IReadOnlyList<FileRule> Rules, IReadOnlyList<LintFinding> Lints, bool IsTest);

/// <summary>Reads one file of a version for whoever may see policies; runs the version's tests where nobody has yet. Changes nothing.</summary>
internal sealed class ReadPolicyFile(Bundles.Bundles bundles, Database database, Work work)
{
    public async Task<Outcome<PolicyFileView>> Handle(Actor actor, string digest, string path, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadPolicy, now) is { } refusal)
            return refusal;
        if (await bundles.Find(digest, cancel) is not { } bundle)
            return PolicyRefusals.UnknownBundle;
        if (!bundle.Files.Files.TryGetValue(path, out var bytes))
            return PolicyRefusals.UnknownFile;
        // Tests are seconds of work in the worst case, and a circuit has one thread at a time.
        var tests = await Task.Run(() => bundle.Tests, cancel);
        var since = now.AddDays(-30);
        var counts = await db.PolicyDecisions.Where(d => d.BundleDigest == digest && d.EvaluatedAt >= since && d.Phase == "declared").GroupBy(d => d.Rules).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        var rows = await ListVersions.Rows(db, digest, cancel);
        var coverage = tests.Coverage.Files.FirstOrDefault(file => file.File == path);
        var findings = (bundle.Lints?.Findings ?? []).Where(finding => finding.Position.File == path).ToList();
        var byRow = findings.ToLookup(finding => finding.Position.Row);
        var lines = PolicyText.Lines(bytes);
        var module = bundle.Policy.Modules.FirstOrDefault(m => m.Name == path);
        return new PolicyFileView(
            rows[0], path, module?.Syntax.Annotations?.Title, module?.Syntax.Annotations?.Description?.Trim(), coverage,
            [.. lines.Select((text, at) => new PolicyLine(at + 1, text, Reach(coverage, at + 1), [.. byRow[at + 1]]))],
            Math.Max(0, bytes.AsSpan().Count((byte)'\n') - lines.Count),
            module is null ? [] : Rules(module, coverage, id => counts.Where(c => c.Key.Split(',').Contains(id)).Sum(c => c.Count)),
            findings, module is not null && coverage is null);
    }

    private static LineReach Reach(FileCoverage? coverage, int row) =>
        coverage is null || !coverage.Lines.Contains(row) ? LineReach.None : coverage.Covered.Contains(row) ? LineReach.Reached : LineReach.Missed;

    private static List<FileRule> Rules(RegoModule module, FileCoverage? coverage, Func<string, int> decided)
    {
        var rules = module.Syntax.Rules;
        return
        [
            .. rules.Select((rule, at) => new FileRule(
                rule.Annotations?.Id, rule.Name, rule.Annotations?.Title, rule.Annotations?.Description?.Trim(), rule.Annotations?.Owner, rule.Position.Row,
                coverage?.Missed.Count(row => row >= rule.Position.Row && (at + 1 == rules.Count || row < rules[at + 1].Position.Row)) ?? 0,
                rule.Annotations?.Id is { } id ? decided(id) : null)),
        ];
    }
}
