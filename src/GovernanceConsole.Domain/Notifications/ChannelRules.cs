using System.Net.Mail;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Notifications;

/// <summary>What somebody says a channel is.</summary>
/// <param name="Kind">How it speaks.</param>
/// <param name="Scope">Of the organisation's: what it is told of. Null for one's own.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Address">A mail address or a URL; kept sealed.</param>
/// <param name="AtLeast">The lowest risk of questions it takes.</param>
/// <param name="QuestionsOnly">Nothing but questions.</param>
public sealed record ChannelSheet(ChannelKind Kind, string? Scope, string Name, string Address, Risk AtLeast = Risk.Routine, bool QuestionsOnly = false);

/// <summary>A sheet that may be stored: without stray blanks, with what is shown of its address.</summary>
public sealed record CheckedChannel(ChannelSheet Sheet, string Hint);

/// <summary>What may be a channel. Every fault is named at once, with its pointer.</summary>
public static class ChannelRules
{
    public const int MostOwn = 5;
    public const int MostOfAll = 100;

    public static Outcome<CheckedChannel> Check(ChannelSheet sheet, OutboundRules rules, IReadOnlyCollection<string> mailDomains)
    {
        var errors = new List<FieldError>();
        var tidy = sheet with { Name = sheet.Name.Trim(), Address = sheet.Address.Trim(), Scope = sheet.Scope?.Trim() };
        if (NameFault(tidy.Name) is { } name)
            errors.Add(new FieldError("/name", name));
        if (!Enum.IsDefined(tidy.Kind))
            errors.Add(new FieldError("/kind", "Choose e-mail, webhook, Slack or Teams."));
        if (!Enum.IsDefined(tidy.AtLeast))
            errors.Add(new FieldError("/at_least", "Choose one of the four steps of risk."));
        if (tidy.Scope is { } scope && !IsScope(scope))
            errors.Add(new FieldError("/scope", "Say everything, group:NAME, tree:NAME, or tree:NAME/LEVEL."));
        var (hint, fault) = tidy.Kind == ChannelKind.Email ? Mail(tidy.Address, mailDomains) : Url(tidy.Address, rules);
        if (fault is not null)
            errors.Add(new FieldError("/address", fault));
        return errors.Count == 0 ? new CheckedChannel(tidy, hint!) : NotificationRefusals.InvalidField with { Errors = errors };
    }

    public static string? NameFault(string name) =>
        name.Length is 0 or > 60 || name.Any(char.IsControl) || Intents.TextSafety.Show(name, Intents.TextUse.Name).Plain != name ? "A name has 1 to 60 visible characters on one line." : null;

    /// <summary>Everything, a group, a tree, or one level of it counted from one.</summary>
    private static bool IsScope(string scope)
    {
        if (scope == Channel.Everything || scope == EscalationTarget.Everybody)
            return true;
        if (EscalationTarget.Name(scope, EscalationTarget.Group) is { } group)
            return !GroupRules.Name(group).IsRefused;
        var parts = (EscalationTarget.Name(scope, EscalationTarget.Tree) ?? "").Split('/');
        return parts.Length is 1 or 2 && !GroupRules.Name(parts[0]).IsRefused && (parts.Length == 1 || (parts[1] is [>= '1' and <= '9'] or ['1' or '2', >= '0' and <= '9'] && int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) <= EscalationRules.MostLevelsInAll));
    }

    private static (string? Hint, string? Fault) Mail(string address, IReadOnlyCollection<string> domains)
    {
        // One plain address: no display name, no quoted parts, nothing that could become a second header or recipient.
        if (address.Length is < 3 or > 254 || !address.All(c => c is > ' ' and <= '~' and not ('<' or '>' or '"' or ',' or ';' or ':' or '\\' or '(' or ')' or '[' or ']')) || !MailAddress.TryCreate(address, out var parsed) || parsed.Address != address || !parsed.Host.Contains('.', StringComparison.Ordinal))
            return (null, "Give one mail address, such as ana@example.com.");
        return domains.Count > 0 && !domains.Contains(parsed.Host, StringComparer.OrdinalIgnoreCase) ? (null, $"Mail goes to these domains only: {string.Join(", ", domains)}.") : (address, null);
    }

    private static (string? Hint, string? Fault) Url(string address, OutboundRules rules)
    {
        var (url, fault) = OutboundUrl.Check(address, rules);
        return (url is null ? null : OutboundUrl.Host(url), fault);
    }
}
