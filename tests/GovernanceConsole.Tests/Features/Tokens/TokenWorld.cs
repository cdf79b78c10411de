using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Tokens;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Http;
using GovernanceConsole.Platform.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovernanceConsole.Tests.Features.Tokens;

/// <summary>The assembled console on a free loopback port, with a clock that can be set ahead, and the few rows the token service needs: agents, a point, granted intents.</summary>
public sealed class TokenWorld : IAsyncLifetime
{
    public const string Tool = "https://bank.example/api";
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "gc-tokens-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)));
    private WebApplication? _app;

    public string Issuer { get; private set; } = "";

    public HttpClient Http { get; private set; } = null!;

    internal AheadClock Clock { get; } = new();

    internal TestClient Clerk { get; private set; } = null!;

    internal TestClient Bank { get; private set; } = null!;

    /// <summary>The id of a person who is operator.</summary>
    public string Operator { get; private set; } = "";

    internal T Get<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Issuer = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{((IPEndPoint)probe.LocalEndpoint).Port}");
        }

        _app = ConsoleHost.Build(["--urls", Issuer, "--Console:DataFolder", _folder, "--Tokens:RequestsPerSecond", "50", "--Tokens:Burst", "300"],
            builder => builder.Services.AddSingleton<TimeProvider>(Clock));
        _app.MapGet("/api/v1/test/agent", (HttpContext http) => http.CallersToken().Client.Id).ForAgents();
        _app.MapGet("/api/v1/test/point", (HttpContext http) => http.CallersToken().Client.Id).ForPoints();
        _app.MapGet("/api/v1/test/bug", string () => throw new InvalidOperationException("the secret inside")).AllowAnonymous();
        _app.MapPost("/api/v1/test/refusal/{code}", (string code) => new Refusal(code, "A sentence.").Problem(new JsonObject { ["more"] = 1 })).AllowAnonymous();
        await ConsoleHost.Open(_app);
        await _app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(Issuer) };
        await SeedPeople();
        Bank = await AddPoint("bank", Tool);
        Clerk = await AddAgent("ap-clerk");
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    internal async Task<TestClient> AddAgent(string name)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var jwk = PublicJwk.Of(key);
        var id = Get<IdSource>().New(Ids.Agent);
        await Seed(act =>
        {
            act.Db.Agents.Add(new Agent
            {
                Id = id, Name = name, OwnerId = Operator, Purpose = "Tests", Environment = "dev", RiskTier = Risk.Routine, IntentTypes = ["payment.wire"], Tools = [Tool],
                PublicJwk = jwk.Json, KeyThumbprint = jwk.Thumbprint, RegisteredAt = act.Now, RegisteredById = Operator, Version = 1,
            });
            act.Db.ClientKeys.Add(new ClientKey { Thumbprint = jwk.Thumbprint, ClientId = id });
            act.Signal(Topics.Agents);
        });
        return new TestClient(id, key, this);
    }

    internal async Task<TestClient> AddPoint(string name, string audience)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var jwk = PublicJwk.Of(key);
        var id = Get<IdSource>().New(Ids.Point);
        await Seed(act =>
        {
            act.Db.Points.Add(new EnforcementPoint
            {
                Id = id, Name = name, PublicJwk = jwk.Json, KeyThumbprint = jwk.Thumbprint, RegisteredAt = act.Now, RegisteredById = Operator, Version = 1,
            });
            act.Db.ClientKeys.Add(new ClientKey { Thumbprint = jwk.Thumbprint, ClientId = id });
            act.Db.PointAudiences.Add(new PointAudience { Audience = audience, PointId = id });
            act.Signal(Topics.Agents);
        });
        return new TestClient(id, key, this);
    }

    /// <summary>An intent of the agent in that state, with a grant where the state has one.</summary>
    internal async Task<(string IntentId, string GrantId)> AddIntent(TestClient agent, IntentStatus status = IntentStatus.Granted, int grantSeconds = 180)
    {
        var (intentId, grantId) = (Get<IdSource>().New(Ids.Intent), Get<IdSource>().New(Ids.Grant));
        await Seed(act =>
        {
            act.Db.Intents.Add(new Intent
            {
                Id = intentId, Sequence = act.LogPosition, AgentId = agent.Id, OwnerId = Operator, IdempotencyKey = intentId, Type = "payment.wire", Tool = Tool, Canonical = [1],
                Digest = "sha256:" + new string('a', 64), DeclaredAt = act.Now, ExpiresAt = act.Now.AddSeconds(grantSeconds), Status = status, Version = 1, OutcomeCode = "granted",
                Risk = Risk.Routine, Consequence = "Pays 1.00 EUR.", Chain = "{}",
            });
            if (status is IntentStatus.Granted or IntentStatus.Redeemed or IntentStatus.Revoked)
                act.Db.Grants.Add(new Grant
                {
                    Id = grantId, IntentId = intentId, AgentId = agent.Id, Audience = Tool, MintedAt = act.Now, ExpiresAt = act.Now.AddSeconds(grantSeconds),
                    Permissions = """["payments:execute"]""", Constraints = "[]", Acr = "agent-only",
                    RedeemedAt = status == IntentStatus.Redeemed ? act.Now : null, RevokedAt = status == IntentStatus.Revoked ? act.Now : null,
                });
        });
        return (intentId, grantId);
    }

    internal async Task Seed(Action<Act> write)
    {
        var done = await Get<Work>().Do<bool>(Actor.Console, act =>
        {
            write(act);
            act.Audit(AuditTypes.DemoInstalled, "tests");
            return Task.FromResult<Outcome<bool>>(true);
        });
        Assert.False(done.IsRefused);
    }

    internal async Task<int> CountEntries(string type)
    {
        await using var db = Get<Database>().Read();
        return await db.LogEntries.CountAsync(e => e.Type == type);
    }

    private async Task SeedPeople()
    {
        Operator = Get<IdSource>().New(Ids.Person);
        await Seed(act =>
        {
            act.Db.People.Add(new Person { Id = Operator, Name = "Ana Ruiz", CreatedAt = act.Now, InvitedById = "console", EnrolledAt = act.Now });
            act.Db.RoleHoldings.Add(new RoleHolding { PersonId = Operator, Role = Role.Operator, FromAt = act.Now.AddDays(-1), GrantedById = "console" });
        });
    }

    internal sealed class AheadClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}

/// <summary>An agent or point with its key: makes assertions, good ones and bad ones.</summary>
internal sealed class TestClient(string id, ECDsa key, TokenWorld world)
{
    public string Id => id;

    public ECDsa Key => key;

    public GovernanceConsole.Domain.People.Actor Actor() => GovernanceConsole.Domain.People.Actor.Agent(id);

    public long Now => world.Clock.GetUtcNow().ToUnixTimeSeconds();

    public JsonObject Claims() => new()
    {
        ["iss"] = id, ["sub"] = id, ["aud"] = world.Issuer, ["exp"] = Now + 60, ["iat"] = Now, ["jti"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)),
    };

    public string Assertion(Action<JsonObject, JsonObject>? change = null)
    {
        var (header, claims) = (new JsonObject { ["alg"] = "ES256" }, Claims());
        change?.Invoke(header, claims);
        return Jws(header, claims, key);
    }

    public async Task<string> Token(string? scope = null)
    {
        var (status, body) = await Post("/oauth/token", new() { ["grant_type"] = "client_credentials", ["scope"] = scope });
        Assert.Equal(HttpStatusCode.OK, status);
        return (string)body["access_token"]!;
    }

    public Task<(HttpStatusCode Status, JsonObject Body)> Exchange(string consoleToken, string intentId, Action<Dictionary<string, string?>>? change = null)
    {
        var form = new Dictionary<string, string?>
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
            ["subject_token"] = consoleToken,
            ["subject_token_type"] = "urn:ietf:params:oauth:token-type:access_token",
            ["authorization_details"] = $$"""[{"type":"urn:governance-console:intent","intent_id":"{{intentId}}"}]""",
        };
        change?.Invoke(form);
        return Post("/oauth/token", form);
    }

    /// <summary>Posts a form with a fresh assertion, unless the form brings its own.</summary>
    public async Task<(HttpStatusCode Status, JsonObject Body)> Post(string path, Dictionary<string, string?> form)
    {
        form.TryAdd("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.TryAdd("client_assertion", Assertion());
        using var content = new FormUrlEncodedContent(form.Where(f => f.Value is not null));
        using var response = await world.Http.PostAsync(path, content);
        Assert.Contains("no-store", response.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject());
    }

    public async Task<HttpResponseMessage> Get(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await world.Http.SendAsync(request);
    }

    public static string Jws(JsonObject header, JsonNode payload, ECDsa key)
    {
        var signed = Part(header.ToJsonString()) + "." + Part(payload.ToJsonString());
        return signed + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256));
    }

    public static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
