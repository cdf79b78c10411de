using System.Globalization;
using System.Text;

namespace GovernanceConsole.Domain.Notifications;

/// <summary>
/// A word of somebody else's in a message of ours: letters, digits, blanks and hyphens, sixty at most, on one line. Whatever could be markup, a mention, an address, a line break or a change of direction becomes a hyphen, so that
/// mail and chat programs find nothing in it to follow. In the console the same name is shown in full.
/// </summary>
public static class PlainWord
{
    public const int Most = 60;

    public static string Of(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (word.Length >= Most)
                break;
            var kept = Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber;
            if (kept)
                word.Append(rune);
            else if (word.Length > 0 && word[^1] is not ('-' or ' '))
                word.Append(rune.Value == ' ' ? ' ' : '-');
        }

        var said = word.ToString().Trim('-', ' ');
        return said.Length == 0 ? "unnamed" : said;
    }

    /// <summary>The name of an intent type: the console's own definitions give it, and still it is only lower-case words with dots.</summary>
    public static string OfType(string type) => type.Length <= Most && type.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '.' or '-') ? type : Of(type);
}
