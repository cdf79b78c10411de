namespace GovernanceConsole.Domain.BreakGlass;

/// <summary>Every way break-glass says no.</summary>
public static class BreakGlassRefusals
{
    public static readonly Refusal NotFound = new("not_found", "There is no such episode.");

    public static readonly Refusal InvalidField = new("invalid_field", "Mend the places named. Nothing was asked for.");

    public static readonly Refusal OneAtATime = new("break_glass.one_at_a_time", "You have an episode that waits or is open. Nothing was asked for; close or withdraw that one first.");

    public static readonly Refusal ReviewOverdue = new("break_glass.review_overdue", "The review of an earlier episode of yours is overdue, so you cannot break glass again. Nothing was asked for; somebody outside that episode reviews it first.");

    public static readonly Refusal NoReviewer = new("break_glass.no_reviewer", "Nobody would be left to review this: it takes an operator or auditor who did not ask, sign, or own an agent in it. Nothing was changed; invite somebody first.");

    public static readonly Refusal NobodyToSign = new("break_glass.nobody_to_sign", "Not enough people could sign this with you. Nothing was asked for; whoever owns an agent in it, stands in for you, or came with your invitation does not count.");

    public static readonly Refusal SecondKeyOnly = new("wrong_state", "Whoever asked signs this again, with their other passkey. Nothing was changed.");

    public static readonly Refusal NotAsked = new("wrong_state", "This episode waits for no signature: it is open, over, or was taken back. Nothing was changed; load the page again.");

    public static readonly Refusal TooLate = new("wrong_state", "The time to sign this is over. Nothing was opened; ask anew.");

    public static readonly Refusal Signed = new("break_glass.signed", "You signed this already. Another person's signature is needed; nothing was changed.");

    public static readonly Refusal NotOneself = new("not_allowed", "Somebody else signs what you asked for. Nothing was changed.");

    public static readonly Refusal SameKey = new("break_glass.same_key", "This takes your other passkey: the one that asked does not count twice. Nothing was changed.");

    public static readonly Refusal Owner = new("not_allowed", "You own an agent in this, so your signature does not count. Nothing was changed.");

    public static readonly Refusal StandsIn = new("not_allowed", "You stand in for the person who asked, or they for you, so your signature does not count. Nothing was changed.");

    public static readonly Refusal Vouched = new("not_allowed", "One of those who sign vouched for another's passkey, and the two count as one. Nothing was changed; somebody else signs.");

    public static readonly Refusal RequesterGone = new("wrong_state", "The person who asked is suspended, or may not break glass any more. Nothing was opened.");

    public static readonly Refusal AgentsChanged = new("wrong_state", "An agent in it is stopped, or somebody else answers for it by now. Nothing was opened; ask anew.");

    public static readonly Refusal NotOpen = new("wrong_state", "This episode is over already. Nothing was changed.");

    public static readonly Refusal NotYours = new("not_allowed", "Whoever asked or signed closes an episode, and any operator. Nothing was changed.");

    public static readonly Refusal StillOpen = new("wrong_state", "A review is signed when the episode is over. Nothing was recorded; close it, or wait for its end.");

    public static readonly Refusal Reviewed = new("wrong_state", "This episode was reviewed already. Nothing was recorded.");

    public static readonly Refusal NotOutside = new("not_allowed", "Somebody outside the episode reviews it: not who asked, signed, or owns an agent in it. Nothing was recorded.");

    public static readonly Refusal EveryAct = new Refusal("invalid_field", "Say of every act whether it was justified. Nothing was recorded.").At(new FieldError("/acts", "Every act has a yes or a no; one that is not justified has a remark."));
}
