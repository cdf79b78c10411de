using GovernanceConsole.Data;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>Whether a session still counts: its row is open and in time, its passkey is not removed, its person is not suspended.</summary>
internal static class Sessions
{
    /// <summary>How long a session lasts at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public static Task<bool> IsAlive(GovernanceDb db, SignedIn signedIn, DateTime now) =>
        db.Sessions.AnyAsync(s => s.Id == signedIn.SessionId && s.PersonId == signedIn.PersonId && s.CredentialId == signedIn.CredentialId
            && s.EndedAt == null && s.ExpiresAt > now
            && db.People.Any(p => p.Id == s.PersonId && p.SuspendedAt == null)
            && db.Passkeys.Any(k => k.CredentialId == s.CredentialId && k.RemovedAt == null));
}
