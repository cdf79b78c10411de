namespace GovernanceConsole.Domain.Approvals.WebAuthn;

/// <summary>
/// The demo's script that behaves as an authenticator in the page. It proves nothing about a person: enrolment and assertions by it count in demo mode only, and receipts say so.
/// </summary>
public static class PracticeKey
{
    /// <summary>Its AAGUID: the sixteen ASCII characters <c>gc-practice-key!</c>.</summary>
    public static readonly Guid Aaguid = new("gc-practice-key!"u8, bigEndian: true);
}
