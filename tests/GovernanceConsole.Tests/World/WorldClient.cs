using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Tests.World;

/// <summary>An answer of the API: status and JSON.</summary>
internal sealed record Answered(int Status, JsonObject Json)
{
    public string? this[string name] => Json[name]?.ToString();

    /// <summary>Headers of the answer, those of its body included.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The places a problem document names.</summary>
    public IEnumerable<string> Pointers => Json["errors"]?.AsArray().Select(error => (string)error!["pointer"]!) ?? [];

    /// <summary>The code of a problem document.</summary>
    public string? Problem => ((string?)Json["type"])?.Split(':')[^1];
}

/// <summary>What agents and points have in common: a key, and console tokens for it.</summary>
internal abstract class WorldClient(World world, string id, WorldKey key)
{
    private string? _token;
    private DateTimeOffset _tokenEnds;

    public string Id => id;

    public WorldKey Key => key;

    protected World World => world;

    public JsonObject Assertion() => new()
    {
        ["iss"] = id,
        ["sub"] = id,
        ["aud"] = World.Issuer,
        ["exp"] = world.Clock.GetUtcNow().AddMinutes(2).ToUnixTimeSeconds(),
        ["iat"] = world.Clock.GetUtcNow().ToUnixTimeSeconds(),
        ["jti"] = world.Get<IdSource>().New("jti_"),
    };

    /// <summary>Posts to the token endpoint as this client.</summary>
    public async Task<Answered> Token(params (string Name, string Value)[] form)
    {
        var fields = new Dictionary<string, string>
        {
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = key.Sign(Assertion()),
        };
        foreach (var (name, value) in form)
            fields[name] = value;
        using var content = new FormUrlEncodedContent(fields);
        using var response = await world.Http.PostAsync(new Uri("/oauth/token", UriKind.Relative), content);
        return await Read(response);
    }

    /// <summary>A living console token; a new one when the last has ended.</summary>
    public async Task<string> ConsoleToken(int lastingSeconds = 30)
    {
        if (_token is null || _tokenEnds <= world.Clock.GetUtcNow().AddSeconds(lastingSeconds))
        {
            var answer = await Token(("grant_type", "client_credentials"));
            Assert.True(answer.Status == 200, answer.Json.ToJsonString());
            _token = answer["access_token"]!;
            _tokenEnds = world.Clock.GetUtcNow().AddSeconds((long)answer.Json["expires_in"]!);
        }
        return _token;
    }

    public async Task<Answered> Send(HttpMethod method, string path, string? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await ConsoleToken());
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await world.Http.SendAsync(request);
        return await Read(response);
    }

    protected static async Task<Answered> Read(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return new Answered((int)response.StatusCode, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject())
        {
            Headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase),
        };
    }
}

/// <summary>An agent that speaks the public API.</summary>
internal sealed class WorldAgent(World world, string id, string name, WorldKey key) : WorldClient(world, id, key)
{
    public string Name => name;

    public Task<Answered> Declares(JsonObject intent, string? key = null) => Send(HttpMethod.Post, "/api/v1/intents", intent.ToJsonString(), key ?? World.Get<IdSource>().New("key_"));

    public Task<Answered> Looks(string intentId) => Send(HttpMethod.Get, $"/api/v1/intents/{intentId}");

    public Task<Answered> Withdraws(string intentId) => Send(HttpMethod.Post, $"/api/v1/intents/{intentId}/withdraw");

    /// <summary>Exchanges its console token for the action token of a granted intent.</summary>
    public async Task<Answered> Claims(string intentId) => await Token(
        ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
        ("subject_token", await ConsoleToken()),
        ("subject_token_type", "urn:ietf:params:oauth:token-type:access_token"),
        ("authorization_details", new JsonArray(new JsonObject { ["type"] = "urn:governance-console:intent", ["intent_id"] = intentId }).ToJsonString()));
}

/// <summary>An enforcement point: the tool's side.</summary>
internal sealed class WorldPoint(World world, string id, WorldKey key) : WorldClient(world, id, key)
{
    public Task<Answered> Redeems(string grantId, string actionToken, JsonNode parameters, string? key = null) => Send(HttpMethod.Post, $"/api/v1/grants/{grantId}/redeem",
        new JsonObject { ["action_token"] = actionToken, ["parameters"] = parameters.DeepClone() }.ToJsonString(), key ?? World.Get<IdSource>().New("key_"));

    public Task<Answered> Reports(string grantId, string outcome) => Send(HttpMethod.Post, $"/api/v1/grants/{grantId}/outcome", new JsonObject { ["outcome"] = outcome }.ToJsonString());
}
