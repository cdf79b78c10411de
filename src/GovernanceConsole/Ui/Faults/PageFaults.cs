using GovernanceConsole.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GovernanceConsole.Ui.Faults;

/// <summary>
/// A page that fails is answered by a page of ours, status 500: a sentence, the request's id, which also stands in the console's own log, and a way back. Nothing of the inside is told. What programs call is
/// answered by <see cref="EveryAnswer"/>. A page that fails after it began to arrive is cut off, because there is nothing left to say it in.
/// </summary>
internal sealed class PageFaults(RequestDelegate next, ILogger<PageFaults> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        catch (Exception fault) when (!http.Response.HasStarted && !EveryAnswer.IsProgrammatic(http.Request.Path))
        {
            log.LogError(fault, "Page {Path}, request {RequestId}, failed", http.Request.Path.Value, http.TraceIdentifier);
            await Answer(http);
        }
    }

    private static async Task Answer(HttpContext http)
    {
        // Not Response.Clear(): the security headers stay.
        http.Response.Headers.ContentEncoding = default;
        http.Response.Headers.ETag = default;
        http.Response.Headers.Location = default;
        http.Response.Headers.Remove("blazor-enhanced-nav");
        http.Response.Headers.CacheControl = "no-store";
        http.SetEndpoint(null);
        // Services of its own: those of the failed page have begun its navigation and perhaps failed with it.
        await using var services = http.RequestServices.CreateAsyncScope();
        var failed = http.RequestServices;
        http.RequestServices = services.ServiceProvider;
        try
        {
            await new RazorComponentResult<FaultPage>(new { Reference = http.TraceIdentifier, Theme = http.Request.Cookies["gc-theme"] })
            {
                StatusCode = StatusCodes.Status500InternalServerError,
                PreventStreamingRendering = true,
            }.ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = failed;
        }
    }
}

internal static class PageFaultsExtensions
{
    public static IApplicationBuilder UsePageFaults(this IApplicationBuilder app) => app.UseMiddleware<PageFaults>();
}
