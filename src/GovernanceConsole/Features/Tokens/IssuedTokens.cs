using System.Text.Json.Nodes;
using GovernanceConsole.Platform.Startup;
using Microsoft.IdentityModel.JsonWebTokens;

namespace GovernanceConsole.Features.Tokens;

/// <summary>
/// Writes and reads the tokens of this issuer (RFC 9068, <c>typ</c> <c>at+jwt</c>). Reading checks that we signed it with a key that is still published, and that it has not ended; who may use it
/// for what is the caller's question. Anything doubtful reads as null.
/// </summary>
internal sealed class IssuedTokens(TokenKeys keys, DeadTokens dead, Place place, TimeProvider clock)
{
    private const string Type = "at+jwt";

    private static readonly JsonWebTokenHandler Library = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Signs the claims; <c>iss</c> and <c>iat</c> are added here.</summary>
    public string Write(JsonObject claims, DateTime now)
    {
        claims["iss"] = place.Issuer;
        claims["iat"] = Seconds(now);
        return Library.CreateToken(claims.ToJsonString(), keys.Current.Credentials, new Dictionary<string, object> { ["typ"] = Type });
    }

    /// <summary>The token, when it is ours and alive.</summary>
    public async Task<CompactJwt?> Read(string? text)
    {
        if (!CompactJwt.TryRead(text, out var jwt) || !(jwt.Type is Type or "application/at+jwt") || keys.Find(jwt.KeyId) is not { } key)
            return null;
        var now = clock.GetUtcNow().UtcDateTime;
        var alive = jwt.String("iss") == place.Issuer && jwt.Instant("exp") > now && jwt.Instant("iat") <= now.AddSeconds(60)
            && jwt.String("jti") is { } id && !dead.Contains(id);
        return alive && await jwt.IsSignedBy(key.Key) ? jwt : null;
    }

    public static long Seconds(DateTime at) => (at.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
}
