namespace GovernanceConsole.Domain.People;

/// <summary>How a one-time link stands.</summary>
public enum InvitationState
{
    Open,
    Used,
    Withdrawn,
    Expired,
}

/// <summary>How long one-time links live, and when they still work. Single use itself is a conditional update; this says it in words first.</summary>
public static class InvitationRules
{
    public static TimeSpan Lifetime(InvitationKind kind) => kind switch
    {
        InvitationKind.SetUp => TimeSpan.FromMinutes(30),
        InvitationKind.Invite or InvitationKind.Recovery => TimeSpan.FromHours(24),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static InvitationState State(Invitation invitation, DateTime now) =>
        invitation.UsedAt is not null ? InvitationState.Used
        : invitation.WithdrawnAt is not null ? InvitationState.Withdrawn
        : invitation.ExpiresAt <= now ? InvitationState.Expired
        : InvitationState.Open;

    /// <summary>Null when the link works now.</summary>
    public static Refusal? Works(Invitation? invitation, DateTime now) => invitation is null ? PersonRefusals.UnknownLink : State(invitation, now) switch
    {
        InvitationState.Open => null,
        InvitationState.Used => PersonRefusals.LinkUsed,
        InvitationState.Withdrawn => PersonRefusals.LinkWithdrawn,
        _ => PersonRefusals.LinkExpired,
    };
}
