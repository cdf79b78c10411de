using System.Globalization;
using System.Net;

namespace GovernanceConsole.Domain.Notifications;

/// <summary>What the configuration allows requests to the outside beyond https to public hosts.</summary>
/// <param name="Ports">Ports that any host may be asked at.</param>
/// <param name="Hosts">Hosts by name that may lie on private addresses: <c>name</c> at the usual ports, <c>name:port</c> at that one.</param>
/// <param name="PlainHosts">Of these, those that may be asked over http.</param>
public sealed record OutboundRules(IReadOnlyCollection<int> Ports, IReadOnlyCollection<string> Hosts, IReadOnlyCollection<string> PlainHosts)
{
    /// <summary>True when whoever runs the console said that this host at this port may be anywhere.</summary>
    public bool AllowsByName(string host, int port) => Named(Hosts, host, port);

    public bool AllowsPlain(string host, int port) => AllowsByName(host, port) && Named(PlainHosts, host, port);

    private bool Named(IReadOnlyCollection<string> names, string host, int port) =>
        (Ports.Contains(port) && names.Contains(host, StringComparer.OrdinalIgnoreCase)) || names.Contains(string.Create(CultureInfo.InvariantCulture, $"{host}:{port}"), StringComparer.OrdinalIgnoreCase);
}

/// <summary>
/// Whether a URL is one that a webhook may have, before anything is resolved; <see cref="OutboundAddress"/> judges what it resolves to, at the moment of connecting. Names that only mean something on this machine or in
/// this network, and numbers in place of names in whatever notation, are refused unless they are allowed by name.
/// </summary>
public static class OutboundUrl
{
    public const int Longest = 2000;

    private static readonly string[] LocalSuffixes = [".localhost", ".local", ".internal", ".intranet", ".home.arpa", ".lan", ".onion", ".test", ".invalid"];

    /// <summary>The URL, or what is wrong with it in a sentence.</summary>
    public static (Uri? Url, string? Fault) Check(string text, OutboundRules rules)
    {
        if (text.Length > Longest || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.HostNameType is UriHostNameType.Unknown or UriHostNameType.Basic)
            return (null, "It must be an absolute https address of at most 2000 characters.");
        if (url.UserInfo.Length > 0)
            return (null, "An address with a user or password in it is not taken.");
        if (url.Fragment.Length > 0)
            return (null, "An address with a fragment (#…) is not taken.");
        var host = Host(url);
        var byName = rules.AllowsByName(host, url.Port);
        if (url.Scheme == "http" && !rules.AllowsPlain(host, url.Port))
            return (null, "It must begin with https.");
        if (!byName && !rules.Ports.Contains(url.Port))
            return (null, $"Port {url.Port.ToString(CultureInfo.InvariantCulture)} is not allowed by the console's configuration.");
        if (byName)
            return (url, null);
        if (IPAddress.TryParse(host.Trim('[', ']'), out _) || host.All(c => char.IsDigit(c) || c is '.' or 'x' or 'X'))
            return (null, "Give the host by its name, not by its number.");
        if (host == "localhost" || !host.Contains('.', StringComparison.Ordinal) || LocalSuffixes.Any(suffix => host.EndsWith(suffix, StringComparison.Ordinal)))
            return (null, "This host lies in the console's own network. Whoever runs the console can allow it by name.");
        return (url, null);
    }

    /// <summary>The host as it is compared: in ASCII, lower case, without a dot at the end.</summary>
    public static string Host(Uri url) => url.IdnHost.ToLowerInvariant().TrimEnd('.');
}
