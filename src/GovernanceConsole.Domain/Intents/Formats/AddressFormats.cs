using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovernanceConsole.Domain.Intents.Formats;

/// <summary>One e-mail address: <c>local@host</c>, no display name, no quoting, no comment. The host of another alphabet is shown in its technical form too.</summary>
public sealed class EmailFormat : FieldFormat
{
    private static readonly System.Buffers.SearchValues<char> Unquoted = System.Buffers.SearchValues.Create("\"(),:;<>[\\]@ ");

    public override string Name => "email";

    public override TypedValue? Read(JsonElement value, FieldReading reading)
    {
        if (reading.Text(value, 254) is not { } text)
            return null;
        var at = text.LastIndexOf('@');
        var local = at > 0 ? text[..at] : "";
        return local.Length is 0 or > 64 || local.AsSpan().ContainsAny(Unquoted) || local.Any(char.IsWhiteSpace) || local.Any(char.IsControl)
            || local.StartsWith('.') || local.EndsWith('.') || local.Contains("..", StringComparison.Ordinal)
            || HostName.Parse(text[(at + 1)..]) is not { HasDot: true } host
            ? reading.Refuse("Must be one e-mail address such as ana@example.org, without a display name.")
            : new EmailValue(text, local, host);
    }
}

/// <summary>An address that was read.</summary>
public sealed record EmailValue(string Text, string Local, HostName Host) : TypedValue
{
    public override IEnumerable<string> Recipients => ["email:" + Local.ToLowerInvariant() + "@" + Host.Ascii];

    public override JsonNode ToTyped() => Local + "@" + Host.Ascii;

    public override SafeText Render(DisplayZone zone, int most) => Host.Beside(TextSafety.Show(Text, TextUse.Name, most));
}

/// <summary>
/// An absolute https address without user name, as RFC 3986 has it: no blanks, no backslashes, a host that has a technical form. Both forms of an international host are shown.
/// </summary>
public sealed class UrlFormat : FieldFormat
{
    public override string Name => "url";

    public override TypedValue? Read(JsonElement value, FieldReading reading) =>
        reading.Text(value, 2000) is not { } text ? null
        : Parse(text, out var host) is { } fault ? reading.Refuse(fault)
        : new UrlValue(text, host!);

    /// <summary>What is wrong with an https address; null when nothing is, and then <paramref name="host"/> is its host.</summary>
    public static string? Parse(string text, out HostName? host)
    {
        host = null;
        const string scheme = "https://";
        if (!text.StartsWith(scheme, StringComparison.Ordinal))
            return "Must be an absolute https address.";
        if (text.Any(unit => unit is '\\' or '<' or '>' or '"' or '`' or '{' or '}' or '|' or '^' || char.IsWhiteSpace(unit) || char.IsControl(unit)))
            return "Holds characters that an address cannot hold; percent-encode them.";
        var end = text.AsSpan(scheme.Length).IndexOfAny('/', '?', '#');
        var authority = end < 0 ? text[scheme.Length..] : text.Substring(scheme.Length, end);
        if (authority.Contains('@'))
            return "Must not hold a user name or password.";
        var colon = authority.LastIndexOf(':');
        if (colon >= 0 && !authority.EndsWith(']') && (!ushort.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0))
            return "The port is no port.";
        host = HostName.Parse(colon >= 0 && !authority.EndsWith(']') ? authority[..colon] : authority);
        return host is null || !Uri.TryCreate(text, UriKind.Absolute, out _) ? "The host is not a name that can be reached." : null;
    }
}

/// <summary>An address that was read.</summary>
public sealed record UrlValue(string Text, HostName Host) : TypedValue
{
    public override IEnumerable<string> Recipients => ["host:" + Host.Ascii];

    public override JsonNode ToTyped() => Text;

    public override SafeText Render(DisplayZone zone, int most) => Host.Beside(TextSafety.Show(Text, TextUse.Name, most));
}

/// <summary>A host in its technical (punycode, RFC 5891) and its written form. One that has no technical form, or another one than it claims, is none.</summary>
public sealed record HostName(string Ascii, string Unicode)
{
    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    public bool HasDot => Ascii.Contains('.');

    public static HostName? Parse(string host)
    {
        if (host.StartsWith('[') && host.EndsWith(']'))
            return System.Net.IPAddress.TryParse(host, out _) ? new HostName(host.ToLowerInvariant(), host) : null;
        try
        {
            var ascii = Idn.GetAscii(host).ToLowerInvariant();
            return ascii.Length is 0 or > 253 || ascii.EndsWith('.') ? null : new HostName(ascii, Idn.GetUnicode(ascii));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The shown text with the host's other form beside it, flagged, when there is another.</summary>
    public SafeText Beside(SafeText shown)
    {
        if (Ascii == Unicode)
            return shown;
        var other = shown.Plain.Contains(Ascii, StringComparison.OrdinalIgnoreCase) ? TextSafety.Show(Unicode, TextUse.Name) : SafeText.Ours(Ascii);
        var joined = SafeText.Join(shown, SafeText.Ours(" (host "), other, SafeText.Ours(")"));
        return joined with { Flags = [.. joined.Flags.Append(TextFlags.Punycode).Order(StringComparer.Ordinal)] };
    }
}
