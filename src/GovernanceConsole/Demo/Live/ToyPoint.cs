using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Demo.Live;

/// <summary>
/// A tool as a tool should be: takes an action token and what it is asked to do, redeems first, executes what the console answers and never the agent's own words, then reports how it went. Doing it
/// takes a moment and changes nothing.
/// </summary>
internal sealed class ToyPoint(ApiClient api, IdSource ids, ILogger log)
{
    public async Task Execute(string grantId, string actionToken, JsonNode parameters, CancellationToken stop)
    {
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
