namespace GovernanceConsole.Platform.Http;

/// <summary>A page of ours to go to next, taken from a URL that anybody may have written. Whatever could lead elsewhere becomes the home page.</summary>
internal static class LocalPath
{
    /// <summary><paramref name="asked"/> where it is a path on this host, else <c>/</c>. Backslashes, control characters and a second slash are how browsers are led astray.</summary>
    public static string OrHome(string? asked) =>
        asked is { Length: > 0 and <= 2000 } && asked[0] == '/' && !(asked.Length > 1 && asked[1] is '/' or '\\')
        && !asked.Any(c => c is '\\' or <= ' ' or '\u007f') && Uri.TryCreate(new Uri("http://here.invalid"), asked, out var there) && there.Host == "here.invalid"
            ? asked
            : "/";
}
