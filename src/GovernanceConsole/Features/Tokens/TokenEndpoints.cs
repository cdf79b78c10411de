using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Platform.Http;

namespace GovernanceConsole.Features.Tokens;

/// <summary>The token service in HTTP's words: <c>/oauth/token</c>, <c>/oauth/introspect</c>, <c>/oauth/revoke</c>. Errors are RFC 6749 §5.2, nothing is ever cached.</summary>
internal static class TokenEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var oauth = routes.MapGroup("/oauth").AllowAnonymous().DisableAntiforgery();
        oauth.MapPost("/token", Token);
        oauth.MapPost("/introspect", Introspect);
        oauth.MapPost("/revoke", Revoke);
    }

    private static async Task<IResult> Token(HttpContext http, AuthenticateClient authenticate, IEnumerable<IGrantType> grantTypes)
    {
        var form = await OAuthForm.Read(http.Request);
        if (form.IsRefused)
            return Error(form.Refusal);
        if (form.Value["grant_type"] is not { } name)
            return Error(TokenRefusals.InvalidRequest("grant_type is missing."));
        if (grantTypes.FirstOrDefault(g => g.Name == name) is not { } grantType)
            return Error(TokenRefusals.UnsupportedGrantType);
        var client = await authenticate.Handle(form.Value, http.RequestAborted);
        if (client.IsRefused)
            return Error(client.Refusal);
        var answer = await grantType.Answer(client.Value, form.Value, http.RequestAborted);
        return answer.IsRefused ? Error(answer.Refusal) : Json(answer.Value.ToJson());
    }

    /// <summary>For enforcement points, authenticated by an assertion or by their console token (RFC 7662 §2.1).</summary>
    private static async Task<IResult> Introspect(HttpContext http, AuthenticateClient authenticate, ConsoleTokens consoleTokens, ClientDirectory clients, IntrospectToken introspect)
    {
        var form = await OAuthForm.Read(http.Request);
        if (form.IsRefused)
            return Error(form.Refusal);
        var point = await Introspector(http, form.Value, authenticate, consoleTokens, clients);
        if (point.IsRefused)
            return Error(point.Refusal);
        if (form.Value["token"] is not { } token)
            return Error(TokenRefusals.InvalidRequest("token is missing."));
        return Json(await introspect.Handle(point.Value, token, http.RequestAborted) ?? new JsonObject { ["active"] = false });
    }

    private static async Task<Outcome<Client>> Introspector(HttpContext http, OAuthForm form, AuthenticateClient authenticate, ConsoleTokens consoleTokens, ClientDirectory clients)
    {
        const string bearer = "Bearer ";
        if (http.Request.Headers.Authorization is not [{ } header])
        {
            var client = await authenticate.Handle(form, http.RequestAborted);
            return client.IsRefused || client.Value.Kind == ActorKind.Point ? client : TokenRefusals.UnauthorizedClient;
        }

        if (!header.StartsWith(bearer, StringComparison.OrdinalIgnoreCase) || await consoleTokens.Verify(header[bearer.Length..]) is not { } token)
            return TokenRefusals.InvalidClient;
        return token.May(ConsoleToken.Introspect) && clients.Find(token.Client.Id) is { } point ? point : TokenRefusals.UnauthorizedClient;
    }

    private static async Task<IResult> Revoke(HttpContext http, AuthenticateClient authenticate, RevokeToken revoke)
    {
        var form = await OAuthForm.Read(http.Request);
        if (form.IsRefused)
            return Error(form.Refusal);
        var client = await authenticate.Handle(form.Value, http.RequestAborted);
        if (client.IsRefused)
            return Error(client.Refusal);
        if (form.Value["token"] is not { } token)
            return Error(TokenRefusals.InvalidRequest("token is missing."));
        var done = await revoke.Handle(client.Value, token, http.RequestAborted);
        return done.IsRefused ? Error(done.Refusal) : new Answer(StatusCodes.Status200OK, null);
    }

    private static Answer Json(JsonObject body) => new(StatusCodes.Status200OK, body);

    private static Answer Error(Refusal refusal)
    {
        var code = refusal.Code == "unavailable" ? "temporarily_unavailable" : refusal.Code;
        return new Answer(TokenRefusals.Status(refusal.Code), new JsonObject { ["error"] = code, ["error_description"] = Plain(refusal.Message) });
    }

    /// <summary>RFC 6749 §5.2 wants printable ASCII without quotes and backslashes here.</summary>
    private static string Plain(string sentence) => string.Concat(sentence.Where(c => c is >= ' ' and <= '~' and not '"' and not '\\'));

    private sealed class Answer(int status, JsonObject? body) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.Headers.CacheControl = "no-store";
            response.Headers.Pragma = "no-cache";
            if (status is 429 or 503)
                response.Headers.RetryAfter = "1";
            if (body is null)
            {
                response.ContentLength = 0;
                return;
            }

            response.ContentType = "application/json";
            await response.WriteAsync(body.ToJsonString(), httpContext.RequestAborted);
        }
    }
}
