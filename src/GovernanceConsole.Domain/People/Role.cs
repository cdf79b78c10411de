namespace GovernanceConsole.Domain.People;

/// <summary>What a person may be. Roles are held with history; a person may hold several; every act asks for a permission, never for a role.</summary>
public enum Role
{
    /// <summary>Decides on intents by signing.</summary>
    Approver = 1,

    /// <summary>Manages agents, points, people and policies. Decides on nothing by that alone.</summary>
    Operator = 2,

    /// <summary>Reads everything and reviews break-glass episodes; changes nothing.</summary>
    Auditor = 3,
}

/// <summary>What an act asks for. The table of who holds what is <see cref="Permissions"/>.</summary>
public enum Permission
{
    ReadQueue,
    DecideIntent,
    PassOnItem,
    ReadAgents,
    ManageAgents,
    ReadPeople,
    ManagePeople,
    ReadPolicy,
    ManagePolicy,
    ReadAudit,
    VerifyLog,
    ReadReceipts,
    ReadStops,
    Stop,
    ReadBreakGlass,
    BreakGlass,
    ReviewBreakGlass,
    ReadIncidents,
    ManageIncidents,
    ManageChannels,
    ReadOversight,
    RunDrills,
    RemoveDemo,
}

/// <summary>Which role carries which permission. What is not listed is not allowed.</summary>
public static class Permissions
{
    private static readonly Dictionary<Permission, Role[]> Table = new()
    {
        [Permission.ReadQueue] = [Role.Approver, Role.Operator, Role.Auditor],
        [Permission.DecideIntent] = [Role.Approver],
        [Permission.PassOnItem] = [Role.Approver, Role.Operator],
        [Permission.ReadAgents] = [Role.Approver, Role.Operator, Role.Auditor],
        [Permission.ManageAgents] = [Role.Operator],
        [Permission.ReadPeople] = [Role.Approver, Role.Operator, Role.Auditor],
        [Permission.ManagePeople] = [Role.Operator],
        [Permission.ReadPolicy] = [Role.Approver, Role.Operator, Role.Auditor],
        [Permission.ManagePolicy] = [Role.Operator],
        [Permission.ReadAudit] = [Role.Auditor, Role.Operator],
        [Permission.VerifyLog] = [Role.Auditor, Role.Operator],
        [Permission.ReadReceipts] = [Role.Approver, Role.Auditor, Role.Operator],
        [Permission.ReadStops] = [Role.Approver, Role.Operator, Role.Auditor],
        [Permission.Stop] = [Role.Operator],
        [Permission.ReadBreakGlass] = [Role.Approver, Role.Operator, Role.Auditor],
        [Permission.BreakGlass] = [Role.Approver, Role.Operator],
        [Permission.ReviewBreakGlass] = [Role.Operator, Role.Auditor],
        [Permission.ReadIncidents] = [Role.Approver, Role.Operator, Role.Auditor],
        [Permission.ManageIncidents] = [Role.Operator],
        [Permission.ManageChannels] = [Role.Operator],
        [Permission.ReadOversight] = [Role.Operator, Role.Auditor],
        [Permission.RunDrills] = [Role.Operator],
        [Permission.RemoveDemo] = [Role.Operator],
    };

    /// <summary>True when one of <paramref name="roles"/> carries <paramref name="permission"/>.</summary>
    public static bool Allow(IEnumerable<Role> roles, Permission permission) =>
        Table.TryGetValue(permission, out var holders) && roles.Any(holders.Contains);
}
