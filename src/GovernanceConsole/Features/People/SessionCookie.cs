using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Http;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.People;

/// <summary>
/// The cookie that carries a session's id. It is host-only, out of reach of scripts, gone with the browser and after twelve hours; every request asks the session row whether it still counts. Pages
/// send who is not signed in to the sign-in page; programmatic paths answer a problem document.
/// </summary>
internal sealed class SessionCookie(Place place) : IConfigureNamedOptions<CookieAuthenticationOptions>, IConfigureOptions<AntiforgeryOptions>
{
    public const string Scheme = "session";

    /// <summary>Query parameter with the local page to go to after signing in.</summary>
    public const string Return = "return";

    private bool Https => place.Origins[0].StartsWith("https:", StringComparison.Ordinal);

    public static Task Write(HttpContext http, StartedSession started) =>
        http.SignInAsync(Scheme, started.SignedIn.ToPrincipal(Scheme), new AuthenticationProperties { ExpiresUtc = new DateTimeOffset(started.ExpiresAt), AllowRefresh = false, IsPersistent = false });

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        if (name != Scheme)
            return;
        // __Host- makes the browser insist on Secure, Path=/ and no Domain. Plain http exists on localhost only, where the prefix would make it drop the cookie.
        options.Cookie.Name = Https ? "__Host-gc-session" : place.Demo ? "gc-demo-session" : "gc-session";
        options.Cookie.SecurePolicy = Https ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        options.Cookie.HttpOnly = true;
        // Lax, so that a link in a mail opens signed in; nothing changes state on GET, and ceremonies check their origin.
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.Path = "/";
        options.ExpireTimeSpan = Sessions.Longest;
        options.SlidingExpiration = false;
        options.LoginPath = Links.SignIn;
        options.AccessDeniedPath = Links.Home;
        options.ReturnUrlParameter = Return;
        options.Events.OnValidatePrincipal = Validate;
        options.Events.OnRedirectToLogin = context => ToSignIn(context, PeopleRefusals.SignedOut);
        options.Events.OnRedirectToAccessDenied = context => ToSignIn(context, PeopleRefusals.NotAllowed);
    }

    public void Configure(CookieAuthenticationOptions options) => Configure(Options.DefaultName, options);

    public void Configure(AntiforgeryOptions options)
    {
        options.Cookie.Name = Https ? "__Host-gc-form" : place.Demo ? "gc-demo-form" : "gc-form";
        options.Cookie.SecurePolicy = Https ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.HeaderName = SameOrigin.TokenHeader;
        // SecurityHeaders says it for every answer.
        options.SuppressXFrameOptionsHeader = true;
    }

    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        if (SignedIn.Of(context.Principal) is { } cookie)
        {
            await using var db = services.GetRequiredService<Database>().Read();
            if (await Sessions.Read(db, cookie, services.GetRequiredService<Work>().Now()) is { } signedIn)
            {
                context.ReplacePrincipal(signedIn.ToPrincipal(Scheme));
                return;
            }
        }
        context.RejectPrincipal();
    }

    private static Task ToSignIn(RedirectContext<CookieAuthenticationOptions> context, Refusal refusal)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            context.Response.Redirect(refusal == PeopleRefusals.SignedOut ? Links.SignInThen(request.Path + request.QueryString) : Links.Home);
            return Task.CompletedTask;
        }
        return Problems.Write(context.HttpContext, refusal);
    }
}
