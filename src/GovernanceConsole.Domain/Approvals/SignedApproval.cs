namespace GovernanceConsole.Domain.Approvals;

/// <summary>Yes or no. Part of the statement, so that a signature under one never counts as the other.</summary>
public enum ApprovalVerdict
{
    Approve = 1,
    Deny = 2,
}

/// <summary>
/// One person's signature over one statement, with everything needed to verify it offline: the statement's and display model's bytes as signed, and the
/// WebAuthn evidence. Append-only.
/// </summary>
public sealed class SignedApproval
{
    public required string Id { get; init; }

    public required string IntentId { get; init; }

    public required string PersonId { get; init; }

    public required string PersonName { get; init; }

    /// <summary>For whom, when the person stood in for somebody who was away; null where they were asked themselves.</summary>
    public string? ForId { get; init; }

    /// <summary>Who vouched for the credential; see <see cref="People.Passkey.VouchedById"/>.</summary>
    public required string VouchedById { get; init; }

    public required ApprovalVerdict Verdict { get; init; }

    /// <summary>The how-manieth signature on its intent it is, from 1.</summary>
    public required int Slot { get; init; }

    /// <summary>The seats of the quorum its person could take when they signed, with a blank between them; part of the statement.</summary>
    public required string Seats { get; init; }

    public required byte[] Statement { get; init; }

    public required byte[] DisplayModel { get; init; }

    /// <summary>The batch's statement, where one signature was over several approvals; null where it is over <see cref="Statement"/> itself.</summary>
    public byte[]? Batch { get; init; }

    public required string CredentialId { get; init; }

    public required byte[] CoseKey { get; init; }

    public required string Aaguid { get; init; }

    public required bool Practice { get; init; }

    public required byte[] ClientDataJson { get; init; }

    public required byte[] AuthenticatorData { get; init; }

    public required byte[] Signature { get; init; }

    public required DateTime SignedAt { get; init; }

    /// <summary>Why denied: stays inside.</summary>
    public string? Reason { get; init; }

    /// <summary>What of the reason the agent may read.</summary>
    public string? ReasonForAgent { get; init; }

    /// <summary>The bytes whose hash was the WebAuthn challenge.</summary>
    public byte[] Signed => Batch ?? Statement;

    public CastVote Cast => new(PersonId, VouchedById, ForId, Seats.Split(' '));
}

/// <summary>
/// A signature that was asked for: the exact bytes, for one person, until a moment. Used at most once, by a conditional update that must hit one row.
/// Serves approvals, sign-in, enrolment, recovery and role changes alike.
/// </summary>
public sealed class SigningCeremony
{
    public required string Id { get; init; }

    /// <summary>The statement's <c>typ</c>, e.g. <c>approval/1</c>; <c>sign-in</c> and <c>enrolment</c> for ceremonies over a bare nonce.</summary>
    public required string Typ { get; init; }

    /// <summary>Who must answer; null for sign-in, where the credential tells.</summary>
    public string? PersonId { get; init; }

    /// <summary>What it is about: an intent id, an invitation id …</summary>
    public string? SubjectId { get; init; }

    public ApprovalVerdict? Verdict { get; init; }

    /// <summary>The 32 bytes handed to the authenticator.</summary>
    public required byte[] Challenge { get; init; }

    /// <summary>Canonical statement bytes; null where nothing but a nonce is signed.</summary>
    public byte[]? Statement { get; init; }

    public byte[]? DisplayModel { get; init; }

    /// <summary>Private to the act that opened the ceremony: JSON, e.g. the reason of a denial.</summary>
    public string? Memo { get; init; }

    public required DateTime OpenedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public DateTime? UsedAt { get; set; }
}
