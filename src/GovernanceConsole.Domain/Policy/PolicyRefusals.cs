namespace GovernanceConsole.Domain.Policy;

/// <summary>What is refused about bundles.</summary>
public static class PolicyRefusals
{
    public static readonly Refusal UnknownBundle = new("policy.unknown_bundle", "There is no such version here. Import it first.");

    public static readonly Refusal UnknownFile = new("policy.unknown_file", "This version has no such file. Its files are listed on its page.");

    public static readonly Refusal AlreadyActive = new("policy.already_active", "This version decides already. There is nothing to propose.");

    public static readonly Refusal SameProposalWaits = new("policy.same_proposal_waits", "This version is proposed already. Sign that proposal, or withdraw it first.");

    public static readonly Refusal GatesUnmet = new("policy.gates_unmet", "This version cannot decide yet. Mend what is listed, then propose again.");

    public static readonly Refusal ProposalEnded = new("policy.proposal_ended", "This proposal is over: signed, withdrawn, or older than 24 hours. If the version should still decide, propose it again.");

    public static readonly Refusal ActiveChanged = new("policy.active_changed", "Another version was activated since this was proposed. Propose it again, against what decides now.");

    public static readonly Refusal SecondOperatorNeeded = new("policy.second_operator_needed", "A change of policy takes a second operator's signature. Invite one first; alone, an operator activates only the first bundle.");

    public static readonly Refusal Signature = new("policy.signature", "The signature of this bundle does not hold, so the bundle was not taken in. Have it signed again by whoever publishes it.");

    public static readonly Refusal Unsigned = new("policy.unsigned", "This console takes in signed bundles only, and this one carries no signature. Sign it with one of the keys of Policy:BundleKeys.");

    public static readonly Refusal Key = new("policy.key", "That is no key bundles can be signed with.");

    public static readonly Refusal Bundle = new("policy.bundle", "That is no policy bundle this console can take.");

    public static readonly Refusal TrialInput = new("policy.trial_input", "The policy was not asked: this is no input it could be asked with.");

    public static readonly Refusal NotRecorded = new("policy.not_recorded", "There is no such recorded decision, or it is not yours to open. Recorded inputs are opened by operators and auditors; start from an example.");

    public static readonly Refusal BenchBusy = new("policy.bench_busy", "Others are asking at the same moment. Wait a little, then ask again.");

    public static readonly Refusal MutationRuns = new("policy.mutation_runs", "Another check is running, and one at a time is enough for this machine. Wait until it is done, then start yours.");

    public static readonly Refusal MutationNeedsGreen = new("policy.mutation_needs_green", "Its own tests are not green, so a change that turns them red would tell nothing. Mend the tests first.");

    public static readonly Refusal MutationTooLong = new("policy.mutation_too_long", "The check took longer than two minutes and was ended. Run it on the folder: policy test --mutate.");
}
