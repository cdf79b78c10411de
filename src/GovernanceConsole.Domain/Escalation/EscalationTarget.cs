using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Escalation;

/// <summary>The forms in which a level names people. Anything else names nobody.</summary>
public static class EscalationTarget
{
    public const string Person = SeparationOfDuties.PersonPrefix;
    public const string Group = SeparationOfDuties.GroupPrefix;
    public const string Rotation = "rotation:";
    public const string Tree = SafetyNet.Tree;
    public const string Everybody = SafetyNet.EveryApprover;

    /// <summary>What stands after the prefix; null when the target is of another form.</summary>
    public static string? Name(string target, string prefix) =>
        target.Length > prefix.Length && target.StartsWith(prefix, StringComparison.Ordinal) ? target[prefix.Length..] : null;
}
