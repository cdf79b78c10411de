using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Platform;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GovernanceConsole.Demo.Live;

/// <summary>An answer of the console: status and JSON.</summary>
internal sealed record ApiAnswer(int Status, JsonObject Json)
{
    public bool IsDone => Status is >= 200 and < 300;

    public override string ToString() => $"{Status} {(string?)Json["title"] ?? (string?)Json["error_description"]} {(string?)Json["detail"]}".Trim();
}

/// <summary>
/// A client of the public API as anybody would write one: <c>private_key_jwt</c> for a console token (RFC 7523), token exchange for an action token (RFC 8693), JSON over HTTP. Knows nothing of the console's
/// inside.
/// </summary>
internal sealed class ApiClient(HttpClient http, string issuer, string clientId, ECDsa key, IdSource ids, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _renewing = new(1, 1);
    private string? _token;
    private DateTimeOffset _tokenEnds;

    public string Id => clientId;

    /// <summary>Sends with a living console token, asked anew when the last one is about to end.</summary>
    public async Task<ApiAnswer> Send(HttpMethod method, string path, JsonNode? body, string? idempotencyKey, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await ConsoleToken(stop));
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, stop);
        if ((int)response.StatusCode == 401)
            _token = null;
        return await Read(response, stop);
    }

    /// <summary>Reads a stream of server-sent events until it ends; each one's data as JSON. Throws where there is none.</summary>
    public async IAsyncEnumerable<JsonObject> Events(string path, [EnumeratorCancellation] CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await ConsoleToken(stop));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        response.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(stop));
        while (await lines.ReadLineAsync(stop) is { } line)
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                yield return JsonNode.Parse(line["data: ".Length..])!.AsObject();
    }

    /// <summary>Exchanges the console token for the action token of a granted intent.</summary>
    public async Task<ApiAnswer> Exchange(string intentId, CancellationToken stop) => await Token(
    [
        new("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
        new("subject_token", await ConsoleToken(stop)),
        new("subject_token_type", "urn:ietf:params:oauth:token-type:access_token"),
        new("authorization_details", new JsonArray(new JsonObject { ["type"] = "urn:governance-console:intent", ["intent_id"] = intentId }).ToJsonString()),
    ], stop);

    public void Dispose()
    {
        _renewing.Dispose();
        key.Dispose();
    }

    private async Task<string> ConsoleToken(CancellationToken stop)
    {
        await _renewing.WaitAsync(stop);
        try
        {
            if (_token is null || _tokenEnds <= clock.GetUtcNow().AddSeconds(90))
            {
                var answer = await Token([new("grant_type", "client_credentials")], stop);
                _token = (string?)answer.Json["access_token"] ?? throw new HttpRequestException($"No console token for {clientId}: {answer}");
                _tokenEnds = clock.GetUtcNow().AddSeconds((long?)answer.Json["expires_in"] ?? 60);
            }
            return _token;
        }
        finally
        {
            _renewing.Release();
        }
    }

    private async Task<ApiAnswer> Token(IReadOnlyList<KeyValuePair<string, string>> form, CancellationToken stop)
    {
        using var content = new FormUrlEncodedContent([.. form, new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), new("client_assertion", Assertion())]);
        using var response = await http.PostAsync(new Uri("/oauth/token", UriKind.Relative), content, stop);
        return await Read(response, stop);
    }

    private string Assertion()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = clientId, ["sub"] = clientId, ["aud"] = issuer, ["iat"] = now, ["exp"] = now + 60, ["jti"] = ids.New("jti_") };
        var credentials = new SigningCredentials(new ECDsaSecurityKey(key) { CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } }, SecurityAlgorithms.EcdsaSha256);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(claims.ToJsonString(), credentials);
    }

    private static async Task<ApiAnswer> Read(HttpResponseMessage response, CancellationToken stop)
    {
        var text = await response.Content.ReadAsStringAsync(stop);
        return new ApiAnswer((int)response.StatusCode, text.Length > 0 && JsonNode.Parse(text) is JsonObject json ? json : []);
    }
}
