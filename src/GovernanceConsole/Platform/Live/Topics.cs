namespace GovernanceConsole.Platform.Live;

/// <summary>The topics of <see cref="ChangeFeed"/>. One a list and one a thing.</summary>
internal static class Topics
{
    public const string Queue = "queue";
    public const string Agents = "agents";
    public const string People = "people";
    public const string Log = "log";
    public const string Policy = "policy";
    public const string Stops = "stops";
    public const string BreakGlass = "break_glass";
    public const string Incidents = "incidents";
    public const string OnCall = "on_call";

    public static string Intent(string id) => "intent:" + id;

    public static string Person(string id) => "person:" + id;
}
