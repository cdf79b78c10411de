using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Features.Tokens;

/// <summary>Grants exchanged for action tokens, and who may not (T20).</summary>
public sealed class TokenExchangeTests(TokenWorld world) : IClassFixture<TokenWorld>
{
    private const string Jwt = "urn:ietf:params:oauth:token-type:jwt";

    private static readonly Dictionary<string, (string Error, Func<TokenWorld, Dictionary<string, string?>, Task> Change)> Bad = new()
    {
        ["subject token missing"] = ("invalid_request", (_, f) => Set(f, "subject_token", null)),
        ["subject token type missing"] = ("invalid_request", (_, f) => Set(f, "subject_token_type", null)),
        ["subject token of another type"] = ("invalid_request", (_, f) => Set(f, "subject_token_type", "urn:ietf:params:oauth:token-type:saml2")),
        ["subject token of another client"] = ("invalid_request", async (w, f) => f["subject_token"] = await w.Bank.Token()),
        ["subject token of another agent"] = ("invalid_request", async (w, f) => f["subject_token"] = await (await w.AddAgent("other-" + Guid())).Token()),
        ["subject token an assertion"] = ("invalid_request", (w, f) => Set(f, "subject_token", w.Clerk.Assertion())),
        ["subject token an action token"] = ("invalid_request", async (w, f) =>
        {
            var (_, body) = await w.Clerk.Exchange(await w.Clerk.Token(), (await w.AddIntent(w.Clerk)).IntentId);
            f["subject_token"] = (string)body["access_token"]!;
        }),
        ["actor token"] = ("invalid_request", async (w, f) =>
        {
            f["actor_token"] = await w.Clerk.Token();
            f["actor_token_type"] = Jwt;
        }),
        ["scope asked for"] = ("invalid_scope", (_, f) => Set(f, "scope", "intents")),
        ["id token wanted"] = ("invalid_request", (_, f) => Set(f, "requested_token_type", "urn:ietf:params:oauth:token-type:id_token")),
        ["another audience"] = ("invalid_target", (_, f) => Set(f, "audience", "https://other.example")),
        ["another resource"] = ("invalid_target", (_, f) => Set(f, "resource", "https://other.example")),
        ["no details"] = ("invalid_request", (_, f) => Set(f, "authorization_details", null)),
        ["details no JSON"] = ("invalid_authorization_details", (_, f) => Set(f, "authorization_details", "[{")),
        ["details an object"] = ("invalid_authorization_details", (_, f) => Set(f, "authorization_details", f["authorization_details"]![1..^1])),
        ["details twice"] = ("invalid_authorization_details", (_, f) => Set(f, "authorization_details", "[" + f["authorization_details"]![1..^1] + "," + f["authorization_details"]![1..^1] + "]")),
        ["details of another type"] = ("invalid_authorization_details", (_, f) => Set(f, "authorization_details", f["authorization_details"]!.Replace("governance-console", "other", StringComparison.Ordinal))),
        ["details with a member more"] = ("invalid_authorization_details", (_, f) => Set(f, "authorization_details", f["authorization_details"]!.Replace("}", ",\"permissions\":[\"all\"]}", StringComparison.Ordinal))),
        ["intent unknown"] = ("invalid_authorization_details", (_, f) => Set(f, "authorization_details", """[{"type":"urn:governance-console:intent","intent_id":"int_00000000000000000000000000"}]""")),
    };

    public static TheoryData<string> BadNames => [.. Bad.Keys];

    [Theory, MemberData(nameof(BadNames))]
    public async Task ExchangeThatDoesNotFit_IsRefusedWithItsCode(string name)
    {
        var (intent, _) = await world.AddIntent(world.Clerk);
        var form = new Dictionary<string, string?>();
        await world.Clerk.Exchange(await world.Clerk.Token(), intent, f => form = new(f));
        await Bad[name].Change(world, form);

        var (status, body) = await world.Clerk.Post("/oauth/token", form);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(Bad[name].Error, (string)body["error"]!);
    }

    [Theory]
    [InlineData(IntentStatus.Pending, "authorization_pending")]
    [InlineData(IntentStatus.Denied, "access_denied")]
    [InlineData(IntentStatus.Expired, "access_denied")]
    [InlineData(IntentStatus.Withdrawn, "access_denied")]
    [InlineData(IntentStatus.Revoked, "access_denied")]
    [InlineData(IntentStatus.Redeemed, "invalid_grant")]
    public async Task IntentThatIsNotGranted_GivesNoToken(IntentStatus state, string error)
    {
        var (intent, _) = await world.AddIntent(world.Clerk, state);

        var (status, body) = await world.Clerk.Exchange(await world.Clerk.Token(), intent);

        Assert.Equal((HttpStatusCode.BadRequest, error), (status, (string)body["error"]!));
    }

    [Fact]
    public async Task IntentOfAnotherAgent_LooksLikeNone()
    {
        var (intent, _) = await world.AddIntent(world.Clerk);
        var other = await world.AddAgent("curious");

        var (_, body) = await other.Exchange(await other.Token(), intent);

        Assert.Equal("invalid_authorization_details", (string)body["error"]!);
    }

    [Fact]
    public async Task PointAsClient_MayNotExchange()
    {
        var (intent, _) = await world.AddIntent(world.Clerk);

        var (_, body) = await world.Bank.Exchange(await world.Bank.Token(), intent);

        Assert.Equal("unauthorized_client", (string)body["error"]!);
    }

    [Fact]
    public async Task GrantedIntent_BecomesATokenForItsTool()
    {
        var (intent, grant) = await world.AddIntent(world.Clerk, grantSeconds: 120);
        var entries = await world.CountEntries(AuditTypes.GrantClaimed);

        var (status, body) = await world.Clerk.Exchange(await world.Clerk.Token(), intent);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("urn:ietf:params:oauth:token-type:access_token", (string)body["issued_token_type"]!);
        Assert.InRange((int)body["expires_in"]!, 100, 120);
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(((string)body["access_token"]!).Split('.')[1]))!.AsObject();
        Assert.Equal(TokenWorld.Tool, (string)claims["aud"]!);
        Assert.Equal("agent-only", (string)claims["acr"]!);
        Assert.Equal(world.Clerk.Id, (string)claims["act"]!["sub"]!);
        Assert.Equal(intent, (string)claims["txn"]!);
        var details = claims["authorization_details"]![0]!;
        Assert.Equal((intent, grant), ((string)details["intent_id"]!, (string)details["grant_id"]!));
        Assert.Equal("payments:execute", (string)details["permissions"]![0]!);
        Assert.Equal(entries + 1, await world.CountEntries(AuditTypes.GrantClaimed));
    }

    [Fact]
    public async Task LongGrant_GivesFiveMinutesAtMost()
    {
        var (intent, _) = await world.AddIntent(world.Clerk, grantSeconds: 7200);

        var (_, body) = await world.Clerk.Exchange(await world.Clerk.Token(), intent);

        Assert.InRange((int)body["expires_in"]!, 299, 300);
    }

    [Fact]
    public async Task SecondToken_EndsTheFirst()
    {
        var (intent, _) = await world.AddIntent(world.Clerk);
        var console = await world.Clerk.Token();
        var first = (string)(await world.Clerk.Exchange(console, intent)).Body["access_token"]!;
        var firstBefore = await Introspect(world.Bank, first);
        var second = (string)(await world.Clerk.Exchange(console, intent)).Body["access_token"]!;

        Assert.True((bool)firstBefore["active"]!);
        Assert.Equal("""{"active":false}""", (await Introspect(world.Bank, first)).ToJsonString());
        Assert.True((bool)(await Introspect(world.Bank, second))["active"]!);
    }

    [Fact]
    public async Task SixteenClaimsAtOnce_LeaveOneLivingToken()
    {
        var (intent, _) = await world.AddIntent(world.Clerk);
        var console = await world.Clerk.Token();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => world.Clerk.Exchange(console, intent)));

        var tokens = answers.Where(a => a.Status == HttpStatusCode.OK).Select(a => (string)a.Body["access_token"]!).ToList();
        var alive = 0;
        foreach (var token in tokens)
            alive += (bool)(await Introspect(world.Bank, token))["active"]! ? 1 : 0;
        Assert.NotEmpty(tokens);
        Assert.Equal(1, alive);
    }

    [Fact]
    public async Task ForeignPoint_LearnsNothing()
    {
        var stranger = await world.AddPoint("directory", "https://directory.example");
        var (intent, _) = await world.AddIntent(world.Clerk);
        var token = (string)(await world.Clerk.Exchange(await world.Clerk.Token(), intent)).Body["access_token"]!;

        Assert.Equal("""{"active":false}""", (await Introspect(stranger, token)).ToJsonString());
        Assert.Equal("""{"active":false}""", (await Introspect(world.Bank, await world.Clerk.Token())).ToJsonString());
        Assert.Equal("""{"active":false}""", (await Introspect(world.Bank, "nonsense")).ToJsonString());
    }

    [Fact]
    public async Task AgentAsIntrospector_IsTurnedAway()
    {
        var (status, body) = await world.Clerk.Post("/oauth/introspect", new() { ["token"] = await world.Clerk.Token() });

        Assert.Equal((HttpStatusCode.BadRequest, "unauthorized_client"), (status, (string)body["error"]!));
    }

    [Fact]
    public async Task PointWithItsConsoleToken_MayIntrospect()
    {
        var (intent, _) = await world.AddIntent(world.Clerk);
        var token = (string)(await world.Clerk.Exchange(await world.Clerk.Token(), intent)).Body["access_token"]!;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/introspect") { Content = new FormUrlEncodedContent([new("token", token)]) };
        request.Headers.Authorization = new("Bearer", await world.Bank.Token());

        using var response = await world.Http.SendAsync(request);

        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.True((bool)body["active"]!);
        Assert.Null(body["epoch"]);
    }

    [Fact]
    public async Task RevokedActionToken_IsDead_AndAnotherMayBeClaimed()
    {
        var (intent, _) = await world.AddIntent(world.Clerk);
        var console = await world.Clerk.Token();
        var first = (string)(await world.Clerk.Exchange(console, intent)).Body["access_token"]!;

        await world.Clerk.Post("/oauth/revoke", new() { ["token"] = first });

        Assert.False((bool)(await Introspect(world.Bank, first))["active"]!);
        var (status, _) = await world.Clerk.Exchange(console, intent);
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task SuspendedAgent_LosesItsGrants()
    {
        var agent = await world.AddAgent("stopped");
        var (intent, grant) = await world.AddIntent(agent);
        var console = await agent.Token();
        var token = (string)(await agent.Exchange(console, intent)).Body["access_token"]!;

        await world.Get<SuspendAgent>().Handle(Actor.Person(world.Operator), agent.Id, "Runs wild.");
        await world.Get<ResumeAgent>().Handle(Actor.Person(world.Operator), agent.Id);

        Assert.False((bool)(await Introspect(world.Bank, token))["active"]!);
        Assert.Equal("access_denied", (string)(await agent.Exchange(await agent.Token(), intent)).Body["error"]!);
        await using var db = world.Get<Data.Database>().Read();
        Assert.Equal(IntentStatus.Revoked, (await db.Intents.SingleAsync(i => i.Id == intent)).Status);
        Assert.NotNull((await db.Grants.SingleAsync(g => g.Id == grant)).RevokedAt);
    }

    [Fact]
    public async Task SuspendedPoint_LeavesNobodyToClaimFor()
    {
        var (intent, _) = await world.AddIntent(world.Clerk);
        var console = await world.Clerk.Token();
        await world.Get<SuspendPoint>().Handle(Actor.Person(world.Operator), world.Bank.Id, "Under repair.");
        try
        {
            Assert.Equal("access_denied", (string)(await world.Clerk.Exchange(console, intent)).Body["error"]!);
        }
        finally
        {
            await world.Get<ResumePoint>().Handle(Actor.Person(world.Operator), world.Bank.Id);
        }
    }

    private static async Task<JsonObject> Introspect(TestClient point, string token) => (await point.Post("/oauth/introspect", new() { ["token"] = token })).Body;

    private static Task Set(Dictionary<string, string?> form, string name, string? value)
    {
        form[name] = value;
        return Task.CompletedTask;
    }

    private static string Guid() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4));
}
