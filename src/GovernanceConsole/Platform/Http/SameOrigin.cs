using GovernanceConsole.Domain;
using GovernanceConsole.Platform.Startup;
using Microsoft.AspNetCore.Antiforgery;

namespace GovernanceConsole.Platform.Http;

/// <summary>
/// Lets only our own pages call an endpoint that a session's cookie opens: <c>Origin</c> must be one of ours, <c>Sec-Fetch-Site</c> (where the browser sends it) must say same-origin, and the
/// antiforgery token of the page must come along. Anything else is refused before a body is read.
/// </summary>
internal sealed class SameOrigin(Place place, IAntiforgery antiforgery) : IEndpointFilter
{
    public const string TokenHeader = "RequestVerificationToken";

    public static readonly Refusal Foreign = new("not_allowed", "This can be done from the console's own pages only. Nothing was changed; open the console at its own address and try again.");

    public static readonly Refusal Stale = new("not_allowed", "This page is older than your session. Nothing was changed; load the page again and repeat.");

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var origin = http.Request.Headers.Origin;
        var site = http.Request.Headers["Sec-Fetch-Site"];
        if (origin.Count != 1 || !place.Origins.Contains(origin.ToString(), StringComparer.Ordinal) || (site.Count > 0 && site.ToString() != "same-origin"))
            return Foreign.Problem();
        return await antiforgery.IsRequestValidAsync(http) ? await next(context) : Stale.Problem();
    }
}
