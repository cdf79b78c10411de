using System.Diagnostics;
using GovernanceConsole.Domain;

namespace GovernanceConsole.Platform.Http;

/// <summary>
/// Gives every answer an <c>X-Request-ID</c> (the caller's own where it is harmless, else a new one) and the W3C <c>traceparent</c> it ran under, and lets no
/// failure of a programmatic path leave without a problem document: exceptions, unknown routes and bare status codes alike. Nothing of the inside is told.
/// Pages have an error page of their own (<c>Ui/Faults</c>).
/// </summary>
internal sealed class EveryAnswer(RequestDelegate next, IdSource ids, ILogger<EveryAnswer> log)
{
    private const string RequestId = "X-Request-ID";

    public async Task InvokeAsync(HttpContext http)
    {
        var given = http.Request.Headers[RequestId];
        var id = given.Count == 1 && IsHarmless(given[0]) ? given[0]! : ids.New("req_");
        http.TraceIdentifier = id;
        http.Response.Headers[RequestId] = id;
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } trace })
            http.Response.Headers.TraceParent = trace;

        if (!IsProgrammatic(http.Request.Path))
        {
            await next(http);
            return;
        }

        try
        {
            await next(http);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception fault) when (!http.Response.HasStarted)
        {
            await Answer(http, fault, id);
            return;
        }

        var answer = http.Response;
        if (answer is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null } && Problems.Of(answer.StatusCode) is { } refusal)
            await Problems.Write(http, refusal, status: answer.StatusCode);
    }

    /// <summary>Paths that programs and our own scripts call: everything there is answered as <c>api.md</c> says, whatever the Accept header wants.</summary>
    public static bool IsProgrammatic(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.Ordinal) || path.StartsWithSegments("/oauth", StringComparison.Ordinal)
        || path.StartsWithSegments("/.well-known", StringComparison.Ordinal) || path.StartsWithSegments("/log", StringComparison.Ordinal)
        || path.StartsWithSegments("/ceremonies", StringComparison.Ordinal) || path.StartsWithSegments("/hubs", StringComparison.Ordinal) || path.Value?.EndsWith(".json", StringComparison.Ordinal) == true;

    private async Task Answer(HttpContext http, Exception fault, string id)
    {
        var refusal = fault switch
        {
            BadHttpRequestException bad => Problems.Of(bad.StatusCode) ?? Problems.Failed,
            OperationCanceledException => WorkRefusals.Busy,
            _ => Problems.Failed,
        };
        if (refusal == Problems.Failed)
            log.LogError(fault, "Request {RequestId} failed", id);
        // Not Response.Clear(): the security headers stay.
        http.Response.Headers.ContentEncoding = default;
        http.Response.Headers.ETag = default;
        await Problems.Write(http, refusal);
    }

    private static bool IsHarmless(string? id) =>
        id is { Length: > 0 and <= 64 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}

internal static class EveryAnswerExtensions
{
    /// <summary>First in the pipeline, so that nothing answers without it.</summary>
    public static IApplicationBuilder UseEveryAnswer(this IApplicationBuilder app) => app.UseMiddleware<EveryAnswer>();

    /// <summary>Programs that ask for an address or method that does not exist are told so, signed in or not: what only people's sign-in guards would answer them 401.</summary>
    public static void MapUnknown(this IEndpointRouteBuilder routes)
    {
        foreach (var prefix in (string[])["/api", "/oauth", "/.well-known"])
            routes.Map(prefix + "/{**rest}", () => Problems.NotFound.Problem()).AllowAnonymous();
    }
}
