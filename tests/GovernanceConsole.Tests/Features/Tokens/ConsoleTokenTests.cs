using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.Tokens;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Tests.Features.Tokens;

/// <summary>What a console token opens, and everything that does not open it (T19).</summary>
public sealed class ConsoleTokenTests(TokenWorld world) : IClassFixture<TokenWorld>
{
    private static readonly Dictionary<string, Func<TokenWorld, Task<string>>> Bad = new()
    {
        ["nothing"] = _ => Task.FromResult("x"),
        ["client assertion"] = w => Task.FromResult(w.Clerk.Assertion()),
        ["signed by the client itself"] = w => Forge(w, w.Clerk.Key),
        ["typ JWT"] = w => Minted(w, type: "JWT"),
        ["audience a tool"] = w => Minted(w, c => c["aud"] = TokenWorld.Tool),
        ["audience a list"] = w => Minted(w, c => c["aud"] = new JsonArray(w.Issuer)),
        ["ended"] = w => Minted(w, c => c["exp"] = w.Clerk.Now - 1),
        ["issued in the future"] = w => Minted(w, c => c["iat"] = w.Clerk.Now + 600),
        ["another issuer"] = w => Minted(w, c => c["iss"] = w.Issuer + "/"),
        ["epoch of before"] = w => Minted(w, c => c["epoch"] = -1),
        ["no epoch"] = w => Minted(w, c => c.Remove("epoch")),
        ["client_id another"] = w => Minted(w, c => c["client_id"] = w.Bank.Id),
        ["with an actor"] = w => Minted(w, c => c["act"] = new JsonObject { ["sub"] = w.Bank.Id }),
        ["action token"] = async w =>
        {
            var (intent, _) = await w.AddIntent(w.Clerk);
            var (_, body) = await w.Clerk.Exchange(await w.Clerk.Token(), intent);
            return (string)body["access_token"]!;
        },
    };

    public static TheoryData<string> BadNames => [.. Bad.Keys];

    [Theory, MemberData(nameof(BadNames))]
    public async Task WrongToken_OpensNothing(string name)
    {
        using var response = await world.Clerk.Get("/api/v1/test/agent", await Bad[name](world));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        Assert.Contains("invalid_token", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.True(response.Headers.Contains("X-Request-ID"));
    }

    [Fact]
    public async Task MintedByTheSameHand_Opens()
    {
        // The table above proves nothing unless the unchanged token is good.
        using var response = await world.Clerk.Get("/api/v1/test/agent", await Minted(world));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task AgentToken_OpensAgentsDoorOnly()
    {
        var token = await world.Clerk.Token();

        using var own = await world.Clerk.Get("/api/v1/test/agent", token);
        using var other = await world.Clerk.Get("/api/v1/test/point", token);

        Assert.Equal(world.Clerk.Id, await own.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        Assert.Equal("urn:governance-console:problem:not_allowed", (string)JsonNode.Parse(await other.Content.ReadAsStringAsync())!["type"]!);
    }

    [Fact]
    public async Task PointTokenForIntrospectionOnly_DoesNotRedeem()
    {
        using var response = await world.Bank.Get("/api/v1/test/point", await world.Bank.Token("introspect"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("redeem")]
    [InlineData("intents admin")]
    [InlineData("openid")]
    public async Task ScopeBeyondTheKind_IsInvalidScope(string scope)
    {
        var (status, body) = await world.Clerk.Post("/oauth/token", new() { ["grant_type"] = "client_credentials", ["scope"] = scope });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("invalid_scope", (string)body["error"]!);
    }

    [Fact]
    public async Task TokenInTheAddress_IsRefusedEvenBesideAGoodHeader()
    {
        var token = await world.Clerk.Token();

        using var response = await world.Clerk.Get("/api/v1/test/agent?access_token=" + token, token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task TokenAfterItsTime_IsDead()
    {
        var token = await world.Clerk.Token();
        using var before = await world.Clerk.Get("/api/v1/test/agent", token);
        world.Clock.Ahead += TimeSpan.FromMinutes(11);

        using var after = await world.Clerk.Get("/api/v1/test/agent", token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task RevokedToken_IsDeadAtOnce()
    {
        var token = await world.Clerk.Token();
        using var before = await world.Clerk.Get("/api/v1/test/agent", token);
        var entries = await world.CountEntries(AuditTypes.TokenRevoked);

        var (status, _) = await world.Clerk.Post("/oauth/revoke", new() { ["token"] = token });

        using var after = await world.Clerk.Get("/api/v1/test/agent", token);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before.StatusCode, status, after.StatusCode));
        Assert.Equal(entries + 1, await world.CountEntries(AuditTypes.TokenRevoked));
    }

    [Fact]
    public async Task RevokingAnothersToken_AnswersTheSameAndDoesNothing()
    {
        var token = await world.Clerk.Token();

        var (status, _) = await world.Bank.Post("/oauth/revoke", new() { ["token"] = token });
        var (unknown, _) = await world.Bank.Post("/oauth/revoke", new() { ["token"] = "nonsense" });

        using var after = await world.Clerk.Get("/api/v1/test/agent", token);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK), (status, unknown, after.StatusCode));
    }

    [Fact]
    public async Task SuspendedAgent_LosesItsTokensForGood()
    {
        var agent = await world.AddAgent("short-lived");
        var token = await agent.Token();
        var person = Actor.Person(world.Operator);

        Assert.False((await world.Get<SuspendAgent>().Handle(person, agent.Id, "Sends nonsense.")).IsRefused);
        using var suspended = await agent.Get("/api/v1/test/agent", token);
        var (_, refused) = await agent.Post("/oauth/token", new() { ["grant_type"] = "client_credentials" });
        Assert.False((await world.Get<ResumeAgent>().Handle(person, agent.Id)).IsRefused);
        using var resumed = await agent.Get("/api/v1/test/agent", token);
        using var renewed = await agent.Get("/api/v1/test/agent", await agent.Token());

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK), (suspended.StatusCode, resumed.StatusCode, renewed.StatusCode));
        Assert.Equal("invalid_client", (string)refused["error"]!);
    }

    [Fact]
    public async Task IssuedToken_LeavesAnEntry()
    {
        var before = await world.CountEntries(AuditTypes.TokenIssued);

        await world.Clerk.Token();

        Assert.Equal(before + 1, await world.CountEntries(AuditTypes.TokenIssued));
    }

    [Theory]
    [InlineData("grant_type", "password", "unsupported_grant_type")]
    [InlineData("grant_type", null, "invalid_request")]
    [InlineData("resource", "https://other.example", "invalid_target")]
    public async Task RequestThatDoesNotFit_IsNamedByItsCode(string parameter, string? value, string error)
    {
        var form = new Dictionary<string, string?> { ["grant_type"] = "client_credentials", [parameter] = value };

        var (status, body) = await world.Clerk.Post("/oauth/token", form);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(error, (string)body["error"]!);
    }

    [Fact]
    public async Task ParameterTwice_IsInvalidRequest()
    {
        using var content = new StringContent("grant_type=client_credentials&grant_type=client_credentials", null, "application/x-www-form-urlencoded");
        using var response = await world.Http.PostAsync("/oauth/token", content);

        Assert.Equal("invalid_request", (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!);
    }

    private static Task<string> Minted(TokenWorld world, Action<JsonObject>? change = null, string type = "at+jwt")
    {
        var claims = new JsonObject
        {
            ["iss"] = world.Issuer, ["sub"] = world.Clerk.Id, ["client_id"] = world.Clerk.Id, ["aud"] = world.Issuer, ["iat"] = world.Clerk.Now, ["exp"] = world.Clerk.Now + 300,
            ["jti"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), ["scope"] = "intents", ["epoch"] = 0,
        };
        change?.Invoke(claims);
        var key = world.Get<TokenKeys>().Current;
        return Task.FromResult(TestClient.Jws(new JsonObject { ["alg"] = "ES256", ["typ"] = type, ["kid"] = key.Kid }, claims, key.Key.ECDsa));
    }

    private static async Task<string> Forge(TokenWorld world, ECDsa key)
    {
        var parts = (await Minted(world)).Split('.');
        var header = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[0]))!.AsObject();
        return TestClient.Jws(header, JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]))!, key);
    }
}
