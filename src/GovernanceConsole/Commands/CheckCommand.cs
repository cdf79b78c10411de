namespace GovernanceConsole.Commands;

/// <summary><c>policy check</c>: compiles a folder as a bundle. Exit code 1 where that fails or where it holds no policy.</summary>
internal static class CheckCommand
{
    public static int Run(CommandLine line, CommandStreams streams)
    {
        var folder = line.Folder("check");
        var policy = PolicySources.Read([folder]).Compile();
        if (policy.Modules.Count == 0)
            throw new CommandFailed(CommandFailed.Fault, $"{folder}: there is no .rego file in it.");
        streams.Out.WriteLine($"{policy.Modules.Count} files, {policy.Modules.Sum(module => module.Syntax.Rules.Count)} rules: they compile.");
        return 0;
    }
}
