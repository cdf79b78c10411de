using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Ui.Layout;

/// <summary>One entry of the rail. It is shown when the visitor holds the permission; the page and its acts check again.</summary>
internal sealed record NavigationEntry(string Words, string Href, string Icon, Permission? Needs = null);

/// <summary>The rail: the console's nouns, grouped by who uses them. The only list of pages there is.</summary>
internal static class Navigation
{
    public static readonly IReadOnlyList<(string Group, NavigationEntry[] Entries)> Groups =
    [
        ("Decide",
        [
            new("Queue", Links.Queue, "queue", Permission.ReadQueue),
            new("Inbox", Links.Inbox, "inbox", Permission.ReadQueue),
            new("My approvals", Links.MyApprovals, "approvals", Permission.DecideIntent),
            new("Questions", Links.Questions, "info"),
            new("Break-glass", Links.BreakGlass, "glass", Permission.ReadBreakGlass),
            new("Stops", Links.Stops, "stop", Permission.ReadStops),
        ]),
        ("Agents",
        [
            new("Agents", Links.Agents, "agents", Permission.ReadAgents),
            new("Enforcement points", Links.Points, "points", Permission.ReadAgents),
        ]),
        ("People", [new("People", Links.People, "people", Permission.ReadPeople)]),
        ("Rules",
        [
            new("Policy", Links.Policy, "policy", Permission.ReadPolicy),
            new("Escalation", Links.Escalation, "escalation", Permission.ReadPolicy),
            new("On-call", Links.OnCall, "clock", Permission.ReadPeople),
        ]),
        ("Prove",
        [
            new("Incidents", Links.Incidents, "incident", Permission.ReadIncidents),
            new("Oversight", Links.Oversight, "info", Permission.ReadOversight),
            new("Drills", Links.Drills, "approvals", Permission.ReadOversight),
            new("Audit log", Links.Audit, "audit", Permission.ReadAudit),
            new("Verify receipt", Links.Verify, "verify"),
        ]),
        ("Settings",
        [
            new("Notifications", Links.Notifications, "bell", Permission.ReadPeople),
            new("My account", Links.Account, "passkey"),
        ]),
    ];
}
