using GovernanceConsole.Platform;

namespace GovernanceConsole.Features.BreakGlass.Pages;

/// <summary>Entries of an episode's timeline as sentences.</summary>
internal static class TimelineWords
{
    public static string Of(string type) => type switch
    {
        AuditTypes.BreakGlassAsked => "Asked for, and signed",
        AuditTypes.BreakGlassSigned => "Signed by another hand",
        AuditTypes.BreakGlassOpened => "Opened; everybody was told",
        AuditTypes.BreakGlassClosed => "Over",
        AuditTypes.BreakGlassLapsed => "Nobody signed in time",
        AuditTypes.BreakGlassWithdrawn => "Taken back",
        AuditTypes.BreakGlassReviewed => "Reviewed",
        AuditTypes.BreakGlassReviewLate => "The review became overdue",
        AuditTypes.IntentDeclared => "An intent was declared, and granted",
        AuditTypes.IntentExpired => "A grant ran out unused",
        AuditTypes.IntentWithdrawn => "An intent was withdrawn",
        AuditTypes.GrantMinted => "The grant was minted",
        AuditTypes.GrantClaimed => "An action token was issued",
        AuditTypes.GrantRedeemed => "The tool redeemed it",
        AuditTypes.GrantOutcome => "The tool told the outcome",
        AuditTypes.GrantRevoked => "The grant was revoked",
        AuditTypes.AgentKeyReplaced => "The agent's key was replaced",
        _ => type,
    };
}
