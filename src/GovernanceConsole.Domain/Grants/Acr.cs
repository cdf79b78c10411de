using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Grants;

/// <summary>How sure a point may be that people stood behind an action: authentication context class references (OpenID Connect Core §2), weakest first.</summary>
public static class Acr
{
    public const string AgentOnly = "agent-only";
    public const string HumanApproved = "human-approved";
    public const string MultiPartyApproved = "multi-party-approved";

    /// <summary>What so many approvals under a control are worth: a confirmation stays one, whoever else signed.</summary>
    public static string Of(int approvals, Control control) => approvals switch
    {
        0 => AgentOnly,
        1 => HumanApproved,
        _ => control == Control.Confirm ? HumanApproved : MultiPartyApproved,
    };

    /// <summary>How many people's signatures such a grant rests on, at least.</summary>
    public static int LeastApprovals(string acr) => acr switch
    {
        AgentOnly => 0,
        HumanApproved => 1,
        _ => 2,
    };
}
