using GovernanceConsole.Features.Policy;
using GovernanceConsole.Rego;
using GovernanceConsole.Rego.Lint;

namespace GovernanceConsole.Commands;

/// <summary><c>policy check</c>: compiles a folder as a bundle and lists what fails open in it. Exit code 1 where it does not compile or holds no policy; findings are warnings.</summary>
internal static class CheckCommand
{
    public static int Run(CommandLine line, CommandStreams streams)
    {
        var folder = line.Folder("check");
        var policy = PolicySources.Read([folder]).Compile();
        if (policy.Modules.Count == 0)
            throw new CommandFailed(CommandFailed.Fault, $"{folder}: there is no .rego file in it.");
        var report = Lint(policy);
        foreach (var finding in report.Findings)
            Show(finding, streams);
        foreach (var (finding, because) in report.Silenced)
            streams.Out.WriteLine(CommandStreams.Harmless($"{finding.Position}: {finding.Id}: silenced because {because}"));
        streams.Out.WriteLine($"{policy.Modules.Count} files, {policy.Modules.Sum(module => module.Syntax.Rules.Count)} rules: they compile; {report.Findings.Count} warnings, {report.Silenced.Count} silenced.");
        return 0;
    }

    private static LintReport Lint(RegoPolicy policy)
    {
        try
        {
            return IntentLints.Of(policy);
        }
        catch (RegoException error)
        {
            throw CommandFailed.By([error]);
        }
    }

    private static void Show(LintFinding finding, CommandStreams streams)
    {
        streams.Out.WriteLine(CommandStreams.Harmless($"{finding.Position}: {finding.Id}: {finding.Rule}: {finding.Sentence}"));
        streams.Out.WriteLine(CommandStreams.Harmless($"  {finding.Mend}"));
        foreach (var row in finding.Replacement?.Split('\n').Where(row => row.Length > 0) ?? [])
            streams.Out.WriteLine(CommandStreams.Harmless($"    {row}"));
    }
}
