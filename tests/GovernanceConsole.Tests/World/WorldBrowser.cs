using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.TestHost;

namespace GovernanceConsole.Tests.World;

/// <summary>
/// A browser as far as ceremonies go: keeps cookies, loads a page for its form token, posts JSON from the console's own origin and lets a software authenticator answer. A circuit it has not.
/// </summary>
internal sealed partial class WorldBrowser : IDisposable
{
    private readonly World _world;
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;
    private string? _token;

    public WorldBrowser(World world, SoftAuthenticator? key = null)
    {
        _world = world;
        Key = key ?? new SoftAuthenticator(World.Issuer);
        _http = new HttpClient(new Cookies(_cookies) { InnerHandler = world.App.GetTestServer().CreateHandler() }) { BaseAddress = new Uri(World.Issuer) };
    }

    public SoftAuthenticator Key { get; }

    /// <summary>The Origin header it sends; another one makes it a foreign page.</summary>
    public string? Origin { get; set; } = World.Issuer;

    public string? FetchSite { get; set; } = "same-origin";

    /// <summary>False: forgets the page's form token.</summary>
    public bool SendsToken { get; set; } = true;

    public IEnumerable<Cookie> CookieJar => _cookies.GetAllCookies();

    public async Task<Answered> Get(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        using var response = await _http.SendAsync(request);
        return new Answered((int)response.StatusCode, new JsonObject { ["location"] = response.Headers.Location?.ToString(), ["html"] = await response.Content.ReadAsStringAsync() });
    }

    public async Task<Answered> Post(string path, object? body = null)
    {
        if (SendsToken)
            _token ??= TokenInput().Match((await Get("/set-up"))["html"]!).Groups["token"].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body ?? new { }) };
        if (Origin is not null)
            request.Headers.Add("Origin", Origin);
        if (FetchSite is not null)
            request.Headers.Add("Sec-Fetch-Site", FetchSite);
        if (SendsToken)
            request.Headers.Add("RequestVerificationToken", _token);
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answered((int)response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : []);
    }

    /// <summary>The page was loaded again: a new form token, bound to who is signed in now.</summary>
    public void Reload() => _token = null;

    public async Task<Answered> SignsIn(Mischief? mischief = null)
    {
        var asked = await Post("/ceremonies/sign-in/begin");
        if (asked.Status != 200)
            return asked;
        var answer = await Post("/ceremonies/sign-in/finish", new { ceremony = asked["ceremony"], answer = Key.Get(asked["options"]!, mischief) });
        Reload();
        return answer;
    }

    /// <summary>Opens a one-time link and enrols a passkey.</summary>
    public async Task<Answered> Enrols(string secret, string? name = null, string? label = null, Mischief? mischief = null)
    {
        var asked = await Post("/ceremonies/enrolment/begin", new { secret, name });
        if (asked.Status != 200)
            return asked;
        var answer = await Post("/ceremonies/enrolment/finish", new { secret, label, ceremony = asked["ceremony"], answer = Key.Create(asked["options"]!, mischief) });
        Reload();
        return answer;
    }

    /// <summary>Signs a proposed change of standing.</summary>
    public async Task<Answered> Signs(string change, Mischief? mischief = null)
    {
        var asked = await Post("/ceremonies/standing/begin", new { change });
        return asked.Status != 200 ? asked : await Post("/ceremonies/standing/finish", new { change, ceremony = asked["ceremony"], answer = Key.Get(asked["options"]!, mischief) });
    }

    /// <summary>Makes a further passkey on <paramref name="device"/> and lets its own key vouch for it.</summary>
    public async Task<Answered> Adds(SoftAuthenticator device, string label)
    {
        var asked = await Post("/ceremonies/passkeys/begin");
        if (asked.Status != 200)
            return asked;
        var vouch = await Post("/ceremonies/passkeys/made", new { ceremony = asked["ceremony"], label, answer = device.Create(asked["options"]!) });
        return vouch.Status != 200 ? vouch : await Post("/ceremonies/passkeys/finish", new { ceremony = vouch["ceremony"], answer = Key.Get(vouch["options"]!) });
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TokenInput();

    /// <summary>The cookie jar: TestServer's handler has none.</summary>
    private sealed class Cookies(CookieContainer jar) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var header = jar.GetCookieHeader(request.RequestUri!);
            if (header.Length > 0)
                request.Headers.Add("Cookie", header);
            var response = await base.SendAsync(request, cancellationToken);
            if (response.Headers.TryGetValues("Set-Cookie", out var set))
            {
                foreach (var cookie in set)
                    jar.SetCookies(request.RequestUri!, cookie);
            }

            return response;
        }
    }
}
