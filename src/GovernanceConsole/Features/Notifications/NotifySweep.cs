using GovernanceConsole.Platform.Sweeps;

namespace GovernanceConsole.Features.Notifications;

/// <summary>Takes what is to be told to people and channels, and carries it there. Harmless when run twice: a row of the outbox is gone with the commit that spread it, a delivery has one id.</summary>
internal sealed class NotifySweep(SpreadNotices spread, Courier courier) : ISweep
{
    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public async Task Run(CancellationToken stop)
    {
        await spread.Run(stop);
        await courier.Run(stop);
    }
}
