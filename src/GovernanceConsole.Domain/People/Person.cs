using GovernanceConsole.Domain.Notifications;

namespace GovernanceConsole.Domain.People;

/// <summary>A human being the console knows. Never deleted, so that every signature keeps its name; a suspended person holds no permission.</summary>
public sealed class Person
{
    public required string Id { get; init; }

    /// <summary>Shown beside votes and in receipts; 1–120 characters, checked by <c>TextSafety</c> at entry.</summary>
    public required string Name { get; set; }

    public string? Email { get; set; }

    /// <summary>IANA time zone in which the person reads moments; signed with the display model.</summary>
    public string Zone { get; set; } = "UTC";

    /// <summary>The zone by whose wall clock the person lives; UTC where this machine does not know it.</summary>
    public TimeZoneInfo TimeZone() => TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone) ? zone : TimeZoneInfo.Utc;

    public required DateTime CreatedAt { get; init; }

    /// <summary>Who invited the person; <c>console</c> for the first operator and for demo personas.</summary>
    public required string InvitedById { get; init; }

    /// <summary>When the first passkey was enrolled; null while the invitation waits.</summary>
    public DateTime? EnrolledAt { get; set; }

    public DateTime? SuspendedAt { get; set; }

    public int Version { get; set; }
}

/// <summary>A stretch of time in which a person held a role. Ended, never deleted: who held what at any past moment stays answerable.</summary>
public sealed class RoleHolding
{
    public long Id { get; init; }

    public required string PersonId { get; init; }

    public required Role Role { get; init; }

    public required DateTime FromAt { get; init; }

    public required string GrantedById { get; init; }

    public DateTime? UntilAt { get; set; }

    public string? EndedById { get; set; }
}

/// <summary>A stretch of time in which a person was in a named list (finance, security …) that policies may name as target.</summary>
public sealed class GroupMembership
{
    public long Id { get; init; }

    public required string PersonId { get; init; }

    /// <summary>Lower-case name of the list, <c>[a-z][a-z0-9-]{1,40}</c>.</summary>
    public required string Group { get; init; }

    public required DateTime FromAt { get; init; }

    public required string AddedById { get; init; }

    public DateTime? UntilAt { get; set; }

    public string? EndedById { get; set; }
}

/// <summary>A WebAuthn credential of a person. Its public key, counter and origin of trust; removed ones stay, so that old signatures keep verifying.</summary>
public sealed class Passkey
{
    /// <summary>The credential id, base64url without padding.</summary>
    public required string CredentialId { get; init; }

    public required string PersonId { get; init; }

    /// <summary>COSE_Key bytes as attested (RFC 9052 §7).</summary>
    public required byte[] CoseKey { get; init; }

    public required long SignCount { get; set; }

    /// <summary>The authenticator model, as a UUID string.</summary>
    public required string Aaguid { get; init; }

    public required bool BackupEligible { get; init; }

    public required bool BackedUp { get; set; }

    /// <summary>True for the demo's practice key. Such a credential is refused outside demo mode.</summary>
    public required bool Practice { get; init; }

    public required string Label { get; set; }

    public required DateTime EnrolledAt { get; init; }

    /// <summary>
    /// Who vouched for the credential: the issuer of the invitation, inherited by passkeys that were added with it. A signature never counts beside
    /// this person's own, nor for an agent this person owns. <c>console</c> for the first operator and for demo personas.
    /// </summary>
    public required string VouchedById { get; init; }

    public DateTime? LastUsedAt { get; set; }

    public DateTime? RemovedAt { get; set; }
}

/// <summary>A one-time link that lets its holder enrol a first passkey: for set-up (30 minutes), as an invitation or for recovery (24 hours). The secret is stored as a hash only.</summary>
public sealed class Invitation
{
    public required string Id { get; init; }

    /// <summary>SHA-256 of the 32-byte secret.</summary>
    public required byte[] SecretHash { get; init; }

    public required InvitationKind Kind { get; init; }

    /// <summary>Whose passkey is enrolled; null for set-up, where the person is created by the act.</summary>
    public string? PersonId { get; init; }

    public required string IssuedById { get; init; }

    public required DateTime IssuedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public DateTime? UsedAt { get; set; }

    public DateTime? WithdrawnAt { get; set; }
}

/// <summary>What an invitation is for.</summary>
public enum InvitationKind
{
    SetUp = 1,
    Invite = 2,
    Recovery = 3,
}

/// <summary>A signed-in browser. The cookie carries the id; the row decides whether it still counts.</summary>
public sealed class Session
{
    public required string Id { get; init; }

    public required string PersonId { get; init; }

    public required string CredentialId { get; init; }

    public required DateTime StartedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public DateTime? EndedAt { get; set; }
}

/// <summary>Something a person is told, in their inbox: an intent was put to them, a passkey was added, something was stopped.</summary>
public sealed class Notice
{
    public required string Id { get; init; }

    public required string PersonId { get; init; }

    /// <summary>When they were told, or told again.</summary>
    public required DateTime At { get; set; }

    public required string Text { get; init; }

    public DateTime? ReadAt { get; set; }

    public NoticeRoute Route { get; set; }

    /// <summary>The intent it is about; one notice a person and question.</summary>
    public string? IntentId { get; init; }

    /// <summary>The page of ours where there is more to see.</summary>
    public string? Path { get; init; }

    /// <summary>When it first reached the person: a channel of theirs took it, or a page they had before their eyes showed it. Time to acknowledge starts here.</summary>
    public DateTime? DeliveredAt { get; set; }
}
