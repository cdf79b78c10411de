using GovernanceConsole.Domain;

namespace GovernanceConsole.Features.Tokens;

/// <summary>Every way the token service says no, with the codes of RFC 6749 §5.2, RFC 8693 §2.2.2 and RFC 8707 §2.</summary>
internal static class TokenRefusals
{
    /// <summary>One answer for every reason a client was not believed, so that trying tells nothing.</summary>
    public static readonly Refusal InvalidClient = new("invalid_client", "The client could not be authenticated.");

    public static readonly Refusal UnsupportedGrantType = new("unsupported_grant_type", "Ask with client_credentials or with token exchange (RFC 8693).");

    public static readonly Refusal InvalidScope = new("invalid_scope", "The scope goes beyond what this client can have.");

    public static readonly Refusal InvalidTarget = new("invalid_target", "The token is not issued for that audience or resource.");

    public static readonly Refusal UnauthorizedClient = new("unauthorized_client", "This client may not do that.");

    public static readonly Refusal Stopped = new("unauthorized_client", "A stop is in force for this agent. It gets no token until people release it.");

    public static readonly Refusal InvalidSubjectToken = new("invalid_request", "subject_token must be a living console token of the same client.");

    public static readonly Refusal SlowDown = new("slow_down", "This client asks more often than it may. Wait as long as Retry-After says.");

    public static Refusal InvalidRequest(string why) => new("invalid_request", why);

    public static Refusal InvalidAuthorizationDetails(string why) => new("invalid_authorization_details", why);

    /// <summary>RFC 6749 §5.2: 400 but for a client that is not believed; the writer's refusals keep their 503.</summary>
    public static int Status(string code) => code switch
    {
        "invalid_client" => StatusCodes.Status401Unauthorized,
        "slow_down" => StatusCodes.Status429TooManyRequests,
        "unavailable" => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };
}
