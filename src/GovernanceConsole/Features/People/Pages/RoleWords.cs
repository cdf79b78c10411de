using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Features.People.Pages;

/// <summary>Roles and account states as people read them.</summary>
internal static class RoleWords
{
    public static string Of(Role role) => role switch { Role.Approver => "approver", Role.Operator => "operator", _ => "auditor" };

    public static string Explained(Role role) => role switch
    {
        Role.Approver => "Decides on intents by signing.",
        Role.Operator => "Manages agents, points, people and policies. Decides on nothing by that alone.",
        _ => "Reads everything, changes nothing.",
    };

    public static string Of(AccountState state) => state switch
    {
        AccountState.Invited => "invited",
        AccountState.LinkEnded => "link ended",
        AccountState.Active => "active",
        _ => "suspended",
    };
}
