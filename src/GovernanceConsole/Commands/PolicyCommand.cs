namespace GovernanceConsole.Commands;

/// <summary>
/// <c>policy check | test | eval</c>: the embedded engine on the command line, without the console around it. Exit code 0 when all is well (an undefined value is well), 1 when a policy, a document or a
/// test is at fault, 2 when the command line is. Whatever a policy does ends as a sentence on standard error, never as a stack trace.
/// </summary>
internal static class PolicyCommand
{
    public static int Run(string[] args)
    {
        var streams = CommandStreams.OfProcess();
        var exitCode = Run(args, streams);
        return streams.Close() ? exitCode : CommandFailed.Fault;
    }

    public static int Run(IReadOnlyList<string> args, CommandStreams streams)
    {
        try
        {
            return Dispatch(args, streams);
        }
        catch (CommandFailed failed)
        {
            foreach (var reason in failed.Reasons)
                streams.Complain(reason);
            return failed.ExitCode;
        }
        catch (Exception unexpected)
        {
            streams.Complain($"{Rego.RegoErrorCodes.Internal}: {unexpected.GetType().Name}: {unexpected.Message}");
            return CommandFailed.Fault;
        }
    }

    private static int Dispatch(IReadOnlyList<string> args, CommandStreams streams)
    {
        var line = args.Count == 0 ? throw new CommandFailed(CommandFailed.Usage, PolicyHelp.Text) : args[0] is "help" or "--help" or "-h" ? null : CommandLine.Read([.. args.Skip(1)]);
        if (line is null or { WantsHelp: true })
        {
            streams.Out.Write(PolicyHelp.Text);
            return 0;
        }
        return args[0] switch
        {
            "check" => CheckCommand.Run(line, streams),
            "test" => TestCommand.Run(line, streams),
            "eval" => EvalCommand.Run(line, streams),
            var unknown => throw CommandFailed.Misused($"'{unknown}' is no policy command; there are check, test and eval."),
        };
    }
}
