using System.Net;

namespace GovernanceConsole.Platform.Startup;

/// <summary>The demo is for this machine only: its practice key is no secret.</summary>
internal static class Loopback
{
    /// <summary>Throws <see cref="StartRefused"/> unless every address is a loopback one.</summary>
    public static void Insist(IEnumerable<string> urls)
    {
        var strangers = urls.Where(u => !IsLoopback(u)).ToList();
        if (strangers.Count > 0)
            throw new StartRefused([.. strangers.Select(u => $"The demo listens on this machine only, not on '{u}'. Use --urls http://localhost:PORT.")]);
    }

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
}
