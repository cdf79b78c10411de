using System.Text;
using System.Threading.Channels;
using GovernanceConsole.Features.Tokens;
using GovernanceConsole.Platform.Live;

namespace GovernanceConsole.Features.KillSwitch;

/// <summary>
/// Server-sent events of all stops (WHATWG HTML §9.2), for enforcement points. Each event is the whole state and its id the version, so resuming with <c>Last-Event-ID</c> loses nothing: the first event is always the
/// state as it is. A comment every 15 s keeps the line open. It closes when the token ends or the point is suspended; silence longer than two comments means not knowing, which means stopped.
/// </summary>
internal static class StopEvents
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static async Task Stream(HttpContext http, ReadPointStops read, ConsoleTokens tokens, ChangeFeed feed, TimeProvider clock)
    {
        var token = http.CallersToken();
        var cancel = http.RequestAborted;
        // Listening begins before the first question, so that nothing in between is missed.
        var woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var stops = feed.Subscribe(Topics.Stops, _ => woken.Writer.TryWrite(true));
        using var clients = feed.Subscribe(Topics.Agents, _ => woken.Writer.TryWrite(true));
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        long? sent = null;
        var quiet = false;
        while (!cancel.IsCancellationRequested)
        {
            var left = token.EndsAt - clock.GetUtcNow().UtcDateTime;
            if (left <= TimeSpan.Zero || !tokens.Counts(token))
                return;
            var state = await read.Handle(token.Client, cancel);
            if (sent != state.Version)
                await Send(http, $"id: {state.Version}\nevent: stops\ndata: {state.Json.ToJsonString()}\n\n", cancel);
            else if (quiet)
                await Send(http, ": still here\n\n", cancel);
            sent = state.Version;
            quiet = !await Woken(woken.Reader, left < Heartbeat ? left : Heartbeat, clock, cancel);
        }
    }

    /// <summary>True for a signal, false when it stayed quiet so long.</summary>
    private static async Task<bool> Woken(ChannelReader<bool> woken, TimeSpan atMost, TimeProvider clock, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            return await woken.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task Send(HttpContext http, string text, CancellationToken cancel)
    {
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
        await http.Response.Body.FlushAsync(cancel);
    }
}
