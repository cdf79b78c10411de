using System.Threading.RateLimiting;
using GovernanceConsole.Domain;
using GovernanceConsole.Platform.Http;

namespace GovernanceConsole.Features.People;

/// <summary>Keeps one address from filling the database with questions it never answers: so many ceremony steps a minute, then 429 <c>slow_down</c>.</summary>
internal sealed class CeremonyPace : IEndpointFilter, IAsyncDisposable
{
    /// <summary>More than a floor of people behind one address signs in with, far less than fills a disk.</summary>
    public const int AMinute = 240;

    private static readonly Refusal SlowDown = new("slow_down", "Too many attempts from this address. Nothing was changed; wait a minute and try again.");

    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
        RateLimitPartition.GetFixedWindowLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = AMinute, Window = TimeSpan.FromMinutes(1) }));

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using var lease = _limiter.AttemptAcquire(context.HttpContext);
        return lease.IsAcquired ? await next(context) : SlowDown.Problem(retryAfterSeconds: 60);
    }

    public ValueTask DisposeAsync() => _limiter.DisposeAsync();
}
