using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Platform.Http;
using Microsoft.Extensions.Primitives;

namespace GovernanceConsole.Features.Rotation;

/// <summary>The calendar feeds. Read only, by secret address; whatever is not one is answered the same: 404.</summary>
internal static class RotationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/calendars/{secret}.ics", Feed).AllowAnonymous();

    private static async Task<IResult> Feed(string secret, ReadCalendar calendar, CalendarPace pace, HttpContext http)
    {
        if (!pace.Allows(http.Connection.RemoteIpAddress) || await calendar.Handle(secret) is not { } text)
            return Problems.NotFound.Problem();
        // The address is the credential: it must not travel on in a Referer, stay in a shared cache or be found by a search engine.
        http.Response.Headers.CacheControl = new StringValues("private, no-store");
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        return Results.Text(text, DutyCalendar.MediaType);
    }
}
