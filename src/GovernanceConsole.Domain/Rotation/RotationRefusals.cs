namespace GovernanceConsole.Domain.Rotation;

/// <summary>Every way a rule about rotations and absences says no.</summary>
public static class RotationRefusals
{
    public static readonly Refusal InvalidField = new("invalid_field", "Something entered is not right. Nothing was changed; mend what is marked and send it again.");
    public static readonly Refusal Unknown = new("not_found", "There is no such rotation here, or it was ended. Nothing was changed; load the page again.");
    public static readonly Refusal NameTaken = new("wrong_state", "Another rotation has this name. Nothing was changed; choose another one.");
    public static readonly Refusal Stale = new("wrong_state", "Somebody changed this rotation meanwhile. Nothing was changed; load the page again and look at what it says now.");
    public static readonly Refusal OwnDuty = new("not_allowed", "Nobody puts themselves on call once there is another operator: being asked decides who may sign. Nothing was changed; ask one.");
    public static readonly Refusal NoShift = new("wrong_state", "No shift begins at this time any more. Nothing was changed; load the calendar again and choose from what it shows.");
    public static readonly Refusal SamePerson = new("wrong_state", "Both shifts are the same person's. Nothing was changed; choose shifts of two people.");
    public static readonly Refusal ShiftOver = new("wrong_state", "This shift is over. Nothing was changed; the past of a calendar stays as it was.");
    public static readonly Refusal NotYourShift = new("not_allowed", "Only the two people whose shifts they are, or an operator, may exchange them. Nothing was changed.");
    public static readonly Refusal TooManyChanges = new("wrong_state", "This rotation has as many changes to come as it can have. Nothing was changed; define the rotation anew instead.");

    public static readonly Refusal UnknownLink = new("not_found", "There is no such calendar link, or it was revoked already. Nothing was changed.");
    public static readonly Refusal TooManyLinks = new("wrong_state", "You have as many calendar links as one person can have. Nothing was changed; revoke one you no longer use.");

    public static readonly Refusal UnknownAbsence = new("not_found", "There is no such absence here, or it is over. Nothing was changed; load the page again.");
    public static readonly Refusal NotYourAbsence = new("not_allowed", "Only the person who is away, or an operator, may say so. Nothing was changed.");
    public static readonly Refusal AbsencesOverlap = new("wrong_state", "An absence of this person is known for part of this time. Nothing was changed; end that one first, or choose another time.");
    public static readonly Refusal Circle = new("delegation.circle", "The people would stand in for each other in a circle, so nobody would be asked. Nothing was changed; choose another delegate.");
    public static readonly Refusal ChainTooLong =
        new("delegation.too_long", $"More than {Delegation.LongestChain} people would stand in one for another. Nothing was changed; choose a delegate who is there.");

    /// <summary>A tree would have a level that asks nobody.</summary>
    public static Refusal Named(string tree) => new("wrong_state", $"The escalation tree “{tree}” names this rotation. Nothing was changed; take it out there first.");

    /// <summary>Something entered is not right; says where and what.</summary>
    public static Refusal Field(string pointer, string message) => (InvalidField with { Message = message + " Nothing was changed." }).At(new FieldError(pointer, message));
}
