using System.Globalization;
using System.Text;

namespace GovernanceConsole.Rego.Values;

/// <summary>Go's classes of characters where they differ from .NET's.</summary>
internal static class GoUnicode
{
    /// <summary>Letters, marks, numbers, punctuation, symbols and the plain space.</summary>
    public static bool IsPrint(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => false,
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        _ => true,
    };

    /// <summary>White space as Go's strings.TrimSpace sees it.</summary>
    public static bool IsSpace(char unit) => unit is '\t' or '\n' or '\v' or '\f' or '\r' or ' ' or '\u0085' or '\u00A0' || (unit > '\u00FF' && char.IsWhiteSpace(unit));
}
