using GovernanceConsole.Platform.Startup;

namespace GovernanceConsole.Demo;

/// <summary>Tells whoever typed the command where to look, what this is, and how to stop and remove it. Holds no secret.</summary>
internal sealed class DemoGreeting(Place place, Terminal terminal, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await lifetime.Opened(stoppingToken))
            return;
        await terminal.Say($"""

             Governance Console is open, as a demo: invented people, toy agents, nothing leaves this machine.

               Open     {place.Origins[0]}/demo
               Stop     Ctrl+C
               Remove   the same command with --remove-demo added ({place.DataFolder})

            """);
    }
}
