using System.Security.Claims;
using System.Text.Encodings.Web;
using GovernanceConsole.Domain;
using GovernanceConsole.Platform.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Tokens;

/// <summary>
/// Lets agents and enforcement points into <c>/api/v1</c> by their console token (RFC 6750 §2.1: in the Authorization header, nowhere else). A token in the address is refused even beside a good
/// header, because addresses are logged. Answers 401, 403 and 429 as problem documents. Counts a client's requests, since only here it is known who asks and nothing was done yet.
/// </summary>
internal sealed class BearerAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ConsoleTokens tokens, ClientLimits limits)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "ConsoleToken";

    /// <summary>Claim with the token's scopes, one each. Not a person's claims, so that no page takes a client for somebody signed in.</summary>
    public const string ScopeClaim = "console_scope";

    private static readonly AuthenticateResult Bad = AuthenticateResult.Fail("No living console token.");

    private static readonly Refusal TooFast = new("slow_down", "This client sends more requests than it may. Nothing was changed; wait as long as Retry-After says.");

    private bool _tooFast;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.QueryString.HasValue && Request.Query.ContainsKey("access_token"))
            return Bad;
        var header = Request.Headers.Authorization;
        if (header.Count == 0)
            return AuthenticateResult.NoResult();
        const string bearer = "Bearer ";
        if (header.Count != 1 || header[0] is not { } value || !value.StartsWith(bearer, StringComparison.OrdinalIgnoreCase))
            return Bad;
        if (await tokens.Verify(value[bearer.Length..]) is not { } token)
            return Bad;
        if (!limits.TryTake(token.Client.Id))
        {
            _tooFast = true;
            return AuthenticateResult.Fail(TooFast.Message);
        }

        Context.Features.Set(token);
        var identity = new ClaimsIdentity(token.Scope.Where(token.May).Select(scope => new Claim(ScopeClaim, scope)), Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_tooFast)
            return Problems.Write(Context, TooFast);
        Response.Headers.WWWAuthenticate = Request.Headers.Authorization.Count > 0 ? "Bearer realm=\"governance-console\", error=\"invalid_token\"" : "Bearer realm=\"governance-console\"";
        return Problems.Write(Context, Problems.Unauthenticated);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer realm=\"governance-console\", error=\"insufficient_scope\"";
        return Problems.Write(Context, Problems.NotAllowed);
    }
}

/// <summary>How endpoints say which clients they are for, and learn which one asked.</summary>
internal static class BearerAccess
{
    /// <summary>For agents only.</summary>
    public static TBuilder ForAgents<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireAuthorization(BearerAuthentication.Name + ":" + ConsoleToken.Intents);

    /// <summary>For enforcement points only.</summary>
    public static TBuilder ForPoints<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireAuthorization(BearerAuthentication.Name + ":" + ConsoleToken.Redeem);

    /// <summary>For agents and points alike; the act tells them apart.</summary>
    public static TBuilder ForClients<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireAuthorization(BearerAuthentication.Name);

    /// <summary>The token an endpoint was called with. Only behind one of the above.</summary>
    public static ConsoleToken CallersToken(this HttpContext http) =>
        http.Features.Get<ConsoleToken>() ?? throw new InvalidOperationException("This endpoint does not ask for a console token.");
}
