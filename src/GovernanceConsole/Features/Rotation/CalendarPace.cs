using System.Net;
using System.Threading.RateLimiting;

namespace GovernanceConsole.Features.Rotation;

/// <summary>
/// How often one address may ask for calendars: sixty times, then once in ten seconds. Over that it hears what a stranger hears. It protects this machine, so it counts the machine's own time; 256 bits of secret need no help
/// against guessing.
/// </summary>
internal sealed class CalendarPace : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 60,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(10),
            QueueLimit = 0,
        }));

    public bool Allows(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(address ?? IPAddress.None);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
