namespace GovernanceConsole.Domain.People;

/// <summary>Every way a rule about people says no.</summary>
public static class PersonRefusals
{
    public static readonly Refusal UnknownPerson = new("not_found", "There is no such person here, or the person is suspended. Nothing was changed.");
    public static readonly Refusal Suspended = new("not_allowed", "This person is suspended. Nothing was done; an operator can say why.");

    public static readonly Refusal UnknownLink = new("invitation.unknown", "This link is not one of ours, or it was copied incompletely. Nothing was changed; open it again from where you received it.");
    public static readonly Refusal LinkUsed = new("invitation.used", "This link was used already; it works once. If that was not you, tell an operator now.");
    public static readonly Refusal LinkWithdrawn = new("invitation.withdrawn", "This link was withdrawn by an operator, or replaced by a newer one. Nothing was changed; ask for a new one.");
    public static readonly Refusal LinkExpired = new("invitation.expired", "This link has expired. Nothing was changed; ask an operator for a new one.");
    public static readonly Refusal LinkSpent = new("wrong_state", "This link is used, withdrawn or expired already. Nothing was changed.");
    public static readonly Refusal SetUpDone = new("invitation.used", "The first operator exists already. Sign in, or ask an operator for an invitation.");

    public static readonly Refusal PracticeKey = new("passkey.practice", "This is the demo's practice key. It proves nothing about a person and counts in the demo only. Nothing was recorded; use a real passkey.");
    public static readonly Refusal UnknownPasskey = new("passkey.unknown", "This passkey is not enrolled here, or it was removed. Nothing was recorded; use another one, or ask an operator for a recovery link.");
    public static readonly Refusal LastPasskey = new("passkey.last", "This is the last passkey of the account. Nothing was removed; add another one first.");

    public static readonly Refusal HoldsRole = new("wrong_state", "The person holds this role already. Nothing was changed.");
    public static readonly Refusal HoldsNoRole = new("wrong_state", "The person does not hold this role. Nothing was changed.");
    public static readonly Refusal LastOperator = new("role.last_operator", "This is the last operator. Nothing was changed; give the role to another person first.");
    public static readonly Refusal NotYourSignature = new("not_allowed", "This change needs another operator's signature, not yours. Nothing was changed.");
    public static readonly Refusal NoSecondOperator = new("role.no_second_operator",
        "This change needs a second operator's signature, and nobody who may give it is there. Nothing was changed. An operator it is for can propose it themselves, for another operator to sign.");
    public static readonly Refusal ChangeEnded = new("wrong_state", "This change was signed, withdrawn or has expired already. Nothing was changed; load the page again.");
    public static readonly Refusal SameChangeWaits = new("wrong_state", "The same change waits for a signature already. Nothing was changed.");

    public static readonly Refusal OwnGroups = new("not_allowed", "Nobody changes the groups they are in themselves once there is another operator. Nothing was changed; ask one.");
    public static readonly Refusal InGroup = new("wrong_state", "The person is in this group already. Nothing was changed.");
    public static readonly Refusal NotInGroup = new("wrong_state", "The person is not in this group. Nothing was changed.");

    public static readonly Refusal NotOneself = new("not_allowed", "Nobody suspends themselves. Nothing was changed; ask another operator.");
    public static readonly Refusal IsSuspended = new("wrong_state", "The person is suspended already. Nothing was changed.");
    public static readonly Refusal IsActive = new("wrong_state", "The person is not suspended. Nothing was changed.");
    public static readonly Refusal NeverEnrolled = new("wrong_state", "The person never enrolled a passkey, so there is nothing to recover. Nothing was changed; send a new invitation.");

    /// <summary>Something entered is not right; says where and what.</summary>
    public static Refusal Field(string pointer, string message) =>
        new Refusal("invalid_field", message + " Nothing was changed.").At(new FieldError(pointer, message));
}
