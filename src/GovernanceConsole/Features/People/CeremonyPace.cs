using System.Threading.RateLimiting;
using GovernanceConsole.Domain;
using GovernanceConsole.Platform.Http;

namespace GovernanceConsole.Features.People;

/// <summary>Keeps one address from filling the database with questions it never answers: sixty ceremony steps a minute, then 429 <c>slow_down</c>.</summary>
internal sealed class CeremonyPace : IEndpointFilter, IAsyncDisposable
{
    private static readonly Refusal SlowDown = new("slow_down", "Too many attempts from this address. Nothing was changed; wait a minute and try again.");

    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
        RateLimitPartition.GetFixedWindowLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = 60, Window = TimeSpan.FromMinutes(1) }));

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using var lease = _limiter.AttemptAcquire(context.HttpContext);
        return lease.IsAcquired ? await next(context) : SlowDown.Problem(retryAfterSeconds: 60);
    }

    public ValueTask DisposeAsync() => _limiter.DisposeAsync();
}
