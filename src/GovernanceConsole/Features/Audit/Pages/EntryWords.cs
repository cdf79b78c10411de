namespace GovernanceConsole.Features.Audit.Pages;

/// <summary>The type of an entry as words: <c>grant.redeemed</c> is "Grant redeemed". A type of a later version reads the same way.</summary>
internal static class EntryWords
{
    public static string Of(string type)
    {
        var words = type.Replace('.', ' ').Replace('_', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
