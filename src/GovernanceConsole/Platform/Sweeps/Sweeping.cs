using GovernanceConsole.Platform.Startup;

namespace GovernanceConsole.Platform.Sweeps;

/// <summary>Runs every sweep at its pace by the console's clock, once the console is open: nothing happens by time before. One that fails is logged and tried again; it never stops the others.</summary>
internal sealed class Sweeping(IEnumerable<ISweep> sweeps, Work work, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<Sweeping> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await work.Ready.WaitAsync(stoppingToken);
        if (!await lifetime.Opened(stoppingToken))
            return;
        await Task.WhenAll(sweeps.Select(sweep => Repeat(sweep, stoppingToken)));
    }

    /// <summary>Runs every sweep once, now. For tests that have moved the clock.</summary>
    public async Task RunAll(CancellationToken stop)
    {
        foreach (var sweep in sweeps)
            await sweep.Run(stop);
    }

    private async Task Repeat(ISweep sweep, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(sweep.Every, clock);
        while (await timer.WaitForNextTickAsync(stop))
        {
            try
            {
                await sweep.Run(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                log.LogError(fault, "{Sweep} failed; it runs again in {Every}", sweep.GetType().Name, sweep.Every);
            }
        }
    }
}
