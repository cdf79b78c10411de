using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>
/// Proposes that somebody gets or loses a role, or gets a recovery link. Changes nothing by itself: <see cref="SignChange"/> does, with the signature of whom <see cref="StandingRules.Signers"/>
/// names. Refused at once where nobody could sign.
/// </summary>
internal sealed class ProposeChange(Work work)
{
    public Task<Outcome<StandingChange>> Handle(Actor actor, StandingChangeKind kind, string personId, Role? role) => work.Do<StandingChange>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManagePeople) is { } refusal)
            return refusal;
        var change = new StandingChange
        {
            Id = act.Ids.New(Ids.StandingChange),
            Kind = kind,
            PersonId = personId,
            Role = kind == StandingChangeKind.Recovery ? null : role,
            ProposedById = actor.Id,
            ProposedAt = act.Now,
            ExpiresAt = act.Now + StandingChange.Lifetime,
        };
        var signers = await StandingChanges.Signers(act.Db, change, act.Now);
        if (signers.IsRefused)
            return signers.Refusal;
        if (await act.Db.StandingChanges.AnyAsync(c => c.PersonId == personId && c.Kind == kind && c.Role == change.Role && c.SignedAt == null && c.WithdrawnAt == null && c.ExpiresAt > act.Now))
            return PersonRefusals.SameChangeWaits;

        act.Db.StandingChanges.Add(change);
        act.Audit(AuditTypes.ChangeProposed, change.Id, ids: new Dictionary<string, string> { ["person"] = personId }, detail: StandingChanges.ToDetail(change));
        var name = await act.Db.People.Where(p => p.Id == personId).Select(p => p.Name).SingleAsync();
        foreach (var signer in signers.Value.PersonIds.Where(id => id != actor.Id))
            Notices.Tell(act, signer, $"{StandingChanges.Sentence(change, name)} This waits for your signature, on the page of {name}.");
        act.Signal(PeopleTopics.All);
        return change;
    });
}

/// <summary>Takes back a proposal that nobody has signed.</summary>
internal sealed class WithdrawChange(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, string changeId) => work.Do<Done>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManagePeople) is { } refusal)
            return refusal;
        var withdrawn = await act.Db.StandingChanges.Where(c => c.Id == changeId && c.SignedAt == null && c.WithdrawnAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.WithdrawnAt, (DateTime?)act.Now));
        if (withdrawn != 1)
            return PersonRefusals.ChangeEnded;
        act.Audit(AuditTypes.ChangeWithdrawn, changeId);
        act.Signal(PeopleTopics.All);
        return new Done();
    });
}
