namespace GovernanceConsole.Domain.Grants;

/// <summary>How the exchange for an action token says no. The codes are OAuth's (RFC 6749 §5.2, RFC 8628 §3.5, RFC 9396 §5), because the token endpoint answers with them.</summary>
public static class ClaimRefusals
{
    public static readonly Refusal NoSuchIntent = new("invalid_authorization_details", "There is no such intent of this agent.");

    public static readonly Refusal StillPending = new("authorization_pending", "The intent has not been decided yet. Wait on the intent, then ask again.");

    public static readonly Refusal NoLongerGranted = new("access_denied", "The intent is not granted, or no longer so. No token will come of it.");

    public static readonly Refusal NoLongerAllowed = new("access_denied", "This agent may not do this any more. No token will come of it while that is so.");

    public static readonly Refusal Stopped = new("access_denied", "A stop is in force. There is no token until people release it.");

    public static readonly Refusal EpisodeOver = new("access_denied", "The break-glass episode this was granted under is over, or was a drill. No token will come of it.");

    public static readonly Refusal AlreadySpent = new("invalid_grant", "The grant of this intent was redeemed. It is good for once.");

    public static readonly Refusal Raced = new("invalid_grant", "The grant changed while the token was made. Ask for the state of the intent.");
}
