using GovernanceConsole.Platform.Startup;

namespace GovernanceConsole.Platform.Http;

/// <summary>
/// Refuses circuits and hubs that another site opens with our cookie: CORS does not cover WebSockets. A browser always sends <c>Origin</c> with a handshake; a foreign or opaque one is
/// answered 403.
/// </summary>
internal sealed class OriginGuard(RequestDelegate next, Place place)
{
    public Task Invoke(HttpContext http)
    {
        if ((http.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal) || http.Request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal))
            && http.Request.Headers.Origin is { Count: > 0 } origin && !place.Origins.Contains(origin.ToString(), StringComparer.Ordinal))
            return Problems.Write(http, SameOrigin.Foreign);
        return next(http);
    }
}
