using GovernanceConsole.Features.Agents;

namespace GovernanceConsole.Features.Tokens;

/// <summary>An assertion whose signature and claims hold; it counts once it is spent.</summary>
internal sealed record ClientAssertion(Client Client, string Id, DateTime EndsAt)
{
    public const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <summary>How far ahead an assertion may end.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>How far a client's clock may be ahead of ours.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    /// <summary>
    /// <c>private_key_jwt</c> (RFC 7523 §3, draft rfc7523bis): <c>iss</c> = <c>sub</c> = the client, <c>aud</c> the issuer as one string and nothing else, <c>exp</c> at most
    /// five minutes ahead, <c>jti</c>, signed with the registered key. Null for everything else, without saying why.
    /// </summary>
    /// <param name="text">The assertion.</param>
    /// <param name="clientId">The <c>client_id</c> parameter, if there was one.</param>
    public static async Task<ClientAssertion?> Read(string? text, string? clientId, ClientDirectory clients, TokenKeys keys, string issuer, DateTime now)
    {
        if (!CompactJwt.TryRead(text, out var jwt) || !IsType(jwt.Type))
            return null;
        var client = jwt.String("sub") is { } id ? clients.Find(id) : null;
        // An unknown client costs as much time as a known one.
        var isSigned = await jwt.IsSignedBy(client is null ? keys.Current.Key : client.Key);
        var holds = isSigned && client is { IsActive: true } && jwt.String("iss") == client.Id && (clientId is null || clientId == client.Id)
            && jwt.String("aud") == issuer
            && jwt.Instant("exp") is { } ends && ends > now && ends <= now + Longest
            && NotLater(jwt, "nbf", now + Skew) && NotLater(jwt, "iat", now + Skew)
            && jwt.String("jti") is { Length: > 0 and <= 200 };
        return holds ? new ClientAssertion(client!, jwt.String("jti")!, jwt.Instant("exp")!.Value) : null;
    }

    private static bool NotLater(CompactJwt jwt, string name, DateTime latest) => jwt.IsInstantOrAbsent(name) && (jwt.Instant(name) is not { } at || at <= latest);

    private static bool IsType(string? type) =>
        type is null || type.Equals("JWT", StringComparison.OrdinalIgnoreCase) || type.Equals("client-authentication+jwt", StringComparison.OrdinalIgnoreCase);
}
