using GovernanceConsole.Verify;

return CommandLine.Run(args, Console.Out, Console.Error);
