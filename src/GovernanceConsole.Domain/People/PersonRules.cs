using System.Buffers;
using System.Text;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.People;

/// <summary>What may stand in a person's record. A name is what others read beside a signature, so it holds nothing that hides, reorders or imitates.</summary>
public static class PersonRules
{
    private const int LongestName = 120;
    private const int LongestEmail = 254;
    private static readonly SearchValues<char> NotInEmail = SearchValues.Create("<>()[],;:\\\"");

    /// <summary>The name trimmed, in NFC; refused when empty, over-long or deceptive.</summary>
    public static Outcome<string> Name(string? entered) => Line(entered, "/name", "A name", LongestName);

    /// <summary>The address, or null where none was entered. Says nothing about whether it can be reached.</summary>
    public static Outcome<string?> Email(string? entered)
    {
        if (string.IsNullOrWhiteSpace(entered))
            return (string?)null;
        var email = entered.Trim();
        var at = email.IndexOf('@', StringComparison.Ordinal);
        var domain = at < 0 ? "" : email[(at + 1)..];
        var plain = email.All(c => c is > ' ' and <= '~') && email.AsSpan().IndexOfAny(NotInEmail) < 0;
        return plain && email.Length <= LongestEmail && at > 0 && domain.IndexOf('@', StringComparison.Ordinal) < 0
            && domain.Contains('.', StringComparison.Ordinal) && domain[0] != '.' && domain[^1] != '.'
            ? email
            : PersonRefusals.Field("/email", "This is not an e-mail address the console can keep; it looks like name@example.org, in plain letters.");
    }

    /// <summary>An IANA time zone that this machine knows; <c>UTC</c> where none was entered.</summary>
    public static Outcome<string> Zone(string? entered)
    {
        if (string.IsNullOrWhiteSpace(entered))
            return "UTC";
        return entered.Length <= 60 && TimeZoneInfo.TryFindSystemTimeZoneById(entered, out var zone) && zone.HasIanaId
            ? zone.Id
            : PersonRefusals.Field("/zone", "This time zone is not known; it is a name such as Europe/Madrid.");
    }

    /// <summary>Why somebody does something to somebody, in one line.</summary>
    public static Outcome<string> Reason(string? entered) => Line(entered, "/reason", "A reason", 200, TextUse.Line);

    /// <summary>One line of words by a person: trimmed, NFC, nothing hidden in it.</summary>
    internal static Outcome<string> Line(string? entered, string pointer, string what, int longest, TextUse use = TextUse.Name)
    {
        if (string.IsNullOrWhiteSpace(entered))
            return PersonRefusals.Field(pointer, $"{what} is missing.");
        string text;
        try
        {
            text = entered.Trim().Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return PersonRefusals.Field(pointer, $"{what} holds characters that are no text.");
        }

        if (text.Length > longest)
            return PersonRefusals.Field(pointer, $"{what} has at most {longest} characters.");
        var flags = TextSafety.Show(text, use, longest).Flags;
        return flags.Count == 0 ? text : PersonRefusals.Field(pointer, $"{what} is not accepted so. " + string.Join(' ', flags.Select(TextFlags.Sentence)));
    }
}
