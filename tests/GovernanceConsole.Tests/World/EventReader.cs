using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace GovernanceConsole.Tests.World;

/// <summary>One block of a stream: an event, or a comment that keeps the line open.</summary>
internal sealed record StreamBlock(int Version, JsonObject? Data)
{
    public bool IsHeartbeat => Data is null;

    public string? Status => (string?)Data?["status"];
}

/// <summary>Reads an event stream as an agent or a point would (WHATWG HTML §9.2.6). Real time only guards against a stream that hangs.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private EventReader(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _lines = new StreamReader(body);
    }

    public static Task<EventReader> Open(World world, WorldAgent agent, string intentId, string? lastEventId = null) => OpenAt(world, agent, $"/api/v1/intents/{intentId}/events", lastEventId);

    public static async Task<EventReader> OpenAt(World world, WorldClient client, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await client.ConsoleToken());
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await world.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventReader(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next block; null when the stream has ended.</summary>
    public async Task<StreamBlock?> Next()
    {
        var version = 0;
        JsonObject? data = null;
        var any = false;
        while (await _lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line)
        {
            if (line.Length == 0 && any)
                return new StreamBlock(version, data);
            any = true;
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                version = int.Parse(line.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture);
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                data = JsonNode.Parse(line[6..])!.AsObject();
        }
        return null;
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
