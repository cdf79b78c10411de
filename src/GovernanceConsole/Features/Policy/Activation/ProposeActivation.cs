using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Ui;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Policy.Activation;

/// <summary>
/// Proposes that a bundle decides from now on; going back to an earlier one is the same. Changes nothing by itself: <see cref="SignActivation"/> does. Refused at once where a gate is not met or nobody could
/// sign.
/// </summary>
internal sealed class ProposeActivation(Work work, Database database, PolicyAuthors authors, Bundles.Bundles bundles)
{
    public async Task<Outcome<PolicyActivation>> Handle(Actor actor, string? digest, CancellationToken cancel = default)
    {
        if (await Activations.Lacks(database, actor, work.Now()) is { } lacking)
            return lacking;
        // Tests run before the writer's turn; the act reads their result.
        if (digest is null || await bundles.Find(digest, cancel) is not { } bundle)
            return PolicyRefusals.UnknownBundle;
        _ = bundle.Tests;
        return await work.Do<PolicyActivation>(actor, async act =>
        {
            if (await act.Lacks(Permission.ManagePolicy) is { } refusal)
                return refusal;
            var active = await ActivePolicy.Read(act.Db);
            if (active.Bundle?.Digest == digest)
                return PolicyRefusals.AlreadyActive;
            if (await act.Db.PolicyActivations.AnyAsync(a => a.BundleDigest == digest && a.SignedAt == null && a.WithdrawnAt == null && a.ExpiresAt > act.Now))
                return PolicyRefusals.SameProposalWaits;
            var signers = await Activations.MayActivate(act.Db, bundles.Trust, act.Now, bundle, actor.Id, authors.Behind(actor.Id));
            if (signers.IsRefused)
                return signers.Refusal;
            var activation = new PolicyActivation
            {
                Id = act.Ids.New(Ids.Activation),
                BundleDigest = digest,
                PreviousDigest = active.Bundle?.Digest,
                ProposedById = actor.Id,
                ProposedAt = act.Now,
                ExpiresAt = act.Now + PolicyActivation.Lifetime,
            };
            act.Db.PolicyActivations.Add(activation);
            act.Audit(AuditTypes.PolicyProposed, activation.Id, detail: new JsonObject { ["revision"] = bundle.Files.Revision }, digests: new Dictionary<string, string> { ["policy"] = digest });
            foreach (var signer in signers.Value.PersonIds.Where(id => id != actor.Id))
                Notices.Tell(act, signer, $"Version {bundle.Files.Revision} of the policy is proposed. It waits for your signature, on the page Policy.", NoticeRoute.Proposal, Links.Policy);
            act.Signal(Topics.Policy);
            return activation;
        }, cancel);
    }
}

/// <summary>Takes back a proposal that nobody has signed. Any operator may: it gives nobody power.</summary>
internal sealed class WithdrawActivation(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, string? activationId) => work.Do<Done>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManagePolicy) is { } refusal)
            return refusal;
        var withdrawn = await act.Db.PolicyActivations.Where(a => a.Id == activationId && a.SignedAt == null && a.WithdrawnAt == null && a.ExpiresAt > act.Now)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.WithdrawnAt, (DateTime?)act.Now));
        if (withdrawn != 1)
            return PolicyRefusals.ProposalEnded;
        act.Audit(AuditTypes.PolicyWithdrawn, activationId!);
        act.Signal(Topics.Policy);
        return new Done();
    });
}

/// <summary>What proposing, signing and the pages share: who may sign, and whether the bundle may decide at all.</summary>
internal static class Activations
{
    /// <summary>Asked before anything is read or run for the actor; the act asks again.</summary>
    public static async Task<Refusal?> Lacks(Database database, Actor actor, DateTime now)
    {
        await using var db = database.Read();
        return await db.Lacks(actor, Permission.ManagePolicy, now);
    }

    /// <param name="makers">Who made the bundle, as far as known: they do not approve what it asks.</param>
    public static async Task<Outcome<ChangeSigners>> MayActivate(GovernanceDb db, Bundles.BundleTrust trust, DateTime now, Bundles.CompiledBundle bundle, string proposerId, RequesterChain makers)
    {
        var unmet = (await ActivationGates.Of(db, trust, bundle, now, makers)).Where(gate => !gate.Met).ToList();
        if (unmet.Count > 0)
            return PolicyRefusals.GatesUnmet with { Errors = [.. unmet.SelectMany(gate => gate.Missing.Prepend(gate.Says)).Select(says => new FieldError("/bundle", says))] };
        var signers = StandingRules.SecondOperator(proposerId, await Operators.Of(db, now));
        // A sole operator begins; from then on policy is changed by two.
        return !signers.IsRefused && signers.Value is { Bootstrap: true, PersonIds: { Count: 1 } alone } && alone.Contains(proposerId) && await db.PolicyActivations.AnyAsync(a => a.SignedAt != null && a.SignedById != Actor.Console.Id)
            ? PolicyRefusals.SecondOperatorNeeded
            : signers;
    }
}
