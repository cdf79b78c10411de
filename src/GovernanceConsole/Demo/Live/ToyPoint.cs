using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Demo.Live;

/// <summary>
/// A tool as a tool should be: takes an action token and what it is asked to do, redeems first, executes what the console answers and never the agent's own words, then reports how it went. Doing it
/// takes a moment and changes nothing. Listens for stops and confirms each once nothing of it is at hand; while it does not know what is stopped, it does nothing.
/// </summary>
internal sealed class ToyPoint(ApiClient api, IdSource ids, ILogger log)
{
    private volatile bool _knows;

    /// <summary>Obeys and confirms stops for as long as it runs; listens again when the line is cut.</summary>
    public async Task Listen(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await foreach (var state in api.Events("/api/v1/stops/events", stop))
                {
                    _knows = true;
                    foreach (var one in state["stops"]!.AsArray().Where(s => (bool)s!["stopped"]! && s["requested_at"] is not null && s["confirmed_at"] is null))
                        await api.Send(HttpMethod.Post, $"/api/v1/stops/{(string)one!["id"]!}/confirm", null, null, stop);
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or System.Text.Json.JsonException)
            {
                log.LogDebug(fault, "A toy tool lost sight of the stops; until it sees them again it does nothing");
            }
            _knows = false;
            await Task.Delay(TimeSpan.FromSeconds(2), stop);
        }
    }

    public async Task Execute(string grantId, string actionToken, JsonNode parameters, CancellationToken stop)
    {
        for (var i = 0; !_knows && i < 50; i++)
            await Task.Delay(TimeSpan.FromMilliseconds(200), stop);
        if (!_knows)
        {
            log.LogInformation("A toy tool did nothing: it does not know what is stopped");
            return;
        }
        var redeemed = await api.Send(HttpMethod.Post, $"/api/v1/grants/{grantId}/redeem",
            new JsonObject { ["action_token"] = actionToken, ["parameters"] = parameters.DeepClone() }, ids.New("key_"), stop);
        if (!redeemed.IsDone)
        {
            log.LogInformation("A toy tool did nothing: {Answer}", redeemed);
            return;
        }
        await Task.Delay(TimeSpan.FromMilliseconds(400), stop);
        var result = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(redeemed.Json["effective"]?.ToJsonString() ?? "")));
        await api.Send(HttpMethod.Post, $"/api/v1/grants/{grantId}/outcome", new JsonObject { ["outcome"] = "succeeded", ["result_digest"] = result }, null, stop);
    }
}
