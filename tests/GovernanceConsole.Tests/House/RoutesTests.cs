using System.Security.Claims;
using GovernanceConsole.Tests.World;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Tests.House;

/// <summary>Every door of the console: who it is for, and that none which does something opens to a link or to another site.</summary>
public sealed class RoutesTests(OpenTown open) : IClassFixture<OpenTown>
{
    /// <summary>Doors that ask nobody who they are, each with its reason.</summary>
    private static readonly Dictionary<string, string> Anonymous = new()
    {
        ["/oauth/token"] = "authenticates the client itself, by its assertion",
        ["/oauth/introspect"] = "authenticates the point itself",
        ["/oauth/revoke"] = "authenticates the client itself",
        ["/.well-known/oauth-authorization-server"] = "metadata is public (RFC 8414)",
        ["/.well-known/openid-configuration"] = "the same",
        ["/.well-known/jwks.json"] = "public keys",
        ["/api/{**rest}"] = "says that there is nothing here",
        ["/oauth/{**rest}"] = "says that there is nothing here",
        ["/.well-known/{**rest}"] = "says that there is nothing here",
        ["/log/checkpoint"] = "signed heads are public",
        ["/log/tile/{**path}"] = "hashes are public; entries ask for an auditor inside",
        ["/log/proof/{index}"] = "proofs are public",
        ["/intents/{id}/receipt.json"] = "asks who is signed in itself, to answer with a problem document",
        ["/calendars/{secret}.ics"] = "the secret address is the credential; it shows shifts and does nothing",
        ["/verify"] = "leads to a static page that sends nothing anywhere",
        ["/ceremonies/sign-in/begin"] = "nobody is signed in before signing in",
        ["/ceremonies/sign-in/finish"] = "nobody is signed in before signing in",
        ["/ceremonies/enrolment/look"] = "the one-time link is the credential",
        ["/ceremonies/enrolment/begin"] = "the one-time link is the credential",
        ["/ceremonies/enrolment/finish"] = "the one-time link is the credential",
        ["/sign-out"] = "ends a session, and does nothing without one",
        ["/sign-in"] = "nobody is signed in before signing in",
        ["/set-up"] = "the one-time link is the credential",
        ["/invitation"] = "the one-time link is the credential",
        ["/recovery"] = "the one-time link is the credential",
        ["/js/practice-key.js"] = "outside a demo it says that there is no such script",
        ["/demo"] = "where a newcomer picks a persona; outside a demo it shows nothing",
        ["/demo/removed"] = "says that the demo is gone, when nobody can be signed in any more",
        ["/{first:regex(^(?!(api|oauth|log|ceremonies|.well-known)$).*)}/{**rest:nonfile}"] = "the page that says there is nothing here",
        ["/error"] = "says that something failed",
        ["/not-found"] = "says that there is nothing here",
    };

    /// <summary>What changes something. None of it answers a GET.</summary>
    private static readonly string[] Acts =
    [
        "/api/v1/intents", "/api/v1/intents/{id}/withdraw", "/api/v1/grants/{id}/redeem", "/api/v1/grants/{id}/outcome",
        "/oauth/token", "/oauth/introspect", "/oauth/revoke", "/sign-out", "/ceremonies/approvals/{id}", "/ceremonies/approval-batches/{id}",
        "/ceremonies/sign-in/begin", "/ceremonies/sign-in/finish", "/ceremonies/enrolment/look", "/ceremonies/enrolment/begin", "/ceremonies/enrolment/finish",
        "/ceremonies/passkeys/begin", "/ceremonies/passkeys/made", "/ceremonies/passkeys/finish", "/ceremonies/standing/begin", "/ceremonies/standing/finish",
        "/ceremonies/policy/begin", "/ceremonies/policy/finish",
        "/api/v1/stops/{id}/confirm", "/ceremonies/stops/begin", "/ceremonies/stops/finish", "/ceremonies/stops/release/begin", "/ceremonies/stops/release/finish",
        "/ceremonies/break-glass/begin", "/ceremonies/break-glass/finish", "/ceremonies/break-glass/sign/begin", "/ceremonies/break-glass/sign/finish", "/ceremonies/break-glass/review/begin", "/ceremonies/break-glass/review/finish",
    ];

    [Fact]
    public async Task DoorThatSaysNothing_IsForSignedInPeople()
    {
        var http = new DefaultHttpContext();
        http.SetEndpoint(Doors().First(IsPage));

        var answer = await open.World.Get<IAuthorizationService>().AuthorizeAsync(new ClaimsPrincipal(new ClaimsIdentity()), http, open.World.Get<IOptions<AuthorizationOptions>>().Value.FallbackPolicy!);

        Assert.False(answer.Succeeded);
    }

    [Fact]
    public void DoorWithoutAPolicy_StandsOnTheListWithItsReason()
    {
        var free = Doors().Where(door => door.Metadata.GetMetadata<IAllowAnonymous>() is not null && !IsAsset(door)).Select(Pattern).Distinct().ToList();

        Assert.All(free, pattern => Assert.Contains(pattern, Anonymous.Keys));
    }

    [Fact]
    public void Act_AnswersNoGet()
    {
        var reads = Doors().Where(door => Methods(door) is null or { Count: 0 } || Methods(door)!.Contains("GET")).Where(door => !IsPage(door)).Select(Pattern).ToHashSet();

        Assert.All(Acts, act => Assert.DoesNotContain(act, reads));
    }

    [Fact]
    public void DoorThatOnlyTakesPosts_IsAnActOfTheList() =>
        Assert.Equal(Acts.Order(StringComparer.Ordinal), Doors().Where(door => Methods(door) is ["POST"] && !IsPage(door) && !Pattern(door).StartsWith("/_", StringComparison.Ordinal)).Select(Pattern).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void ApiDoor_WantsAConsoleToken()
    {
        foreach (var door in Doors().Where(door => Pattern(door).StartsWith("/api/v1", StringComparison.Ordinal)))
            Assert.Contains(door.Metadata.GetOrderedMetadata<IAuthorizeData>(), data => data.Policy?.StartsWith("ConsoleToken", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("https://evil.example", "same-origin")]
    [InlineData(World.World.Issuer, "cross-site")]
    [InlineData(null, null)]
    public async Task AnotherSitesPage_OpensNoCeremony(string? origin, string? site)
    {
        using var browser = new WorldBrowser(open.World, open.Town.Mei.Key);
        Assert.Equal(200, (await browser.SignsIn()).Status);
        // The same door opens to our own page: what follows is refused for the origin alone.
        Assert.Equal(409, (await browser.Post("/ceremonies/approvals/cer_x", new { answer = "" })).Status);
        (browser.Origin, browser.FetchSite) = (origin, site);
        var doors = Doors().Select(Pattern).Where(p => p.StartsWith("/ceremonies/", StringComparison.Ordinal) || p == "/sign-out").Distinct().ToList();

        Assert.True(doors.Count >= 10);
        foreach (var door in doors)
            Assert.Equal((door, 403, "not_allowed"), await browser.Post(door.Replace("{id}", "cer_x", StringComparison.Ordinal), new { }) is var answer ? (door, answer.Status, answer.Problem) : default);
    }

    [Fact]
    public async Task CeremonyWithoutTheFormToken_IsRefused()
    {
        using var browser = new WorldBrowser(open.World, open.Town.Mei.Key);
        await browser.SignsIn();
        browser.SendsToken = false;
        foreach (var door in Doors().Select(Pattern).Where(p => p.StartsWith("/ceremonies/", StringComparison.Ordinal)).Distinct())
            Assert.Equal((door, 403), (door, (await browser.Post(door.Replace("{id}", "cer_x", StringComparison.Ordinal), new { })).Status));
    }

    [Fact]
    public async Task NobodySignedIn_SeesNoPage()
    {
        using var browser = new WorldBrowser(open.World);
        foreach (var door in Doors().Where(IsPage).Where(door => door.Metadata.GetMetadata<IAllowAnonymous>() is null).Select(Pattern).Where(p => !p.Contains('{')).Distinct())
        {
            var answer = await browser.Get(door);
            Assert.True(answer.Status == 302 && answer["location"]!.Contains("/sign-in", StringComparison.Ordinal), $"{door} answered {answer.Status}");
        }
    }

    private IEnumerable<RouteEndpoint> Doors() => open.World.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string Pattern(RouteEndpoint door) => "/" + door.RoutePattern.RawText!.Trim('/');

    private static IReadOnlyList<string>? Methods(RouteEndpoint door) => door.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods;

    private static bool IsPage(RouteEndpoint door) => door.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null;

    private static bool IsAsset(RouteEndpoint door) => door.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;
}
