using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GovernanceConsole.Tests.World;

/// <summary>A real HTTP listener on loopback that somebody's webhook leads to; a test says what it answers. Open it before the world, whose settings allow it by name.</summary>
internal sealed class WorldEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WorldEndpoint(WebApplication app) => _app = app;

    public int Port { get; private set; }

    public string Url => $"http://localhost:{Port}/hook/secret-path";

    public ConcurrentQueue<Received> Received { get; } = new();

    /// <summary>What is answered; 200 until a test says otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public static async Task<WorldEndpoint> Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var endpoint = new WorldEndpoint(app);
        app.Run(endpoint.Take);
        await app.StartAsync();
        endpoint.Port = new Uri(app.Urls.First()).Port;
        return endpoint;
    }

    /// <summary>Settings under which the console may go there.</summary>
    public string[] Allowed => ["--Notifications:AllowedHosts:0", $"localhost:{Port}", "--Notifications:PlainHttpHosts:0", $"localhost:{Port}"];

    /// <summary>From now on every answer is of this status.</summary>
    public void Says(int status, params (string Name, string Value)[] headers) => Answer = http =>
    {
        http.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            http.Response.Headers[name] = value;
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        Received.Enqueue(new Received(http.Request.Path, http.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()), body));
        await Answer(http);
    }
}

/// <summary>A request as it arrived.</summary>
internal sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Id => Headers["webhook-id"];
}
