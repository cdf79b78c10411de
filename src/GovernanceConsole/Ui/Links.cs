using System.Globalization;

namespace GovernanceConsole.Ui;

/// <summary>Every URL a person can visit, in one place; pages declare the same literals in their <c>@page</c> lines. Values are escaped here and nowhere else.</summary>
internal static class Links
{
    public const string Home = "/";
    public const string Queue = "/queue";
    public const string MyApprovals = "/approvals";
    public const string Questions = "/questions";
    public const string Inbox = "/inbox";
    public const string Notifications = "/notifications";
    public const string Deliveries = "/notifications/deliveries";
    public const string Agents = "/agents";
    public const string Points = "/points";
    public const string People = "/people";
    public const string Policy = "/policy";
    public const string Stops = "/stops";
    public const string BreakGlass = "/break-glass";
    public const string Incidents = "/incidents";
    public const string OnCall = "/oncall";
    public const string Escalation = "/escalation";
    public const string Oversight = "/oversight";
    public const string Drills = "/drills";
    public const string Audit = "/audit";
    public const string Verify = "/verify";
    public const string Account = "/account";
    public const string Search = "/search";

    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string SetUp = "/set-up";
    public const string Invitation = "/invitation";

    /// <summary>Exists in demo mode only, like everything beneath it.</summary>
    public const string Demo = "/demo";
    public const string DemoRemoved = "/demo/removed";

    /// <summary>The routine ones like it, to be signed together.</summary>
    public static string Alike(string id) => $"{Intent(id)}/alike";

    public static string Intent(string id) => $"/intents/{Uri.EscapeDataString(id)}";

    public static string Receipt(string intentId) => $"/intents/{Uri.EscapeDataString(intentId)}/receipt";

    public static string ReceiptFile(string intentId) => $"/intents/{Uri.EscapeDataString(intentId)}/receipt.json";

    public static string Agent(string id) => $"/agents/{Uri.EscapeDataString(id)}";

    public static string NewAgent => "/agents/new";

    public static string Point(string id) => $"/points/{Uri.EscapeDataString(id)}";

    public static string NewPoint => "/points/new";

    public static string Person(string id) => $"/people/{Uri.EscapeDataString(id)}";

    public static string Invite => "/people/invite";

    /// <param name="digest">With or without its <c>sha256:</c>.</param>
    public static string PolicyVersion(string digest) => $"{Policy}/versions/{Uri.EscapeDataString(Hex(digest))}";

    /// <param name="digest">With or without its <c>sha256:</c>.</param>
    /// <param name="file">Path of the file in the bundle.</param>
    /// <param name="row">The line to go to.</param>
    public static string PolicyFile(string digest, string file, int? row = null) =>
        $"{PolicyVersion(digest)}/files/{string.Join('/', file.Split('/').Select(Uri.EscapeDataString))}{(row is null ? "" : string.Create(CultureInfo.InvariantCulture, $"#L{row}"))}";

    /// <param name="digest">The version to ask; null for the one that decides.</param>
    /// <param name="intentId">The recorded intent to start from.</param>
    /// <param name="example">The intent type to start from, where no recorded intent is named.</param>
    public static string Bench(string? digest = null, string? intentId = null, string? example = null) => $"{Policy}/bench"
        + string.Join('&', new[] { digest is null ? null : $"?version={Uri.EscapeDataString(Hex(digest))}", intentId is null ? null : $"?intent={Uri.EscapeDataString(intentId)}", example is null ? null : $"?example={Uri.EscapeDataString(example)}" }
            .Where(part => part is not null).Select((part, at) => at == 0 ? part : part![1..]));

    public static string Stop(string id) => $"{Stops}/{Uri.EscapeDataString(id)}";

    /// <summary>The kill switch, with what to stop already chosen where a page knows it.</summary>
    public static string NewStop(string? reach = null, string? value = null) => $"{Stops}/new" + (reach is null ? "" : $"?reach={Uri.EscapeDataString(reach)}&value={Uri.EscapeDataString(value ?? "")}");

    public static string Episode(string id) => $"{BreakGlass}/{Uri.EscapeDataString(id)}";

    public static string NewEpisode => $"{BreakGlass}/new";

    public static string Timeline(string episodeId, string kind) => $"{Episode(episodeId)}/timeline.{kind}";

    public static string Incident(string id) => $"{Incidents}/{Uri.EscapeDataString(id)}";

    /// <summary>Opens an incident, with what it is about already named where a page knows it.</summary>
    public static string NewIncident(string? kind = null, string? reference = null) => $"{Incidents}/new" + (kind is null ? "" : $"?kind={Uri.EscapeDataString(kind)}&ref={Uri.EscapeDataString(reference ?? "")}");

    /// <summary>Roles and groups as they stood; <paramref name="at"/> as <c>yyyy-MM-ddTHH:mm</c> in UTC, null for now.</summary>
    public static string PeopleThen(string? at) => string.IsNullOrEmpty(at) ? "/people/then" : $"/people/then?at={Uri.EscapeDataString(at)}";

    public static string PeopleList(string? view, string? words) => People
        + (string.IsNullOrEmpty(view) && string.IsNullOrWhiteSpace(words) ? "" : "?")
        + string.Join('&', new[] { string.IsNullOrEmpty(view) ? null : $"show={Uri.EscapeDataString(view)}", string.IsNullOrWhiteSpace(words) ? null : $"q={Uri.EscapeDataString(words)}" }.Where(part => part is not null));

    /// <param name="secret">The one secret that stands in an address: it shows a calendar and does nothing.</param>
    public static string Calendar(string secret) => $"/calendars/{Uri.EscapeDataString(secret)}.ics";

    public static string AuditEntry(long index) => string.Create(CultureInfo.InvariantCulture, $"/audit/{index}");

    public static string SearchFor(string words) => $"{Search}?q={Uri.EscapeDataString(words)}";

    /// <summary>Sign-in that returns to a local page afterwards. The target is a path of ours; anything else is refused by the sign-in page.</summary>
    public static string SignInThen(string localPath) => $"{SignIn}?return={Uri.EscapeDataString(localPath)}";

    private static string Hex(string digest) => digest[(digest.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
