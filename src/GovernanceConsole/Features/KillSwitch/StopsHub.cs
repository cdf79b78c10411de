using System.Text.Json.Nodes;
using GovernanceConsole.Features.Tokens;
using Microsoft.AspNetCore.SignalR;

namespace GovernanceConsole.Features.KillSwitch;

/// <summary>
/// The same as the event stream, for whoever speaks SignalR: <c>stops</c> is sent on connection and at every change, with the whole state; <c>Confirm</c> confirms. The console token travels in the header of every
/// request, never in the address, and the connection ends with it.
/// </summary>
internal sealed class StopsHub(StopListeners listeners, ConsoleTokens tokens, ConfirmStop confirm) : Hub
{
    public const string Path = "/hubs/stops";

    public override async Task OnConnectedAsync()
    {
        if (await Token() is not { } token)
        {
            Context.Abort();
            return;
        }
        await listeners.Add(Context, token);
        await base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        listeners.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>Confirms a stop; answers as <c>POST /api/v1/stops/{id}/confirm</c> does, refusals as errors with their sentence.</summary>
    public async Task<JsonObject> Confirm(string? stopId)
    {
        if (await Token() is not { } token)
            throw new HubException("The console token has ended. Nothing was changed; connect again with a new one.");
        var confirmed = await confirm.Handle(token.Client, stopId, Context.ConnectionAborted);
        return confirmed.IsRefused ? throw new HubException(confirmed.Refusal.Message) : StopsEndpoints.Confirmed(confirmed.Value);
    }

    /// <summary>Read from the header again: a polling connection keeps no more of its request than that.</summary>
    private async Task<ConsoleToken?> Token() =>
        Context.GetHttpContext()?.Request.Headers.Authorization is [{ } header] && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? await tokens.Verify(header["Bearer ".Length..]) : null;
}
