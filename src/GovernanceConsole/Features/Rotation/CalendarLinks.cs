using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Rotation;

/// <summary>A link as its owner sees it once: afterwards only its hash is known.</summary>
internal sealed record IssuedCalendarLink(string Id, string Secret);

/// <summary>Makes a secret address for a calendar: one's own shifts, or a rotation. Whoever holds it can read when people are on call, and nothing else.</summary>
internal sealed class IssueCalendarLink(Work work)
{
    /// <summary>How many links a person can have at a time.</summary>
    private const int Most = 20;

    public Task<Outcome<IssuedCalendarLink>> Handle(Actor actor, string? rotation) => work.Do<IssuedCalendarLink>(actor, async act =>
    {
        if (await act.Lacks(Permission.ReadPeople) is { } refusal)
            return refusal;
        if (rotation is not null && !await act.Db.Rotations.AnyAsync(r => r.Name == rotation && r.UntilAt == null))
            return RotationRefusals.Unknown;
        if (await act.Db.CalendarLinks.CountAsync(l => l.PersonId == actor.Id && l.RevokedAt == null) >= Most)
            return RotationRefusals.TooManyLinks;
        var secret = LinkSecret.New(act.Ids);
        var link = new CalendarLink { Id = act.Ids.New(Ids.CalendarLink), SecretHash = secret.Hash, PersonId = actor.Id, Rotation = rotation, IssuedAt = act.Now };
        act.Db.CalendarLinks.Add(link);
        act.Audit(AuditTypes.CalendarLinkIssued, link.Id, new Dictionary<string, string> { ["person"] = actor.Id });
        return new IssuedCalendarLink(link.Id, secret.Text);
    });
}

/// <summary>Ends a link for good. By its owner, or by an operator.</summary>
internal sealed class RevokeCalendarLink(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, string id) => work.Do<Done>(actor, async act =>
    {
        if (await act.Lacks(Permission.ReadPeople) is { } refusal)
            return refusal;
        var mayAny = await act.Lacks(Permission.ManagePeople) is null;
        if (await act.Db.CalendarLinks.AsTracking().SingleOrDefaultAsync(l => l.Id == id && l.RevokedAt == null && (mayAny || l.PersonId == actor.Id)) is not { } link)
            return RotationRefusals.UnknownLink;
        link.RevokedAt = act.Now;
        act.Audit(AuditTypes.CalendarLinkRevoked, link.Id, new Dictionary<string, string> { ["person"] = link.PersonId });
        return new Done();
    });
}
