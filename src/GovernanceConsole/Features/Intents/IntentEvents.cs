using System.Globalization;
using System.Text;
using GovernanceConsole.Features.Tokens;
using GovernanceConsole.Platform.Http;

namespace GovernanceConsole.Features.Intents;

/// <summary>
/// Server-sent events of one intent (WHATWG HTML §9.2): the id is the version, <c>Last-Event-ID</c> resumes, the first event is the current state, a comment every 15 s keeps the line open.
/// It closes when the intent has ended, when the token ends, or when the client is suspended.
/// </summary>
internal static class IntentEvents
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static async Task Stream(string id, HttpContext http, ReadIntent read, ConsoleTokens tokens, TimeProvider clock)
    {
        var token = http.CallersToken();
        var actor = token.Client;
        var cancel = http.RequestAborted;
        if (await read.Handle(actor, id, cancel) is not { } state)
        {
            await Problems.Write(http, IntentsRefusals.NotFound);
            return;
        }
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        var sent = int.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : 0;
        if (sent >= state.Intent.Version)
            sent = state.Intent.Version - 1;
        while (!cancel.IsCancellationRequested)
        {
            if (state.Intent.Version > sent)
            {
                await Send(http, $"id: {state.Intent.Version}\nevent: intent\ndata: {IntentView.Of(state.Intent, state.Grant).ToJsonString()}\n\n", cancel);
                sent = state.Intent.Version;
            }
            var left = token.EndsAt - clock.GetUtcNow().UtcDateTime;
            if (!state.Intent.IsOpen || left <= TimeSpan.Zero || !tokens.Counts(token))
                return;
            if (await read.Wait(actor, id, sent, left < Heartbeat ? left : Heartbeat, cancel) is not { } next)
                return;
            state = next;
            if (state.Intent.Version == sent)
                await Send(http, ": still here\n\n", cancel);
        }
    }

    private static async Task Send(HttpContext http, string text, CancellationToken cancel)
    {
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
        await http.Response.Body.FlushAsync(cancel);
    }
}
