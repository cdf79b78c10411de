using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Features.Agents;

namespace GovernanceConsole.Features.Tokens;

/// <summary>One value of <c>grant_type</c> at the token endpoint. The client is authenticated already.</summary>
internal interface IGrantType
{
    string Name { get; }

    Task<Outcome<TokenAnswer>> Answer(Client client, OAuthForm form, CancellationToken cancel);
}

/// <summary>A successful token response (RFC 6749 §5.1, RFC 8693 §2.2.1, RFC 9396 §7). There is never a refresh token.</summary>
internal sealed record TokenAnswer(string AccessToken, long ExpiresIn, string? Scope = null, JsonArray? AuthorizationDetails = null, string? IssuedTokenType = null)
{
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["access_token"] = AccessToken, ["token_type"] = "Bearer", ["expires_in"] = ExpiresIn };
        if (IssuedTokenType is not null)
            json["issued_token_type"] = IssuedTokenType;
        if (Scope is not null)
            json["scope"] = Scope;
        if (AuthorizationDetails is not null)
            json["authorization_details"] = AuthorizationDetails;
        return json;
    }
}
