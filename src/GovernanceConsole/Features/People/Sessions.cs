using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>A session that was just begun, on its way into the browser's cookie.</summary>
internal sealed record StartedSession(SignedIn SignedIn, DateTime ExpiresAt);

/// <summary>Sessions in the database. Whether one still counts is decided by its row: open and in time, its passkey not removed, its person not suspended.</summary>
internal static class Sessions
{
    /// <summary>How long a session lasts at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Begins a session in the act that checked who it is.</summary>
    public static StartedSession Start(Act act, string personId, string credentialId)
    {
        var session = new Session
        {
            Id = act.Ids.New(Ids.Session),
            PersonId = personId,
            CredentialId = credentialId,
            StartedAt = act.Now,
            ExpiresAt = act.Now + Longest,
        };
        act.Db.Sessions.Add(session);
        act.Audit(AuditTypes.SignedIn, session.Id, ids: new Dictionary<string, string> { ["person"] = personId }, by: Actor.Person(personId));
        act.Signal(PeopleTopics.Of(personId));
        return new StartedSession(new SignedIn(personId, session.Id, credentialId), session.ExpiresAt);
    }

    /// <summary>Ends the person's open sessions: all, or those of one passkey.</summary>
    public static async Task End(Act act, string personId, string? credentialId = null)
    {
        await act.Db.Sessions.Where(s => s.PersonId == personId && s.EndedAt == null && (credentialId == null || s.CredentialId == credentialId))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, (DateTime?)act.Now));
        act.Signal(PeopleTopics.Of(personId));
    }

    /// <summary>Who is behind the session, with name and roles for display; null when it no longer counts.</summary>
    public static async Task<SignedIn?> Read(GovernanceDb db, SignedIn cookie, DateTime now)
    {
        var alive = await db.Sessions.AnyAsync(s => s.Id == cookie.SessionId && s.PersonId == cookie.PersonId && s.CredentialId == cookie.CredentialId
            && s.EndedAt == null && s.ExpiresAt > now
            && db.Passkeys.Any(k => k.CredentialId == s.CredentialId && k.RemovedAt == null));
        return alive && await Standing.Of(db, cookie.PersonId, now) is { } standing
            ? cookie with { Name = standing.Person.Name, Roles = [.. standing.Roles.Order()] }
            : null;
    }
}
