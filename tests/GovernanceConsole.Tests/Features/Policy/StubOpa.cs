using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Rego;
using GovernanceConsole.Rego.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GovernanceConsole.Tests.Features.Policy;

/// <summary>
/// Speaks the part of OPA's Data API that a decision takes, as OPA documents it: <c>result</c> absent when undefined, <c>provenance</c> when asked for, an error document with a code otherwise. Our engine
/// evaluates behind the wire; a test may put anything else in its place.
/// </summary>
internal sealed class StubOpa : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubOpa(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    /// <summary>What it serves; the revision is what it reports.</summary>
    public CompiledBundle? Bundle { get; set; }

    public string? Revision { get; set; }

    /// <summary>Answers instead of OPA.</summary>
    public Func<HttpContext, Task>? Instead { get; set; }

    /// <summary>Method, address and authorization of what was asked.</summary>
    public List<(string Asked, string? Authorization)> Seen { get; } = [];

    public static async Task<StubOpa> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var stub = new StubOpa(app);
        app.Run(stub.Answer);
        await app.StartAsync();
        return stub;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        Seen.Add(($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}", http.Request.Headers.Authorization));
        if (Instead is { } instead)
            await instead(http);
        else
            await Write(http, await Evaluate(http));
    }

    private async Task<(int Status, JsonObject Body)> Evaluate(HttpContext http)
    {
        JsonNode? asked;
        try
        {
            asked = await JsonNode.ParseAsync(http.Request.Body);
        }
        catch (System.Text.Json.JsonException)
        {
            return (400, new JsonObject { ["code"] = "invalid_parameter", ["message"] = "error(s) occurred while decoding request" });
        }
        var input = JsonReader.Read(Encoding.UTF8.GetBytes(asked!["input"]!.ToJsonString()));
        var result = Bundle!.Decision.Evaluate(new RegoInput(input, DateTimeOffset.UnixEpoch) { Budget = new EvaluationBudget { ValueSize = 100_000 } });
        if (result.Error is { } error)
        {
            var first = new JsonObject { ["code"] = error.Code, ["message"] = error.Message };
            return (500, new JsonObject { ["code"] = "internal_error", ["message"] = "error(s) occurred while evaluating query", ["errors"] = new JsonArray(first) });
        }
        var body = new JsonObject();
        if (http.Request.Query["provenance"] == "true")
            body["provenance"] = new JsonObject { ["version"] = "1.4.2", ["bundles"] = Revision is null ? [] : new JsonObject { ["console"] = new JsonObject { ["revision"] = Revision } } };
        if (result.Value is { } value)
            body["result"] = JsonNode.Parse(JsonWriter.ToUtf8(value));
        return (200, body);
    }

    private static async Task Write(HttpContext http, (int Status, JsonObject Body) answer)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer.Body.ToJsonString());
    }
}
