using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Policy.Activation;

/// <summary>
/// Lets a proposed bundle decide, with an operator's signature over <c>policy-activation/1</c>: bundle, what it replaces, and every file that differs. Gates and signers are asked when the question is opened and
/// again in the act; the proposal is used once, and only while what it replaces still decides. The next intent is decided by the new bundle.
/// </summary>
internal sealed class SignActivation(Work work, Database database, Place place, PasskeyAssertion assertion, PolicyAuthors authors, Bundles.Bundles bundles)
{
    public async Task<Outcome<AskedSignature>> Open(Actor actor, string? activationId)
    {
        var found = await Find(actor, activationId);
        if (found.IsRefused)
            return found.Refusal;
        var (activation, version, bundle, previous) = found.Value;
        return await assertion.Ask(actor, async act =>
        {
            var signers = await MaySign(act, activation, bundle);
            if (signers.IsRefused)
                return signers.Refusal;
            var frame = Ceremonies.Frame(act, place);
            var statement = ActivationStatement.Write(frame, activation, version, signers.Value.Bootstrap, bundle.Tests.Passed, BundleChange.Between(previous?.Files, bundle.Files));
            return Ceremonies.OpenOver(act, SignedStatement.PolicyActivation, activation.Id, statement);
        });
    }

    public async Task<Outcome<PolicyActivation>> Handle(Actor actor, string? activationId, string? ceremonyId, string answer)
    {
        var found = await Find(actor, activationId);
        if (found.IsRefused)
            return found.Refusal;
        var answered = await assertion.Take(ceremonyId, SignedStatement.PolicyActivation, actor.Id, answer, activationId);
        return answered.IsRefused ? answered.Refusal : await work.Do<PolicyActivation>(actor, act => Sign(act, found.Value, answered.Value.Ceremony, answered.Value.Proof));
    }

    private async Task<Outcome<PolicyActivation>> Sign(Act act, Proposed proposed, SigningCeremony ceremony, PasskeyProof proof)
    {
        var (activation, version, bundle, _) = proposed;
        var signers = await MaySign(act, activation, bundle);
        if (signers.IsRefused)
            return signers.Refusal;
        if (await PasskeyAssertion.Spend(act, ceremony, proof) is { } spent)
            return spent;
        var sequence = act.LogPosition;
        var signed = await act.Db.PolicyActivations.Where(a => a.Id == activation.Id && a.SignedAt == null && a.WithdrawnAt == null && a.ExpiresAt > act.Now)
            .ExecuteUpdateAsync(set => set
                .SetProperty(a => a.SignedAt, (DateTime?)act.Now)
                .SetProperty(a => a.SignedById, act.Actor.Id)
                .SetProperty(a => a.Bootstrap, signers.Value.Bootstrap)
                .SetProperty(a => a.Sequence, (long?)sequence));
        if (signed != 1)
            return PolicyRefusals.ProposalEnded;
        act.Audit(AuditTypes.PolicyActivated, activation.Id, new Dictionary<string, string> { ["proposed_by"] = activation.ProposedById },
            new JsonObject { ["revision"] = version.Revision, ["bootstrap"] = signers.Value.Bootstrap, ["signed"] = proof.ToDetail(ceremony) },
            new Dictionary<string, string> { ["policy"] = activation.BundleDigest, ["statement"] = IntentDigest.Of(ceremony.Statement) });
        await Notices.TellPersonAndOperators(act, activation.ProposedById, $"Version {version.Revision} of the policy, which you proposed, decides from now on.", _ => $"Version {version.Revision} of the policy decides from now on.");
        act.Signal(Topics.Policy);
        return activation;
    }

    private async Task<Outcome<ChangeSigners>> MaySign(Act act, PolicyActivation activation, CompiledBundle bundle)
    {
        if (await act.Lacks(Permission.ManagePolicy) is { } refusal)
            return refusal;
        if (!activation.Waits(act.Now))
            return PolicyRefusals.ProposalEnded;
        if ((await ActivePolicy.Read(act.Db)).Bundle?.Digest != activation.PreviousDigest)
            return PolicyRefusals.ActiveChanged;
        var signers = await Activations.MayActivate(act.Db, bundles.Trust, act.Now, bundle, activation.ProposedById, authors.Behind(activation.ProposedById, act.Actor.Id));
        return signers.IsRefused || signers.Value.PersonIds.Contains(act.Actor.Id) ? signers : PersonRefusals.NotYourSignature;
    }

    private async Task<Outcome<Proposed>> Find(Actor actor, string? activationId)
    {
        if (await Activations.Lacks(database, actor, work.Now()) is { } refusal)
            return refusal;
        await using var db = database.Read();
        if (await db.PolicyActivations.SingleOrDefaultAsync(a => a.Id == activationId) is not { } activation)
            return PolicyRefusals.ProposalEnded;
        var version = await db.BundleVersions.SingleAsync(b => b.Digest == activation.BundleDigest);
        var bundle = (await bundles.Find(activation.BundleDigest))!;
        // Run before the writer's turn.
        _ = bundle.Tests;
        return new Proposed(activation, version, bundle, activation.PreviousDigest is { } digest ? await bundles.Find(digest) : null);
    }

    private sealed record Proposed(PolicyActivation Activation, BundleVersion Version, CompiledBundle Bundle, CompiledBundle? Previous);
}
