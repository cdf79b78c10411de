using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>
/// Takes all standing from a person at once: sessions end, open links are withdrawn, no permission counts. One operator suffices, because it gives nobody power and must be quick. Roles stay on record.
/// </summary>
internal sealed class SuspendPerson(Work work, ICoverageWatch coverage)
{
    public Task<Outcome<Done>> Handle(Actor actor, string personId, string? reason) => work.Do<Done>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManagePeople) is { } refusal)
            return refusal;
        var why = PersonRules.Reason(reason);
        if (why.IsRefused)
            return why.Refusal;
        var person = await act.Db.People.SingleOrDefaultAsync(p => p.Id == personId);
        if (StandingRules.MaySuspend(actor.Id, person) is { } not)
            return not;
        var before = await coverage.Before(act);
        person!.SuspendedAt = act.Now;
        person.Version++;
        await Sessions.End(act, personId);
        await Invitations.Withdraw(act, personId);
        act.Audit(AuditTypes.PersonSuspended, personId, detail: new JsonObject { ["reason"] = why.Value });
        await Notices.TellPersonAndOperators(act, personId, "Your account was suspended.", name => $"{name} was suspended: {why.Value}");
        await coverage.Warn(act, before, personId);
        return new Done();
    });
}

/// <summary>Gives a suspended person their standing back: the roles and groups they still hold. Sessions stay ended.</summary>
internal sealed class ResumePerson(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, string personId) => work.Do<Done>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManagePeople) is { } refusal)
            return refusal;
        var person = await act.Db.People.SingleOrDefaultAsync(p => p.Id == personId);
        if (StandingRules.MayResume(actor.Id, person) is { } not)
            return not;
        person!.SuspendedAt = null;
        person.Version++;
        act.Audit(AuditTypes.PersonResumed, personId);
        await Notices.TellPersonAndOperators(act, personId, "Your account is no longer suspended.", name => $"{name} is no longer suspended.");
        return new Done();
    });
}
