namespace GovernanceConsole.Features.Tokens;

/// <summary>Names that stand in requests, tokens and metadata alike.</summary>
internal static class TokenTypes
{
    /// <summary>RFC 8693 §2.1.</summary>
    public const string ExchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange";

    /// <summary>RFC 8693 §3.</summary>
    public const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";

    /// <summary>RFC 8693 §3.</summary>
    public const string Jwt = "urn:ietf:params:oauth:token-type:jwt";

    /// <summary>Our type of <c>authorization_details</c> (RFC 9396 §2): one declared intent.</summary>
    public const string IntentDetails = "urn:governance-console:intent";
}
