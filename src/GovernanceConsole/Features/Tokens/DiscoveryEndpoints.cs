using System.Text.Json.Nodes;
using GovernanceConsole.Platform.Startup;

namespace GovernanceConsole.Features.Tokens;

/// <summary>
/// What a client can find out by itself: RFC 8414 metadata and the key set. For an issuer with a path the metadata stands also where RFC 8414 §3.1 inserts the well-known part, and where OpenID Connect
/// appends it. Everything is built from configuration, nothing from the request's Host.
/// </summary>
internal static class DiscoveryEndpoints
{
    /// <summary>Shorter than the time a key is published before it signs.</summary>
    private const string MayBeKept = "public, max-age=300";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var place = routes.ServiceProvider.GetRequiredService<Place>();
        var metadata = Metadata(place.Issuer).ToJsonString();
        foreach (var path in MetadataPaths(new Uri(place.Issuer).AbsolutePath.TrimEnd('/')))
            routes.MapGet(path, () => Kept(metadata)).AllowAnonymous();
        routes.MapGet("/.well-known/jwks.json", (TokenKeys keys) => Kept(KeySet(keys).ToJsonString())).AllowAnonymous();
    }

    private static IEnumerable<string> MetadataPaths(string issuerPath)
    {
        yield return "/.well-known/oauth-authorization-server";
        yield return "/.well-known/openid-configuration";
        if (issuerPath.Length == 0)
            yield break;
        yield return "/.well-known/oauth-authorization-server" + issuerPath;
        yield return "/.well-known/openid-configuration" + issuerPath;
        yield return issuerPath + "/.well-known/openid-configuration";
    }

    private static JsonObject Metadata(string issuer)
    {
        var origin = new Uri(issuer).GetLeftPart(UriPartial.Authority);
        return new JsonObject
        {
            ["issuer"] = issuer,
            ["token_endpoint"] = origin + "/oauth/token",
            ["introspection_endpoint"] = origin + "/oauth/introspect",
            ["revocation_endpoint"] = origin + "/oauth/revoke",
            ["jwks_uri"] = origin + "/.well-known/jwks.json",
            ["response_types_supported"] = new JsonArray(),
            ["grant_types_supported"] = new JsonArray("client_credentials", TokenTypes.ExchangeGrant),
            ["scopes_supported"] = new JsonArray(ConsoleToken.Intents, ConsoleToken.Redeem, ConsoleToken.Introspect),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("private_key_jwt"),
            ["token_endpoint_auth_signing_alg_values_supported"] = new JsonArray("ES256"),
            ["introspection_endpoint_auth_methods_supported"] = new JsonArray("private_key_jwt"),
            ["introspection_endpoint_auth_signing_alg_values_supported"] = new JsonArray("ES256"),
            ["revocation_endpoint_auth_methods_supported"] = new JsonArray("private_key_jwt"),
            ["revocation_endpoint_auth_signing_alg_values_supported"] = new JsonArray("ES256"),
            ["authorization_details_types_supported"] = new JsonArray(TokenTypes.IntentDetails),
            ["acr_values_supported"] = new JsonArray("agent-only", "human-approved", "multi-party-approved"),
        };
    }

    private static JsonObject KeySet(TokenKeys keys) => new()
    {
        ["keys"] = new JsonArray([.. keys.Published.Select(key => new JsonObject
        {
            ["kty"] = "EC", ["crv"] = "P-256", ["x"] = key.Public.X, ["y"] = key.Public.Y, ["use"] = "sig", ["alg"] = "ES256", ["kid"] = key.Kid,
        })]),
    };

    private static KeptJson Kept(string json) => new(json);

    private sealed class KeptJson(string json) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.CacheControl = MayBeKept;
            httpContext.Response.ContentType = "application/json";
            return httpContext.Response.WriteAsync(json, httpContext.RequestAborted);
        }
    }
}
