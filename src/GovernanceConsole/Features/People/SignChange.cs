using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>A change that was signed. A recovery comes with its link, shown to the signer once.</summary>
internal sealed record SignedChange(StandingChange Change, IssuedLink? Link);

/// <summary>
/// Does a proposed change of standing with an operator's signature over <c>role-change/1</c> or <c>recovery/1</c>. Who may sign, and whether the change may still be made, is asked when the question
/// is opened and again in the act; the proposal is used once.
/// </summary>
internal sealed class SignChange(Work work, Database database, Place place, PasskeyAssertion assertion, ICoverageWatch coverage)
{
    public async Task<Outcome<AskedSignature>> Open(Actor actor, string? changeId)
    {
        return await assertion.Ask(actor, async act =>
        {
            if (await act.Lacks(Permission.ManagePeople) is { } refusal)
                return refusal;
            var change = await act.Db.StandingChanges.AsNoTracking().SingleOrDefaultAsync(c => c.Id == changeId);
            var signers = await MaySign(act, change);
            if (signers.IsRefused)
                return signers.Refusal;
            var frame = Ceremonies.Frame(act, place);
            var statement = PeopleStatements.OfChange(frame, change!, signers.Value.Bootstrap);
            return Ceremonies.OpenOver(act, PeopleStatements.Typ(change!.Kind), change!.Id, statement);
        });
    }

    public async Task<Outcome<SignedChange>> Handle(Actor actor, string? changeId, string? ceremonyId, string answer)
    {
        await using var db = database.Read();
        var change = await db.StandingChanges.SingleOrDefaultAsync(c => c.Id == changeId);
        if (change is null)
            return PersonRefusals.ChangeEnded;
        var answered = await assertion.Take(ceremonyId, PeopleStatements.Typ(change.Kind), actor.Id, answer, change.Id);
        return answered.IsRefused ? answered.Refusal : await work.Do<SignedChange>(actor, act => Sign(act, change, answered.Value.Ceremony, answered.Value.Proof));
    }

    private async Task<Outcome<SignedChange>> Sign(Act act, StandingChange change, SigningCeremony ceremony, PasskeyProof proof)
    {
        if (await act.Lacks(Permission.ManagePeople) is { } refusal)
            return refusal;
        var signers = await MaySign(act, change);
        if (signers.IsRefused)
            return signers.Refusal;
        if (await PasskeyAssertion.Spend(act, ceremony, proof) is { } spent)
            return spent;
        var signed = await act.Db.StandingChanges.Where(c => c.Id == change.Id && c.SignedAt == null && c.WithdrawnAt == null && c.ExpiresAt > act.Now)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.SignedAt, (DateTime?)act.Now).SetProperty(c => c.SignedById, act.Actor.Id));
        if (signed != 1)
            return PersonRefusals.ChangeEnded;

        var covered = await coverage.Before(act);
        var link = change.Kind == StandingChangeKind.Recovery ? await Invitations.Issue(act, InvitationKind.Recovery, change.PersonId, change.ProposedById) : null;
        if (change.Kind == StandingChangeKind.GrantRole)
        {
            act.Db.RoleHoldings.Add(new RoleHolding { PersonId = change.PersonId, Role = change.Role!.Value, FromAt = act.Now, GrantedById = act.Actor.Id });
            if (change.Role == Role.Approver)
                await Notices.PutWhatWaits(act, change.PersonId);
        }
        if (change.Kind == StandingChangeKind.EndRole)
            await act.Db.RoleHoldings.Where(h => h.PersonId == change.PersonId && h.Role == change.Role && h.UntilAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(h => h.UntilAt, (DateTime?)act.Now).SetProperty(h => h.EndedById, act.Actor.Id));

        Record(act, change, ceremony, proof, signers.Value.Bootstrap, link);
        await Notices.TellPersonAndOperators(act, change.PersonId, Told(change), name => StandingChanges.Sentence(change, name));
        if (change.Kind == StandingChangeKind.EndRole)
            await coverage.Warn(act, covered, change.PersonId);
        return new SignedChange(change, link);
    }

    private static async Task<Outcome<ChangeSigners>> MaySign(Act act, StandingChange? change)
    {
        if (change is null || !change.Waits(act.Now))
            return PersonRefusals.ChangeEnded;
        var signers = await StandingChanges.Signers(act.Db, change, act.Now);
        return signers.IsRefused || signers.Value.PersonIds.Contains(act.Actor.Id) ? signers : PersonRefusals.NotYourSignature;
    }

    private static void Record(Act act, StandingChange change, SigningCeremony ceremony, PasskeyProof proof, bool bootstrap, IssuedLink? link)
    {
        var ids = new Dictionary<string, string> { ["change"] = change.Id, ["proposed_by"] = change.ProposedById };
        if (link is not null)
            ids["invitation"] = link.InvitationId;
        var detail = StandingChanges.ToDetail(change);
        detail["bootstrap"] = bootstrap;
        detail["signed"] = proof.ToDetail(ceremony);
        var type = change.Kind switch
        {
            StandingChangeKind.GrantRole => AuditTypes.RoleGranted,
            StandingChangeKind.EndRole => AuditTypes.RoleEnded,
            _ => AuditTypes.RecoveryIssued,
        };
        act.Audit(type, change.PersonId, ids, detail, new Dictionary<string, string> { ["statement"] = IntentDigest.Of(ceremony.Statement) });
    }

    private static string Told(StandingChange change) => change.Kind switch
    {
        StandingChangeKind.GrantRole => $"You were given the role {PeopleStatements.RoleName(change.Role!.Value)}.",
        StandingChangeKind.EndRole => $"Your role {PeopleStatements.RoleName(change.Role!.Value)} was ended.",
        _ => "A recovery link for your account was issued. If you did not ask for it, tell another operator now.",
    };
}
