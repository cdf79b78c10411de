using System.ComponentModel.DataAnnotations;
using System.Globalization;
using GovernanceConsole.Domain.Notifications;

namespace GovernanceConsole.Features.Notifications;

/// <summary>The mail server, and where webhooks may go. Section <c>Notifications</c>. Without any of it people are told in the console, and webhooks go to public hosts over https.</summary>
internal sealed class NotificationsOptions : IValidatableObject
{
    public const string Section = "Notifications";

    /// <summary>Host of the mail server. Null: no mail is sent. Whoever runs the console says it, so it may be anywhere.</summary>
    public string? SmtpHost { get; set; }

    public int SmtpPort { get; set; } = 587;

    /// <summary>Whether the connection must be encrypted (STARTTLS) before anything is said. False is for a server on this machine.</summary>
    public bool SmtpStartTls { get; set; } = true;

    public string? SmtpUser { get; set; }

    /// <summary>File that holds the password, read for each mail so that a renewed one counts at once; never logged.</summary>
    public string? SmtpPasswordFile { get; set; }

    /// <summary>The address mail comes from. Needed where there is a server.</summary>
    public string? MailFrom { get; set; }

    /// <summary>Domains that mail may go to. Empty: any.</summary>
    public IReadOnlyList<string> MailDomains { get; set; } = [];

    /// <summary>Ports webhooks may go to besides 443.</summary>
    public IReadOnlyList<int> Ports { get; set; } = [];

    /// <summary>Hosts by name, or name:port, that may lie in private networks or on this machine.</summary>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>Of <see cref="AllowedHosts"/>, those that are asked over http.</summary>
    public IReadOnlyList<string> PlainHttpHosts { get; set; } = [];

    /// <summary>How long one attempt may take, seconds.</summary>
    public int TimeoutSeconds { get; set; } = 15;

    /// <summary>The same as rules for URLs and connections.</summary>
    public OutboundRules ToRules() => new([443, .. Ports], AllowedHosts, PlainHttpHosts);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SmtpHost is not null && MailFrom is null)
            yield return Wrong("There is a mail server, but no address mail comes from.", nameof(MailFrom));
        if (MailFrom is not null && !System.Net.Mail.MailAddress.TryCreate(MailFrom, out _))
            yield return Wrong($"'{MailFrom}' is no mail address.", nameof(MailFrom));
        if (SmtpPort is < 1 or > 65535)
            yield return Wrong("It must be between 1 and 65535.", nameof(SmtpPort));
        if ((SmtpUser is null) != (SmtpPasswordFile is null))
            yield return Wrong("SmtpUser and SmtpPasswordFile go together.", nameof(SmtpUser));
        if (SmtpPasswordFile is not null && !File.Exists(SmtpPasswordFile))
            yield return Wrong($"'{SmtpPasswordFile}' does not exist.", nameof(SmtpPasswordFile));
        if (SmtpUser is not null && !SmtpStartTls)
            yield return Wrong("A password travels over an encrypted connection only (SmtpStartTls).", nameof(SmtpStartTls));
        if (TimeoutSeconds is < 1 or > 60)
            yield return Wrong("It must be between 1 and 60.", nameof(TimeoutSeconds));
        if (Ports.Any(port => port is < 1 or > 65535))
            yield return Wrong("Ports lie between 1 and 65535.", nameof(Ports));
        foreach (var host in AllowedHosts.Concat(PlainHttpHosts).Where(host => !IsHost(host)))
            yield return Wrong($"'{host}' is no host name, or name:port.", nameof(AllowedHosts));
        foreach (var host in PlainHttpHosts.Where(host => !AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase)))
            yield return Wrong($"'{host}' does not stand in AllowedHosts.", nameof(PlainHttpHosts));
    }

    private static bool IsHost(string host) =>
        host.Split(':') is [var name, .. var port] && Uri.CheckHostName(name) != UriHostNameType.Unknown && (port.Length == 0 || (port is [var number] && ushort.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _)));

    private static ValidationResult Wrong(string message, string option) => new(message, [option]);
}
