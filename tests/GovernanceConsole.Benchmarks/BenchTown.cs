using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Platform;
using GovernanceConsole.Tests.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GovernanceConsole.Benchmarks;

/// <summary>The console on a real socket and a real disk, with people, a point and agents, as clients see it.</summary>
internal sealed class BenchTown : IAsyncDisposable
{
    private const string Origin = "http://localhost";

    private BenchTown(WebApplication app, string folder)
    {
        App = app;
        Folder = folder;
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public WebApplication App { get; }

    public string Folder { get; }

    public HttpClient Http { get; }

    public Actor Signer { get; private set; } = Actor.Nobody;

    public Actor Operator { get; private set; } = Actor.Nobody;

    public SoftAuthenticator OperatorKey { get; } = new(Origin);

    /// <summary>Never counts, as synced passkeys do, so that many signatures may be on their way at once.</summary>
    public SoftAuthenticator Key { get; } = new(Origin) { NeverCounts = true };

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    public static async Task<BenchTown> Open()
    {
        var folder = Path.Combine(Path.GetTempPath(), "gc-bench-" + Path.GetRandomFileName());
        var app = ConsoleHost.Build(["--urls", "http://127.0.0.1:0", "--Console:DataFolder", folder, "--Console:Issuer", Origin, "--Tokens:RequestsPerSecond", "0", "--Oversight:EscalationsPerHour", "0"],
            builder => builder.Logging.SetMinimumLevel(LogLevel.Error));
        await ConsoleHost.Open(app);
        await app.StartAsync();
        var town = new BenchTown(app, folder);
        await town.Get<Work>().Ready;
        await town.Settle();
        return town;
    }

    /// <summary>An agent with a key that nobody keeps.</summary>
    public async Task<string> RegisterAgent(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var at = key.ExportParameters(false).Q;
        var jwk = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64UrlEncoder.Encode(at.X), ["y"] = Base64UrlEncoder.Encode(at.Y) }.ToJsonString();
        return (await Get<RegisterAgent>().Handle(Operator, new AgentSheet(name, Operator.Id, "benchmark", "prod", Risk.Routine, ["user.deprovision"], ["https://directory.example/api"]), jwk)).Value;
    }

    /// <summary>A console token for a new agent that may deprovision people.</summary>
    public async Task<string> Agent(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var at = key.ExportParameters(false).Q;
        var jwk = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64UrlEncoder.Encode(at.X), ["y"] = Base64UrlEncoder.Encode(at.Y) }.ToJsonString();
        var id = (await Get<RegisterAgent>().Handle(Operator, new AgentSheet(name, Operator.Id, "benchmark", "prod", Risk.Routine, ["user.deprovision"], ["https://directory.example/api"]), jwk)).Value;
        var now = DateTimeOffset.UnixEpoch.AddSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        var assertion = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new JsonObject
        {
            ["iss"] = id, ["sub"] = id, ["aud"] = Origin, ["iat"] = now.ToUnixTimeSeconds(), ["exp"] = now.AddMinutes(2).ToUnixTimeSeconds(), ["jti"] = Get<IdSource>().New("jti_"),
        }.ToJsonString(), new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = assertion,
        });
        using var response = await Http.PostAsync(new Uri("/oauth/token", UriKind.Relative), form);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return (string?)answer["access_token"] ?? throw new InvalidOperationException(answer.ToJsonString());
    }

    /// <summary>Declares one intent that people will be asked about; answers its id.</summary>
    public async Task<string> Declare(string token, long number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/intents") { Content = new StringContent(Bodies.Deprovision(number), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", $"bench-{number}");
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if ((int)response.StatusCode != 201)
            throw new InvalidOperationException($"{(int)response.StatusCode}: {text}");
        return (string)JsonNode.Parse(text)!["id"]!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task Settle()
    {
        Operator = await Person("Olga Operator", Role.Operator, null, OperatorKey);
        Signer = await Person("Sam Security", Role.Approver, "security", Key);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var at = key.ExportParameters(false).Q;
        var jwk = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64UrlEncoder.Encode(at.X), ["y"] = Base64UrlEncoder.Encode(at.Y) }.ToJsonString();
        var point = await Get<RegisterPoint>().Handle(Operator, new PointSheet("directory", ["https://directory.example/api"]), jwk);
        if (point.IsRefused)
            throw new InvalidOperationException(point.Refusal.Message);
    }

    private async Task<Actor> Person(string name, Role role, string? group, SoftAuthenticator authenticator) => (await Get<Work>().Do<Actor>(Actor.Console, act =>
    {
        var id = act.Ids.New(Ids.Person);
        var challenge = act.Ids.Bytes(32);
        var created = RegistrationResponse.Read(Encoding.UTF8.GetBytes(authenticator.Create(
            PasskeyOptions.ForEnrolment("localhost", "Bench", challenge, Encoding.UTF8.GetBytes(id), name, name, [], TimeSpan.FromMinutes(5))))).Value;
        var made = RegistrationVerification.Verify(new RegistrationExpectation("localhost", [Origin], challenge, _ => false), created).Value;
        act.Db.People.Add(new Person { Id = id, Name = name, CreatedAt = act.Now, InvitedById = "console", EnrolledAt = act.Now, Version = 1 });
        act.Db.Passkeys.Add(new Passkey
        {
            CredentialId = Base64UrlText.Encode(made.Id), PersonId = id, CoseKey = made.PublicKey, SignCount = made.SignCount, Aaguid = made.Aaguid.ToString("D"),
            BackupEligible = made.BackupEligible, BackedUp = made.BackedUp, Practice = false, Label = "bench", EnrolledAt = act.Now, VouchedById = "console",
        });
        act.Db.RoleHoldings.Add(new RoleHolding { PersonId = id, Role = role, FromAt = act.Now, GrantedById = "console" });
        if (group is not null)
            act.Db.GroupMemberships.Add(new GroupMembership { PersonId = id, Group = group, FromAt = act.Now, AddedById = "console" });
        act.Audit(AuditTypes.PersonEnrolled, id);
        return Task.FromResult<Outcome<Actor>>(Actor.Person(id));
    })).Value;
}
