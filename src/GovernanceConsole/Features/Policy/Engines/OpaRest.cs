using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Policy;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Policy.Engines;

/// <summary>
/// A real OPA, asked over its Data API (<c>POST /v1/data/intents/decision?provenance=true</c>). One deadline for everything, one more try where no connection came about, a bounded answer, no redirects, no
/// proxy, no cookies; an OPA that does not answer is left alone for a while. Whatever goes wrong is a sentence in the answer, and people are asked. OPA's own messages are quoted, its token never is.
/// </summary>
internal sealed class OpaRest : IPolicyEngine, IDisposable
{
    /// <summary>Failures in a row after which OPA is not asked.</summary>
    public const int FailuresToOpen = 5;

    /// <summary>How long it is not asked then.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Bundles.Bundles _bundles;
    private readonly PolicyOptions _options;
    private readonly TimeProvider _clock;
    private readonly CircuitBreaker _breaker;
    private readonly HttpClient _http;
    private readonly Uri _address;
    private volatile string _version = "";

    /// <param name="bundles">Where the revision that is to decide is known from.</param>
    /// <param name="options">Where OPA listens, and its deadline.</param>
    /// <param name="clock">Of deadline and pause.</param>
    /// <param name="handler">What carries the questions; null for the network.</param>
    public OpaRest(Bundles.Bundles bundles, IOptions<PolicyOptions> options, TimeProvider clock, HttpMessageHandler? handler = null)
    {
        (_bundles, _options, _clock) = (bundles, options.Value, clock);
        _breaker = new CircuitBreaker(clock, FailuresToOpen, Pause);
        var path = IPolicyEngine.Entrypoint.Replace('.', '/');
        _address = new Uri($"{_options.OpaUrl!.TrimEnd('/')}/v1/{path}?provenance=true");
        _http = new HttpClient(handler ?? new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>With OPA's version once it has named one.</summary>
    public string EngineId => "opa" + _version;

    public void Dispose() => _http.Dispose();

    public async Task<EngineAnswer> Decide(string bundle, ReadOnlyMemory<byte> input, DateTime now, CancellationToken cancel = default)
    {
        var start = Stopwatch.GetTimestamp();
        EngineAnswer Failed(string why) => EngineAnswer.Failed(why, Stopwatch.GetElapsedTime(start));

        if (await _bundles.Find(bundle, cancel) is not { } asked)
            return Failed("the bundle is not there");
        if (OpaWire.Question(input.Span) is not { } question)
            return Failed("the input is no JSON");
        if (!TryToken(out var token))
            return Failed("the file of OPA's token cannot be used");
        if (!_breaker.Enter())
            return Failed("OPA did not answer lately and is left alone for a moment");
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(_options.TimeoutMilliseconds), _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            var (status, body) = await AskTwice(question, token, either.Token);
            if (body is null)
            {
                _breaker.Succeeded();
                return Failed($"OPA's answer is larger than {OpaWire.MostBytes / 1024} KB");
            }
            if (status != HttpStatusCode.OK)
            {
                // An error in OPA's words is an answer about this one input: it must not keep the others from being asked.
                var complaint = OpaWire.Complaint(body);
                Tell(complaint is not null || (int)status is >= 400 and < 500);
                return Failed($"OPA answered {(int)status}{(complaint is null ? "" : $": {complaint}")}");
            }
            var answer = JsonNode.Parse(body, null, OpaWire.Strict) as JsonObject ?? throw new JsonException("The answer is no object.");
            _breaker.Succeeded();
            if (OpaWire.Version(answer) is { } version)
                _version = "/" + version;
            if (OpaWire.OtherRevision(answer, asked.Files.Revision) is { } other)
                return Failed($"OPA serves revision '{other}', but '{OpaWire.Quoted(asked.Files.Revision)}' is to decide");
            if (!answer.TryGetPropertyValue("result", out var result))
                return new EngineAnswer(null, null, 0, Stopwatch.GetElapsedTime(start));
            answer.Remove("result");
            return result is JsonObject decision ? new EngineAnswer(decision, null, 0, Stopwatch.GetElapsedTime(start)) : Failed("the decision is no object");
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            _breaker.GaveUp();
            return Failed("nobody waits for the answer any more");
        }
        catch (OperationCanceledException)
        {
            _breaker.Failed();
            return Failed($"OPA did not answer within {_options.TimeoutMilliseconds} ms");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            _breaker.Failed();
            return Failed($"OPA could not be reached ({(fault as HttpRequestException)?.HttpRequestError ?? (fault as HttpIOException)?.HttpRequestError ?? HttpRequestError.Unknown})");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            _breaker.Failed();
            return Failed("OPA's answer is no JSON this console can read");
        }
    }

    /// <summary>A question changes nothing, so it may be put again; but only where it cannot have been heard, because whoever is slow is not helped by more to do.</summary>
    private async Task<(HttpStatusCode Status, byte[]? Body)> AskTwice(byte[] question, AuthenticationHeaderValue? token, CancellationToken cancel)
    {
        try
        {
            return await Ask(question, token, cancel);
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            return await Ask(question, token, cancel);
        }
    }

    private async Task<(HttpStatusCode Status, byte[]? Body)> Ask(byte[] question, AuthenticationHeaderValue? token, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(question) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = token;
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        return (response.StatusCode, await OpaWire.ReadBounded(stream, cancel));
    }

    private void Tell(bool answered)
    {
        if (answered)
            _breaker.Succeeded();
        else
            _breaker.Failed();
    }

    /// <summary>False when there should be a token and is none that fits into a header.</summary>
    private bool TryToken(out AuthenticationHeaderValue? token)
    {
        token = null;
        if (_options.OpaTokenFile is not { } file)
            return true;
        try
        {
            var text = File.ReadAllText(file).Trim();
            if (text.Length == 0 || text.Any(c => c is <= ' ' or > '~'))
                return false;
            token = new AuthenticationHeaderValue("Bearer", text);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
