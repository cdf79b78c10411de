using System.Net;
using System.Net.Sockets;
using System.Text;
using GovernanceConsole.Data;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Features.Policy.Engines;
using GovernanceConsole.Tests.World;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Tests.Features.Policy;

/// <summary>What can go wrong on the way to OPA, and that each of it is a sentence.</summary>
public sealed class OpaRestTests : IAsyncLifetime
{
    private const string Token = "s3cret-of-opa";

    private readonly Bundles _bundles = new(new Database("/nowhere"), BundleTrust.None);
    private readonly CompiledBundle _bundle = CompiledBundle.Of(TestBundle.Of(TestBundle.Allows, revision: "16")).Value;
    private readonly FakeClock _clock = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
    private readonly string _tokenFile = Path.GetTempFileName();
    private StubOpa _stub = null!;

    public async ValueTask InitializeAsync()
    {
        _bundles.Keep(_bundle);
        _stub = await StubOpa.Start();
        (_stub.Bundle, _stub.Revision) = (_bundle, "16");
        await File.WriteAllTextAsync(_tokenFile, Token + "\n");
    }

    public async ValueTask DisposeAsync()
    {
        await _stub.DisposeAsync();
        File.Delete(_tokenFile);
    }

    [Fact]
    public async Task Question_GoesToTheDocumentedAddress_WithTheTokenOfTheFile()
    {
        using var engine = Engine(token: true);
        Assert.Equal("opa", engine.EngineId);

        Assert.Null((await Ask(engine)).Error);
        await File.WriteAllTextAsync(_tokenFile, "renewed");
        Assert.Null((await Ask(engine)).Error);

        Assert.Equal([("POST /v1/data/intents/decision?provenance=true", "Bearer " + Token), ("POST /v1/data/intents/decision?provenance=true", "Bearer renewed")], _stub.Seen);
        Assert.Equal("opa/1.4.2", engine.EngineId);
    }

    [Theory]
    [InlineData(200, "", "OPA's answer is no JSON this console can read")]
    [InlineData(200, "{\"result\": {\"effect\": \"all", "OPA's answer is no JSON this console can read")]
    [InlineData(200, "[]", "OPA's answer is no JSON this console can read")]
    [InlineData(200, "{\"result\": {\"effect\": \"deny\", \"effect\": \"allow\"}}", "OPA's answer is no JSON this console can read")]
    [InlineData(200, "{\"result\": null}", "the decision is no object")]
    [InlineData(200, "{\"result\": [\"allow\"]}", "the decision is no object")]
    [InlineData(500, "oops", "OPA answered 500")]
    [InlineData(500, "{\"code\": \"internal_error\", \"message\": \"bad\\nline\"}", "OPA answered 500: internal_error: bad line")]
    [InlineData(401, "{\"code\": \"unauthorized\", \"message\": \"request rejected by administrative policy\"}", "OPA answered 401: unauthorized: request rejected by administrative policy")]
    [InlineData(302, "", "OPA answered 302")]
    [InlineData(204, "", "OPA answered 204")]
    public async Task AnswerThatIsNone_IsASentence(int status, string body, string says)
    {
        using var engine = Engine(token: true);
        _stub.Instead = http => Say(http, status, body);

        var answer = await Ask(engine);

        Assert.Equal((null, says), (answer.Decision, answer.Error));
        Assert.Single(_stub.Seen);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"provenance\": {\"version\": \"1.4.2\"}, \"warning\": {\"code\": \"api_usage_warning\"}}")]
    public async Task MissingResult_IsNoDecision(string body)
    {
        using var engine = Engine();
        _stub.Instead = http => Say(http, 200, body);

        var answer = await Ask(engine);

        Assert.Equal((null, null), (answer.Decision, answer.Error));
    }

    [Theory]
    [InlineData("{\"bundles\": {\"console\": {\"revision\": \"15\"}}}", "OPA serves revision '15', but '16' is to decide")]
    [InlineData("{\"revision\": \"15\"}", "OPA serves revision '15', but '16' is to decide")]
    [InlineData("{\"bundles\": {\"console\": {\"revision\": \"16\"}, \"other\": {\"revision\": \"x\"}}}", null)]
    [InlineData("{\"bundles\": {\"console\": {\"revision\": \"\"}}}", null)]
    [InlineData("{\"bundles\": {\"console\": {}}, \"version\": 7}", null)]
    public async Task RevisionThatOpaReports_HasToBeTheActiveOne(string provenance, string? says)
    {
        using var engine = Engine();
        _stub.Instead = http => Say(http, 200, $$$"""{"result": {"effect": "allow"}, "provenance": {{{provenance}}}}""");

        var answer = await Ask(engine);

        Assert.Equal(says, answer.Error);
        Assert.Equal(says is null, answer.Decision is not null);
    }

    [Fact]
    public async Task AnswerTooLarge_IsNotRead()
    {
        using var engine = Engine();
        _stub.Instead = http => Say(http, 200, "{\"result\": {\"reasons\": [\"" + new string('x', 1024 * 1024) + "\"]}}");

        Assert.Equal("OPA's answer is larger than 256 KB", (await Ask(engine)).Error);
    }

    [Fact]
    public async Task AnswerCutOff_IsASentence()
    {
        using var engine = Engine();
        _stub.Instead = async http =>
        {
            http.Response.ContentLength = 1000;
            await http.Response.WriteAsync("{\"result\": {\"effect\": \"allow\"}");
            await http.Response.Body.FlushAsync();
            http.Abort();
        };

        Assert.StartsWith("OPA could not be reached", (await Ask(engine)).Error, StringComparison.Ordinal);
        Assert.Single(_stub.Seen);
    }

    [Fact]
    public async Task NoAnswerInTime_IsASentence_AndNotAskedTwice()
    {
        using var engine = Engine(clock: TimeProvider.System, milliseconds: 100);
        _stub.Instead = http => Task.Delay(Timeout.Infinite, http.RequestAborted);

        Assert.Equal("OPA did not answer within 100 ms", (await Ask(engine)).Error);
        Assert.Single(_stub.Seen);
    }

    [Fact]
    public async Task WhoGoesAway_IsAnsweredToo()
    {
        using var engine = Engine();
        using var gone = new CancellationTokenSource();
        _stub.Instead = async http =>
        {
            await gone.CancelAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };

        Assert.Equal("nobody waits for the answer any more", (await engine.Decide(_bundle.Files.Digest, "{}"u8.ToArray(), default, gone.Token)).Error);
    }

    [Fact]
    public async Task NobodyListening_IsASentenceWithoutTheToken()
    {
        using var engine = Engine(token: true, url: $"http://127.0.0.1:{ClosedPort()}");

        Assert.Equal("OPA could not be reached (ConnectionError)", (await Ask(engine)).Error);
    }

    [Theory]
    [InlineData(1, HttpRequestError.ConnectionError, 2, null)]
    [InlineData(1, HttpRequestError.NameResolutionError, 2, null)]
    [InlineData(2, HttpRequestError.ConnectionError, 2, "OPA could not be reached (ConnectionError)")]
    [InlineData(1, HttpRequestError.ResponseEnded, 1, "OPA could not be reached (ResponseEnded)")]
    public async Task NoConnection_IsTriedOnceMore(int failures, HttpRequestError error, int tries, string? says)
    {
        using var handler = new Failing(failures, error);
        using var engine = Engine(handler: handler);

        Assert.Equal(says, (await Ask(engine)).Error);
        Assert.Equal(tries, handler.Tries);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two\nlines")]
    public async Task TokenThatCannotBeUsed_IsASentenceWithoutIt(string? content)
    {
        using var engine = Engine(token: true);
        if (content is null)
            File.Delete(_tokenFile);
        else
            await File.WriteAllTextAsync(_tokenFile, content);

        Assert.Equal("the file of OPA's token cannot be used", (await Ask(engine)).Error);
        Assert.Empty(_stub.Seen);
    }

    [Fact]
    public async Task Breaker_OpensAfterFailuresInARow_AndRecovers()
    {
        using var engine = Engine();
        _stub.Instead = http => Say(http, 503, "");
        for (var i = 0; i < OpaRest.FailuresToOpen; i++)
            Assert.Equal("OPA answered 503", (await Ask(engine)).Error);

        Assert.Equal("OPA did not answer lately and is left alone for a moment", (await Ask(engine)).Error);
        Assert.Equal(OpaRest.FailuresToOpen, _stub.Seen.Count);

        // Half open: one question finds that nothing has changed, and the pause begins again.
        _clock.Advance(OpaRest.Pause);
        Assert.Equal("OPA answered 503", (await Ask(engine)).Error);
        Assert.StartsWith("OPA did not answer lately", (await Ask(engine)).Error, StringComparison.Ordinal);

        _stub.Instead = null;
        _clock.Advance(OpaRest.Pause);
        for (var i = 0; i < 3; i++)
            Assert.NotNull((await Ask(engine)).Decision);
        Assert.Equal(OpaRest.FailuresToOpen + 4, _stub.Seen.Count);
    }

    [Fact]
    public async Task PolicyThatFailsOnOneInput_KeepsNobodyElseFromBeingAsked()
    {
        using var engine = Engine();
        _stub.Instead = http => Say(http, 500, "{\"code\": \"internal_error\", \"errors\": [{\"code\": \"eval_conflict_error\", \"message\": \"complete rules must not produce multiple outputs\"}]}");
        for (var i = 0; i < OpaRest.FailuresToOpen + 2; i++)
            Assert.Equal("OPA answered 500: internal_error: complete rules must not produce multiple outputs", (await Ask(engine)).Error);

        _stub.Instead = null;
        Assert.NotNull((await Ask(engine)).Decision);
    }

    [Fact]
    public void Breaker_LetsOneThroughAtATime()
    {
        var breaker = new CircuitBreaker(_clock, 1, TimeSpan.FromSeconds(10));
        Assert.True(breaker.Enter());
        breaker.Failed();
        Assert.False(breaker.Enter());
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.True(breaker.Enter());
        Assert.False(breaker.Enter());
        breaker.GaveUp();
        Assert.True(breaker.Enter());
        breaker.Succeeded();
        Assert.True(breaker.Enter());
        Assert.True(breaker.Enter());
    }

    private OpaRest Engine(bool token = false, TimeProvider? clock = null, int milliseconds = 5000, string? url = null, HttpMessageHandler? handler = null) => new(_bundles,
        Options.Create(new PolicyOptions { OpaUrl = (url ?? _stub.Url) + "/", OpaTokenFile = token ? _tokenFile : null, TimeoutMilliseconds = milliseconds }), clock ?? _clock, handler);

    private async Task<EngineAnswer> Ask(OpaRest engine)
    {
        var answer = await engine.Decide(_bundle.Files.Digest, "{}"u8.ToArray(), new DateTime(2026, 11, 22, 9, 0, 0, DateTimeKind.Utc));
        Assert.DoesNotContain(Token, answer.Error ?? "", StringComparison.Ordinal);
        return answer;
    }

    private static async Task Say(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        if (status != 204)
            await http.Response.WriteAsync(body, Encoding.UTF8);
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A network that fails a few times.</summary>
    private sealed class Failing(int failures, HttpRequestError error) : DelegatingHandler(new SocketsHttpHandler())
    {
        public int Tries { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            ++Tries <= failures ? throw new HttpRequestException(error, "made to fail") : base.SendAsync(request, cancellationToken);
    }
}
