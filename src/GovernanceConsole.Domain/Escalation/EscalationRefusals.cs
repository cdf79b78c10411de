using GovernanceConsole.Domain.Rotation;

namespace GovernanceConsole.Domain.Escalation;

/// <summary>Every way a rule about escalation says no.</summary>
public static class EscalationRefusals
{
    public static readonly Refusal InvalidField = new("invalid_field", "Something in the tree is not right. Nothing was changed; mend what is marked and send it again.");
    public static readonly Refusal Unknown = new("not_found", "There is no such escalation tree here, or it was ended. Nothing was changed; load the page again.");
    public static readonly Refusal NameTaken = new("wrong_state", "Another tree has this name. Nothing was changed; choose another one.");
    public static readonly Refusal Stale = new("wrong_state", "Somebody changed this tree meanwhile. Nothing was changed; load the page again and look at what it says now.");
    public static readonly Refusal StillNamed = new("wrong_state", "Another tree goes on with this one. Nothing was changed; take it out there first.");

    public static readonly Refusal OwnTree = new("not_allowed", "Nobody puts themselves into a tree once there is another operator: being asked decides who may sign. Nothing was changed; ask one.");

    /// <summary>Another tree goes on with this one.</summary>
    public static Refusal Spoils(string other) => new("wrong_state", $"The tree “{other}” goes on with this one and would have too many levels or go round in a circle. Nothing was changed; mend that one first.");

    /// <summary>What was asked for would leave a tree without anybody.</summary>
    public static Refusal Uncovers(string tree, Interval hole) => new("escalation.unsatisfiable",
        $"After this nobody could answer the escalation tree “{tree}” from {hole.FromAt:yyyy-MM-dd HH:mm} to {hole.UntilAt:yyyy-MM-dd HH:mm} UTC. Nothing was changed; name somebody else in the tree first.");

    /// <summary>Nobody could ever answer.</summary>
    public static readonly Refusal Unsatisfiable = new("escalation.unsatisfiable",
        "At some time of the next 30 days nobody this tree names could sign. Nothing was changed; add people with a passkey and the role, or a last level that is always there.");
}
