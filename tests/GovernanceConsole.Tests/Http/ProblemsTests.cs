using System.Net;
using System.Text.Json.Nodes;
using GovernanceConsole.Tests.Features.Tokens;

namespace GovernanceConsole.Tests.Http;

/// <summary>Every refusal is one kind of document, and nothing leaves without a request id.</summary>
public sealed class ProblemsTests(TokenWorld world) : IClassFixture<TokenWorld>
{
    [Theory]
    [InlineData("malformed", 400)]
    [InlineData("unauthenticated", 401)]
    [InlineData("not_allowed", 403)]
    [InlineData("not_found", 404)]
    [InlineData("idempotency_conflict", 409)]
    [InlineData("already_redeemed", 409)]
    [InlineData("parameters_mismatch", 409)]
    [InlineData("wrong_state", 409)]
    [InlineData("grant_expired", 410)]
    [InlineData("too_large", 413)]
    [InlineData("invalid_field", 422)]
    [InlineData("unknown_intent_type", 422)]
    [InlineData("tool_not_served", 422)]
    [InlineData("no_eligible_approver", 422)]
    [InlineData("slow_down", 429)]
    [InlineData("unavailable", 503)]
    [InlineData("never_heard_of", 422)]
    public async Task Code_HasItsStatus(string code, int status)
    {
        using var response = await world.Http.PostAsync("/api/v1/test/refusal/" + code, null);

        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("urn:governance-console:problem:" + code, (string)body["type"]!);
        Assert.Equal("A sentence.", (string)body["detail"]!);
        Assert.Equal(1, (int)body["more"]!);
        Assert.Equal(status is 429 or 503, response.Headers.RetryAfter is not null);
    }

    [Fact]
    public async Task Bug_TellsNothingOfTheInside()
    {
        using var response = await world.Http.GetAsync("/api/v1/test/bug");

        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.True(response.Headers.Contains("X-Content-Type-Options"));
    }

    [Theory]
    [InlineData("/api/v1/nothing", "GET", "not_found", 404)]
    [InlineData("/api/v1/test/agent", "POST", "not_found", 404)]
    [InlineData("/oauth/token", "GET", "not_found", 404)]
    [InlineData("/api/v1/test/agent", "GET", "unauthenticated", 401)]
    public async Task WhatIsNotThere_AnswersWithADocument(string path, string method, string code, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await world.Http.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("urn:governance-console:problem:" + code, (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["type"]!);
    }

    [Theory]
    [InlineData("abc-123", true)]
    [InlineData("<script>", false)]
    [InlineData("a b", false)]
    [InlineData(null, false)]
    public async Task RequestId_IsKeptWhenHarmless_ElseMade(string? given, bool kept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/.well-known/jwks.json");
        if (given is not null)
            request.Headers.TryAddWithoutValidation("X-Request-ID", given);
        using var response = await world.Http.SendAsync(request);

        var id = Assert.Single(response.Headers.GetValues("X-Request-ID"));
        Assert.Equal(kept, id == given);
        Assert.Matches("^[A-Za-z0-9._-]{1,64}$", id);
    }

    [Fact]
    public async Task TraceParent_IsTakenOver()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/.well-known/jwks.json");
        request.Headers.Add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        using var response = await world.Http.SendAsync(request);

        Assert.StartsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-", Assert.Single(response.Headers.GetValues("traceparent")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientThatRunsWild_IsToldWhenToComeBack_AndNobodyElseIsSlowed()
    {
        var (wild, calm) = (await world.AddAgent("wild"), await world.AddAgent("calm"));
        var (wildToken, calmToken) = (await wild.Token(), await calm.Token());
        HttpResponseMessage? slowed = null;
        for (var i = 0; i < 6000 && slowed is null; i++)
        {
            var response = await wild.Get("/api/v1/test/agent", wildToken);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                slowed = response;
            else
                response.Dispose();
        }

        using var other = await calm.Get("/api/v1/test/agent", calmToken);
        Assert.NotNull(slowed);
        Assert.Equal("1", Assert.Single(slowed.Headers.GetValues("Retry-After")));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        slowed.Dispose();
    }
}
