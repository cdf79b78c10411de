namespace GovernanceConsole.Domain.Approvals;

/// <summary>Every way a signature can be refused, in the words the person reads.</summary>
public static class ApprovalRefusals
{
    public static readonly Refusal NotApprover = new("approval.not_approver", "You do not hold the role of approver. Nothing was recorded.");

    public static readonly Refusal OwnAgent = new("approval.own_agent", "You own this agent, so somebody else has to sign. Nothing was recorded.");

    public static readonly Refusal OwnPolicy = new("approval.own_policy",
        "You proposed or signed the policy that asks here, or the one in force now, so somebody else has to sign. Nothing was recorded.");

    public static readonly Refusal StandsInForPolicyAuthor = new("approval.stands_in_for_policy_author",
        "You stand in for somebody who made the policy that asks here, so somebody else has to sign. Nothing was recorded.");

    public static readonly Refusal VouchedByOwner = new("approval.vouched_by_owner",
        "The agent's owner invited you, and this passkey came with that invitation: it does not count for this owner's agents. Nothing was recorded.");

    public static readonly Refusal VouchedByVoter = new("approval.vouched_by_voter",
        "You and somebody who signed already vouched for one another's passkey, so both together count as one. Somebody else has to sign. Nothing was recorded.");

    public static readonly Refusal AlreadySigned = new("approval.already_signed", "You signed this already. One person counts once.");

    public static readonly Refusal StandsInForOwner = new("approval.stands_in_for_owner",
        "You stand in for this agent's owner while they are away, so somebody else has to sign. Nothing was recorded.");

    public static readonly Refusal DelegateSigned = new("approval.delegate_signed",
        "Somebody who stands in for you signed this in your place. Both together count as one. Nothing was recorded.");

    public static readonly Refusal Closed = new("approval.closed", "This was decided or ended in the meantime. Nothing was recorded.");

    public static readonly Refusal Held = new("approval.held", "A stop holds this intent. Nothing can be signed until it is released.");

    public static readonly Refusal Expired = new("approval.expired", "The time to sign ran out. Nothing was recorded; open the card again.");

    public static readonly Refusal Used = new("approval.used", "This signature was used already. One signature counts once.");

    public static Refusal ChangedBy(IReadOnlyList<string> differences) => new("approval.changed",
        $"Something that matters changed while you were reading. {string.Join(' ', differences)} Nothing was recorded; look at the card again and decide anew.");

    public static readonly Refusal SlotTaken = new("approval.changed", "Somebody else signed while you were reading. Nothing of yours was recorded; look at the card again and sign if you still want to.");

    public static readonly Refusal NotDeviceBound = new("approval.not_device_bound", "This needs a passkey that never leaves its device, and yours can be copied between devices. Nothing was recorded.");

    public static readonly Refusal ReasonTooLong = new("approval.reason_too_long", "Keep the reason below 1,000 characters.");

    public static readonly Refusal Uninspectable = new("approval.uninspectable", "This intent cannot be shown completely, so it cannot be approved. It can be denied.");

    /// <summary>Too many, too few, or one twice.</summary>
    public static readonly Refusal BatchSize = new("approval.batch_size", $"Between {ApprovalBatch.Fewest} and {ApprovalBatch.Most} different intents can be signed together.");

    public static Refusal NotInBatch(string why) => new("approval.not_in_batch", $"{why} Nothing was recorded. Open it by itself.");

    public static readonly Refusal ReasonNeeded = new("approval.reason_needed", "A denial needs a reason: choose one or write your own.");

    public static readonly Refusal NotFound = new("not_found", "There is no such intent, or it is not yours to see.");

    /// <summary>Names the groups that can, where the question went to groups alone.</summary>
    public static Refusal NotAsked(ApprovalGate gate)
    {
        var named = gate.Requirement.Quorum.IsPlain
            ? gate.Asked.Split(' ').Select(target => target.StartsWith(SeparationOfDuties.GroupPrefix, StringComparison.Ordinal) ? target[SeparationOfDuties.GroupPrefix.Length..] : null).ToList()
            : [.. gate.Requirement.Quorum.Groups];
        return new("approval.not_asked", $"This is for {(named.Count is > 0 and < 4 && !named.Contains(null) ? string.Join(" or ", named) : "somebody else")} to sign. Nothing was recorded.");
    }

    /// <summary>Enough people of the same groups have signed already.</summary>
    public static Refusal SeatTaken(IReadOnlyList<string> missing) => new("approval.seat_taken",
        $"Enough of your group signed already; it still needs {Quorum.Words(missing)}. Nothing was recorded. You can still deny it.");
}
