using System.Text;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Agents;

/// <summary>What an operator says about an agent. The key is separate, because it is replaced on its own.</summary>
public sealed record AgentSheet(string Name, string OwnerId, string Purpose, string Environment, Risk RiskTier, IReadOnlyList<string> IntentTypes, IReadOnlyList<string> Tools);

/// <summary>What an operator says about an enforcement point.</summary>
public sealed record PointSheet(string Name, IReadOnlyList<string> Audiences);

/// <summary>
/// What may stand in the registry, as far as it can be told without looking at anything else. Names are plain ASCII, because a name is how people tell agents apart and a look-alike
/// letter would fool them. Every fault is named at once, with its pointer.
/// </summary>
public static class AgentRules
{
    public const int LongestName = 60;
    public const int LongestPurpose = 400;
    public const int LongestAudience = 400;
    public const int MostEntries = 50;

    /// <summary>The environments an agent can work in.</summary>
    public static readonly IReadOnlyList<string> Environments = ["prod", "staging", "dev"];

    /// <summary>The sheet without stray blanks, or every fault of it.</summary>
    /// <param name="sheet">As typed.</param>
    /// <param name="knownTypes">The type catalogue.</param>
    /// <param name="served">Audiences that a point serves.</param>
    public static Outcome<AgentSheet> Check(AgentSheet sheet, IReadOnlySet<string> knownTypes, IReadOnlySet<string> served)
    {
        var tidy = sheet with
        {
            Name = sheet.Name.Trim(),
            Purpose = sheet.Purpose.Trim(),
            IntentTypes = [.. sheet.IntentTypes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Tools = [.. sheet.Tools.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
        var errors = new List<FieldError>();
        CheckName(tidy.Name, errors);
        if (tidy.OwnerId.Length == 0)
            errors.Add(new FieldError("/owner_id", "Name the person who answers for this agent."));
        if (tidy.Purpose.Length is 0 or > LongestPurpose || tidy.Purpose.EnumerateRunes().Any(IsHidden))
            errors.Add(new FieldError("/purpose", $"Say what it is for, in 1 to {LongestPurpose} visible characters on one line."));
        if (!Environments.Contains(tidy.Environment, StringComparer.Ordinal))
            errors.Add(new FieldError("/environment", "Must be prod, staging or dev."));
        if (!Enum.IsDefined(tidy.RiskTier))
            errors.Add(new FieldError("/risk_tier", "Must be routine, elevated, high or critical."));
        CheckEach(tidy.IntentTypes, "/intent_types", "intent type", errors, type => knownTypes.Contains(type) ? null : "There is no such intent type here.");
        CheckEach(tidy.Tools, "/tools", "tool", errors, tool => AudienceFault(tool) ?? (served.Contains(tool) ? null : "No active enforcement point serves this. Register the point first."));
        return errors.Count == 0 ? tidy : AgentRefusals.InvalidField with { Errors = errors };
    }

    /// <summary>The sheet without stray blanks, or every fault of it.</summary>
    /// <param name="sheet">As typed.</param>
    /// <param name="issuer">Our own audience, which no point may serve: an action token for it would look like a console token.</param>
    public static Outcome<PointSheet> Check(PointSheet sheet, string issuer)
    {
        var tidy = new PointSheet(sheet.Name.Trim(), [.. sheet.Audiences.Select(a => a.Trim()).Where(a => a.Length > 0).Distinct(StringComparer.Ordinal)]);
        var errors = new List<FieldError>();
        CheckName(tidy.Name, errors);
        CheckEach(tidy.Audiences, "/audiences", "audience", errors, audience =>
            AudienceFault(audience) ?? (audience.TrimEnd('/') == issuer.TrimEnd('/') ? "This is the console itself." : null));
        return errors.Count == 0 ? tidy : AgentRefusals.InvalidField with { Errors = errors };
    }

    /// <summary>Two names that differ in case, blanks or punctuation only are one name to a reader.</summary>
    public static string NameKey(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    /// <summary>A reason people will read: why it was stopped.</summary>
    public static Outcome<string> Reason(string reason) =>
        reason.Trim() is { Length: > 0 and <= LongestPurpose } tidy && !tidy.EnumerateRunes().Any(IsHidden)
            ? tidy
            : AgentRefusals.InvalidField.At(new FieldError("/reason", $"Say why, in 1 to {LongestPurpose} visible characters on one line."));

    private static void CheckName(string name, List<FieldError> errors)
    {
        var fits = name.Length is >= 2 and <= LongestName && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_' or '.') && !name.Contains("  ", StringComparison.Ordinal);
        if (!fits)
            errors.Add(new FieldError("/name", $"2 to {LongestName} letters a–z, digits, and single blanks, dots, hyphens or underscores between them."));
    }

    private static void CheckEach(IReadOnlyList<string> entries, string pointer, string noun, List<FieldError> errors, Func<string, string?> fault)
    {
        if (entries.Count is 0 or > MostEntries)
            errors.Add(new FieldError(pointer, $"Name at least one {noun}, and at most {MostEntries}."));
        for (var i = 0; i < Math.Min(entries.Count, MostEntries); i++)
            if (fault(entries[i]) is { } message)
                errors.Add(new FieldError($"{pointer}/{i}", message));
    }

    private static string? AudienceFault(string audience)
    {
        if (audience.Length > LongestAudience || audience.Any(c => c is <= ' ' or > '~'))
            return $"At most {LongestAudience} visible ASCII characters; it is compared byte for byte.";
        if (!Uri.TryCreate(audience, UriKind.Absolute, out var uri) || !audience.Contains(':', StringComparison.Ordinal) || audience.Contains('#', StringComparison.Ordinal))
            return "Must be an absolute URI without a fragment, e.g. https://bank.example/api.";
        if (uri.UserInfo.Length > 0)
            return "Must not carry a user name or password.";
        return uri.Scheme == Uri.UriSchemeFile ? "A file is no tool." : null;
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control
        or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator
        or System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.OtherNotAssigned;
}
