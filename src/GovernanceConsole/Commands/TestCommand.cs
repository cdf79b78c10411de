using System.Globalization;
using GovernanceConsole.Rego;
using GovernanceConsole.Rego.Explain;
using GovernanceConsole.Rego.Testing;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Commands;

/// <summary>
/// <c>policy test</c>: runs the <c>test_</c> rules of a folder, says why each red one is red, and how much of each file they reach; with <c>--mutate</c> also which changes nobody would notice.
/// Exit code 1 when a test fails or there is none; a surviving mutant is told, and fails nothing.
/// </summary>
internal static class TestCommand
{
    public static int Run(CommandLine line, CommandStreams streams)
    {
        var folder = line.Folder("test");
        var sources = PolicySources.Read([folder]);
        var input = new RegoInput(null, streams.Clock.GetUtcNow());
        var report = Report(sources, input);
        foreach (var result in report.Results)
            Show(result, streams);
        streams.Out.WriteLine($"{report.Passed} of {report.Results.Count} tests passed.");
        foreach (var file in report.Coverage.Files)
            streams.Out.WriteLine($"  {Percent(file.Covered.Count, file.Lines.Count),5}  {CommandStreams.Harmless(file.File)}{Missed(file)}");
        streams.Out.WriteLine($"  {Percent(report.Coverage.Covered, report.Coverage.Lines),5}  of all lines");
        if (report.Results.Count == 0)
            streams.Complain($"{folder}: there is no test in it: a test is a rule whose name begins with 'test_'.");
        if (line.Mutate && report.IsGreen)
            Mutate(sources, input, streams);
        return report.IsGreen ? 0 : CommandFailed.Fault;
    }

    private static TestReport Report(PolicySources sources, RegoInput input)
    {
        try
        {
            return TestRunner.Run(sources.Modules, sources.Data, input);
        }
        catch (RegoException error)
        {
            throw CommandFailed.By([error]);
        }
    }

    private static void Show(TestResult result, CommandStreams streams)
    {
        if (result.Outcome is TestOutcome.Failed or TestOutcome.Error)
        {
            streams.Complain($"{result.Position}: {result.Name} {(result.Outcome == TestOutcome.Failed ? "failed" : "ended with an error")}.");
            foreach (var failure in result.Failures)
                streams.Complain($"  {failure.Position}: {failure.Text}{Values(failure)}");
            foreach (var error in result.Error?.All ?? [])
                streams.Complain($"  {error.Message}");
            foreach (var printed in result.Printed)
                streams.Complain($"  printed: {printed}");
        }
        else if (result.Outcome == TestOutcome.Skipped)
            streams.Out.WriteLine($"{CommandStreams.Harmless(result.Name)} is skipped.");
    }

    private static void Mutate(PolicySources sources, RegoInput input, CommandStreams streams)
    {
        var report = MutationCheck.Run(sources.Modules, sources.Data, input);
        foreach (var mutant in report.Survivors)
            streams.Out.WriteLine(CommandStreams.Harmless($"{mutant.Position}: no test notices when {mutant.Original} becomes {(mutant.Replacement.Length == 0 ? "nothing" : mutant.Replacement)}."));
        streams.Out.WriteLine($"{report.Killed} of {report.Mutants.Count} changes are noticed.");
    }

    /// <summary>What the condition compared, where that says more than its text.</summary>
    private static string Values(ConditionFailure failure) => failure.Operands.Count == 0 ? "" : $"  ({string.Join(", ", failure.Operands.Select(Short))})";

    private static string Short(Value? value) => value?.ToString() switch { null => "undefined", { Length: > 200 } text => text[..200] + "…", var text => text };

    private static string Percent(int covered, int lines) => (lines == 0 ? 1 : (double)covered / lines).ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);

    private static string Missed(FileCoverage file) => file.Missed.Any() ? $"  not reached: {string.Join(", ", file.Missed)}" : "";
}
