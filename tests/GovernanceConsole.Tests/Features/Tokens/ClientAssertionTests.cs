using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Agents;

namespace GovernanceConsole.Tests.Features.Tokens;

/// <summary>What the token endpoint believes of a client (T05, T19). Every refusal is the same answer, so the table needs no expected reasons.</summary>
public sealed class ClientAssertionTests(TokenWorld world) : IClassFixture<TokenWorld>
{
    private static readonly ECDsa Stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static readonly Dictionary<string, Func<TestClient, TokenWorld, string>> Bad = new()
    {
        ["no assertion"] = (_, _) => "",
        ["not a JWT"] = (_, _) => "a.b",
        ["alg none"] = (c, _) => TestClient.Part("""{"alg":"none"}""") + "." + TestClient.Part(c.Claims().ToJsonString()) + ".",
        ["alg none with a signature"] = (c, _) => c.Assertion((h, _) => h["alg"] = "none"),
        ["alg HS256 keyed with the public key"] = (c, _) => Hmac(c),
        ["alg RS256"] = (c, _) => Rsa(c),
        ["alg ES384 in the header"] = (c, _) => c.Assertion((h, _) => h["alg"] = "ES384"),
        ["alg es256"] = (c, _) => c.Assertion((h, _) => h["alg"] = "es256"),
        ["crit"] = (c, _) => c.Assertion((h, _) => h["crit"] = new JsonArray("exp")),
        ["jku"] = (c, _) => c.Assertion((h, _) => h["jku"] = "https://evil.example/jwks"),
        ["x5u"] = (c, _) => c.Assertion((h, _) => h["x5u"] = "https://evil.example/cert"),
        ["x5c"] = (c, _) => c.Assertion((h, _) => h["x5c"] = new JsonArray("AA==")),
        ["jwk of a stranger who signed"] = (c, _) => TestClient.Jws(new JsonObject { ["alg"] = "ES256", ["jwk"] = JsonNode.Parse(PublicJwk.Of(Stranger).Json) }, c.Claims(), Stranger),
        ["b64 false"] = (c, _) => c.Assertion((h, _) => h["b64"] = false),
        ["zip"] = (c, _) => c.Assertion((h, _) => h["zip"] = "DEF"),
        ["kid that is no string"] = (c, _) => c.Assertion((h, _) => h["kid"] = 1),
        ["typ of an access token"] = (c, _) => c.Assertion((h, _) => h["typ"] = "at+jwt"),
        ["typ of a security event"] = (c, _) => c.Assertion((h, _) => h["typ"] = "secevent+jwt"),
        ["signed by a stranger"] = (c, _) => TestClient.Jws(new JsonObject { ["alg"] = "ES256" }, c.Claims(), Stranger),
        ["signature of zeros"] = (c, _) => c.Assertion()[..^86] + Base64Url.EncodeToString(new byte[64]),
        ["signature in DER"] = (c, _) => Der(c),
        ["signature padded"] = (c, _) => c.Assertion() + "==",
        ["trailing newline"] = (c, _) => c.Assertion() + "\n",
        ["fourth segment"] = (c, _) => c.Assertion() + ".AA",
        ["encrypted token"] = (c, _) => c.Assertion() + ".AA.AA",
        ["payload changed after signing"] = (c, _) => Changed(c),
        ["payload with a name twice"] = (c, _) => Raw(c, $$"""{"iss":"{{c.Id}}","sub":"{{c.Id}}","sub":"{{c.Id}}","aud":"{{((JsonObject)c.Claims())["aud"]}}","exp":{{c.Now + 60}},"jti":"twice"}"""),
        ["payload is a nested JWT"] = (c, _) => Raw(c, "\"" + c.Assertion() + "\""),
        ["aud list with the issuer"] = (c, w) => c.Assertion((_, p) => p["aud"] = new JsonArray(w.Issuer)),
        ["aud token endpoint"] = (c, w) => c.Assertion((_, p) => p["aud"] = w.Issuer + "/oauth/token"),
        ["aud issuer with a slash"] = (c, w) => c.Assertion((_, p) => p["aud"] = w.Issuer + "/"),
        ["aud somebody else"] = (c, _) => c.Assertion((_, p) => p["aud"] = "https://other.example"),
        ["aud missing"] = (c, _) => c.Assertion((_, p) => p.Remove("aud")),
        ["iss another"] = (c, w) => c.Assertion((_, p) => p["iss"] = w.Bank.Id),
        ["iss missing"] = (c, _) => c.Assertion((_, p) => p.Remove("iss")),
        ["sub of another client"] = (c, w) => c.Assertion((_, p) => p["sub"] = w.Bank.Id),
        ["iss and sub of another client"] = (c, w) => c.Assertion((_, p) => (p["iss"], p["sub"]) = (w.Bank.Id, w.Bank.Id)),
        ["sub unknown"] = (c, _) => c.Assertion((_, p) => (p["iss"], p["sub"]) = ("agt_00000000000000000000000000", "agt_00000000000000000000000000")),
        ["sub no string"] = (c, _) => c.Assertion((_, p) => p["sub"] = 7),
        ["exp missing"] = (c, _) => c.Assertion((_, p) => p.Remove("exp")),
        ["exp past"] = (c, _) => c.Assertion((_, p) => p["exp"] = c.Now - 1),
        ["exp ten minutes ahead"] = (c, _) => c.Assertion((_, p) => p["exp"] = c.Now + 600),
        ["exp six minutes ahead"] = (c, _) => c.Assertion((_, p) => p["exp"] = c.Now + 360),
        ["exp as text"] = (c, _) => c.Assertion((_, p) => p["exp"] = "9999999999"),
        ["exp enormous"] = (c, _) => c.Assertion((_, p) => p["exp"] = 1e300),
        ["nbf two minutes ahead"] = (c, _) => c.Assertion((_, p) => p["nbf"] = c.Now + 120),
        ["iat two minutes ahead"] = (c, _) => c.Assertion((_, p) => p["iat"] = c.Now + 120),
        ["iat unreadable"] = (c, _) => c.Assertion((_, p) => p["iat"] = "now"),
        ["jti missing"] = (c, _) => c.Assertion((_, p) => p.Remove("jti")),
        ["jti empty"] = (c, _) => c.Assertion((_, p) => p["jti"] = ""),
        ["jti a number"] = (c, _) => c.Assertion((_, p) => p["jti"] = 1),
        ["jti too long"] = (c, _) => c.Assertion((_, p) => p["jti"] = new string('j', 201)),
    };

    public static TheoryData<string> BadNames => [.. Bad.Keys];

    [Theory, MemberData(nameof(BadNames))]
    public async Task BadAssertion_IsInvalidClientWithoutAReason(string name)
    {
        var (status, body) = await world.Clerk.Post("/oauth/token", new() { ["grant_type"] = "client_credentials", ["client_assertion"] = Bad[name](world.Clerk, world) });

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("""{"error":"invalid_client","error_description":"The client could not be authenticated."}""", body.ToJsonString());
    }

    [Theory]
    [InlineData("JWT", null)]
    [InlineData("client-authentication+jwt", null)]
    [InlineData(null, "../../etc/passwd")]
    [InlineData(null, "' or 1=1 --")]
    public async Task GoodAssertion_WhateverItsKidSays_IsBelieved(string? typ, string? kid)
    {
        var assertion = world.Clerk.Assertion((header, _) =>
        {
            if (typ is not null)
                header["typ"] = typ;
            if (kid is not null)
                header["kid"] = kid;
        });

        var (status, body) = await world.Clerk.Post("/oauth/token", new() { ["grant_type"] = "client_credentials", ["client_assertion"] = assertion });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("intents", (string)body["scope"]!);
    }

    [Theory]
    [InlineData("exp", 299)]
    [InlineData("iat", 50)]
    [InlineData("nbf", 50)]
    public async Task ClockALittleApart_IsBelieved(string claim, int seconds)
    {
        var assertion = world.Clerk.Assertion((_, claims) => claims[claim] = world.Clerk.Now + seconds);

        var (status, _) = await world.Clerk.Post("/oauth/token", new() { ["grant_type"] = "client_credentials", ["client_assertion"] = assertion });

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task AssertionSentSixteenTimesAtOnce_CountsOnce()
    {
        var assertion = world.Clerk.Assertion();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            world.Clerk.Post("/oauth/token", new() { ["grant_type"] = "client_credentials", ["client_assertion"] = assertion })));

        Assert.Equal(1, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal("invalid_client", (string)a.Body["error"]!));
    }

    [Fact]
    public async Task AssertionOfARefusedRequest_IsUsedUp()
    {
        var assertion = world.Clerk.Assertion();
        var (_, refused) = await world.Clerk.Post("/oauth/token", new() { ["grant_type"] = "client_credentials", ["scope"] = "redeem", ["client_assertion"] = assertion });
        Assert.Equal("invalid_scope", (string)refused["error"]!);

        var (_, again) = await world.Clerk.Post("/oauth/token", new() { ["grant_type"] = "client_credentials", ["client_assertion"] = assertion });

        Assert.Equal("invalid_client", (string)again["error"]!);
    }

    [Fact]
    public async Task ClientIdOfAnother_IsInvalidClient()
    {
        var (_, body) = await world.Clerk.Post("/oauth/token", new() { ["grant_type"] = "client_credentials", ["client_id"] = world.Bank.Id });

        Assert.Equal("invalid_client", (string)body["error"]!);
    }

    private static string Raw(TestClient client, string payload)
    {
        var signed = TestClient.Part("""{"alg":"ES256"}""") + "." + TestClient.Part(payload);
        return signed + "." + Base64Url.EncodeToString(client.Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256));
    }

    private static string Changed(TestClient client)
    {
        var parts = client.Assertion().Split('.');
        return parts[0] + "." + TestClient.Part(client.Claims().ToJsonString()) + "." + parts[2];
    }

    private static string Der(TestClient client)
    {
        var parts = client.Assertion().Split('.');
        var der = client.Key.SignData(Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return parts[0] + "." + parts[1] + "." + Base64Url.EncodeToString(der);
    }

    private static string Hmac(TestClient client)
    {
        var signed = TestClient.Part("""{"alg":"HS256"}""") + "." + TestClient.Part(client.Claims().ToJsonString());
        return signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(PublicJwk.Of(client.Key).Json), Encoding.ASCII.GetBytes(signed)));
    }

    private static string Rsa(TestClient client)
    {
        using var rsa = RSA.Create(2048);
        var signed = TestClient.Part("""{"alg":"RS256"}""") + "." + TestClient.Part(client.Claims().ToJsonString());
        return signed + "." + Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
