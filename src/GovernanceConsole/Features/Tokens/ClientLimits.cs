using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Tokens;

/// <summary>
/// A bucket of requests for each client, so that one that runs wild slows only itself. It protects this machine and therefore counts the machine's own time, not the clock the rules
/// are given.
/// </summary>
internal sealed class ClientLimits(IOptions<TokensOptions> options)
{
    private readonly double _perSecond = options.Value.RequestsPerSecond;
    private readonly double _burst = Math.Max(options.Value.Burst, options.Value.RequestsPerSecond);
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new();

    /// <summary>Takes one request out of the client's bucket; false when it is empty.</summary>
    public bool TryTake(string clientId) => _perSecond <= 0 || _buckets.GetOrAdd(clientId, _ => new Bucket(_burst)).TryTake(_perSecond, _burst);

    private sealed class Bucket(double full)
    {
        private readonly Lock _gate = new();
        private double _left = full;
        private long _at = TimeProvider.System.GetTimestamp();

        public bool TryTake(double perSecond, double burst)
        {
            lock (_gate)
            {
                var now = TimeProvider.System.GetTimestamp();
                _left = Math.Min(burst, _left + (TimeProvider.System.GetElapsedTime(_at, now).TotalSeconds * perSecond));
                _at = now;
                if (_left < 1)
                    return false;
                _left--;
                return true;
            }
        }
    }
}
