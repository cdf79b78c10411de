using System.Globalization;
using System.Text;
using GovernanceConsole.Features.Tokens;
using GovernanceConsole.Platform.Http;
using GovernanceConsole.Platform.Live;

namespace GovernanceConsole.Features.Intents;

/// <summary>
/// Server-sent events of one intent (WHATWG HTML §9.2): the id is the version, <c>Last-Event-ID</c> resumes, the first event is the current state, a comment every 15 s keeps the line open.
/// It closes when the intent has ended, when the token ends, or as soon as the client is suspended; nothing is said to a token that no longer counts.
/// </summary>
internal static class IntentEvents
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static async Task Stream(string id, HttpContext http, ReadIntent read, ConsoleTokens tokens, ChangeFeed feed, TimeProvider clock)
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
        var quiet = false;
        while (!cancel.IsCancellationRequested)
        {
            // Listening begins before the question, so that a suspension in between is not missed.
            using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            using var clients = feed.Subscribe(Topics.Agents, _ => Wake(woken));
            var left = token.EndsAt - clock.GetUtcNow().UtcDateTime;
            if (left <= TimeSpan.Zero || !tokens.Counts(token))
                return;
            if (state.Intent.Version > sent)
            {
                await Send(http, $"id: {state.Intent.Version}\nevent: intent\ndata: {IntentView.Of(state.Intent, state.Grant).ToJsonString()}\n\n", cancel);
                sent = state.Intent.Version;
            }
            else if (quiet)
            {
                await Send(http, ": still here\n\n", cancel);
            }
            if (!state.Intent.IsOpen)
                return;
            try
            {
                if (await read.Wait(actor, id, sent, left < Heartbeat ? left : Heartbeat, woken.Token) is not { } next)
                    return;
                (state, quiet) = (next, true);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                quiet = false;
            }
        }
    }

    private static void Wake(CancellationTokenSource woken)
    {
        try
        {
            woken.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The stream went on by itself in the same moment.
        }
    }

    private static async Task Send(HttpContext http, string text, CancellationToken cancel)
    {
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
        await http.Response.Body.FlushAsync(cancel);
    }
}
