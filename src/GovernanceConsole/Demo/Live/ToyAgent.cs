using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Demo.Live;

/// <summary>
/// An agent that asks before it acts: declares, waits for the answer by long polling, exchanges its token when granted and hands it to the tool. What ends otherwise, it lets go. Waits for a bounded
/// number of intents at once.
/// </summary>
internal sealed class ToyAgent(ApiClient api, Func<string, ToyPoint> toolOf, IdSource ids, ILogger log)
{
    private const int MostWaiting = 40;

    private readonly ConcurrentDictionary<string, byte> _waiting = new();

    public string Id => api.Id;

    /// <summary>Declares, and follows it up in the background.</summary>
    public async Task Declare(JsonObject body, CancellationToken stop)
    {
        var answer = await api.Send(HttpMethod.Post, "/api/v1/intents", body, ids.New("key_"), stop);
        if (!answer.IsDone)
        {
            log.LogInformation("The console refused what a toy agent declared: {Answer}", answer);
            return;
        }
        Follow((string)answer.Json["id"]!, (string)body["tool"]!, body["parameters"]!, answer.Json, stop);
    }

    /// <summary>Follows up an intent it declared before the console was stopped.</summary>
    public void Resume(string intentId, string tool, JsonNode parameters, CancellationToken stop) => Follow(intentId, tool, parameters, null, stop);

    private void Follow(string intentId, string tool, JsonNode parameters, JsonObject? known, CancellationToken stop)
    {
        if (_waiting.Count >= MostWaiting || !_waiting.TryAdd(intentId, 0))
            return;
        _ = Run();

        async Task Run()
        {
            try
            {
                await FollowUp(intentId, tool, parameters, known, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The console is closing; it is resumed at the next start.
            }
            catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or System.Text.Json.JsonException)
            {
                log.LogDebug(fault, "A toy agent lost sight of {Intent}", intentId);
            }
            finally
            {
                _waiting.TryRemove(intentId, out _);
            }
        }
    }

    private async Task FollowUp(string intentId, string tool, JsonNode parameters, JsonObject? known, CancellationToken stop)
    {
        var state = known;
        while (state is null || (string?)state["status"] == "pending")
        {
            try
            {
                var answer = await api.Send(HttpMethod.Get, $"/api/v1/intents/{intentId}?wait=50&after={(long?)state?["version"] ?? 0}", null, null, stop);
                if (answer.Status == 404)
                    return;
                if (answer.IsDone)
                {
                    state = answer.Json;
                    continue;
                }
            }
            catch (HttpRequestException)
            {
                // No token while a stop covers the agent; what is held goes on afterwards.
            }
            await Task.Delay(TimeSpan.FromSeconds(5), stop);
        }
        if ((string?)state["status"] != "granted")
            return;
        // Long enough that a person who has just signed sees the grant before it is spent.
        await Task.Delay(TimeSpan.FromMilliseconds(1800), stop);
        var exchanged = await api.Exchange(intentId, stop);
        if ((string?)exchanged.Json["access_token"] is { } token && (string?)state["grant"]?["id"] is { } grantId)
            await toolOf(tool).Execute(grantId, token, Narrowed(parameters, state["grant"]!["constraints"]!.AsArray()), stop);
        else
            log.LogInformation("A toy agent got no action token: {Answer}", exchanged);
    }

    /// <summary>As much of it as people signed for: an agent reads the constraints of its grant before it uses it.</summary>
    private static JsonNode Narrowed(JsonNode parameters, JsonArray constraints)
    {
        var body = new JsonObject { ["parameters"] = parameters.DeepClone() };
        foreach (var constraint in constraints)
        {
            string[] names = [.. ((string)constraint!["pointer"]!).Split('/').Skip(1)];
            JsonNode holder = body;
            foreach (var name in names.SkipLast(1))
                holder = holder[name]!;
            holder[names[^1]] = (string?)constraint["op"] == "subset"
                ? new JsonArray([.. holder[names[^1]]!.AsArray().Where(row => constraint["value"]!.AsArray().Any(kept => JsonNode.DeepEquals(row, kept))).Select(row => row!.DeepClone())])
                : constraint["value"]!.DeepClone();
        }
        return body["parameters"]!.DeepClone();
    }
}
