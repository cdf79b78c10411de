using System.Collections.Concurrent;
using System.Threading.Channels;
using GovernanceConsole.Features.Tokens;
using GovernanceConsole.Platform.Live;
using Microsoft.AspNetCore.SignalR;

namespace GovernanceConsole.Features.KillSwitch;

/// <summary>
/// Keeps the hub's connections told: each gets the state when it connects and whenever it changes, and is cut as soon as its token no longer counts. A connection that cannot be told is cut, so that its point learns that
/// it does not know.
/// </summary>
internal sealed class StopListeners(IHubContext<StopsHub> hub, ReadPointStops read, ConsoleTokens tokens, ChangeFeed feed, TimeProvider clock, ILogger<StopListeners> log) : BackgroundService
{
    private static readonly TimeSpan Rounds = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, Listener> _listeners = new(StringComparer.Ordinal);

    public async Task Add(HubCallerContext connection, ConsoleToken token)
    {
        var listener = new Listener(connection, token);
        _listeners[connection.ConnectionId] = listener;
        await Tell(listener);
    }

    public void Remove(string connectionId) => _listeners.TryRemove(connectionId, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var stops = feed.Subscribe(Topics.Stops, _ => woken.Writer.TryWrite(true));
        using var clients = feed.Subscribe(Topics.Agents, _ => woken.Writer.TryWrite(true));
        using var rounds = new PeriodicTimer(Rounds, clock);
        var tick = rounds.WaitForNextTickAsync(stoppingToken).AsTask();
        var signal = woken.Reader.ReadAsync(stoppingToken).AsTask();
        try
        {
            while (true)
            {
                var happened = await Task.WhenAny(tick, signal);
                await happened;
                if (happened == tick)
                    tick = rounds.WaitForNextTickAsync(stoppingToken).AsTask();
                else
                    signal = woken.Reader.ReadAsync(stoppingToken).AsTask();
                await Task.WhenAll(_listeners.Values.Select(Tell));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The console is closing, and the connections with it.
        }
    }

    private async Task Tell(Listener listener)
    {
        await listener.Turn.WaitAsync();
        try
        {
            if (!tokens.Counts(listener.Token))
            {
                listener.Connection.Abort();
                return;
            }
            var state = await read.Handle(listener.Token.Client, listener.Connection.ConnectionAborted);
            if (listener.Sent == state.Version)
                return;
            await hub.Clients.Client(listener.Connection.ConnectionId).SendAsync("stops", state.Json, listener.Connection.ConnectionAborted);
            listener.Sent = state.Version;
        }
        catch (OperationCanceledException)
        {
            // It went away by itself.
        }
        catch (Exception fault)
        {
            log.LogError(fault, "An enforcement point could not be told of the stops; its connection is cut");
            listener.Connection.Abort();
        }
        finally
        {
            listener.Turn.Release();
        }
    }

    /// <param name="Connection">Where to.</param>
    /// <param name="Token">Who listens, and until when.</param>
    private sealed record Listener(HubCallerContext Connection, ConsoleToken Token)
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public long? Sent { get; set; }
    }
}
