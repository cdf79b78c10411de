namespace GovernanceConsole.Domain.Intents;

/// <summary>What can be wrong with a text that somebody else wrote, as codes, and the sentence an approver reads for each. A code without a sentence is a bug.</summary>
public static class TextFlags
{
    public const string Bidi = "bidi";
    public const string Invisible = "invisible";
    public const string Control = "control";
    public const string UnusualSpace = "unusual_space";
    public const string UnknownCharacter = "unknown_character";
    public const string MixedScript = "mixed_script";
    public const string LookAlike = "look_alike";
    public const string MixedDigits = "mixed_digits";
    public const string MarkFlood = "mark_flood";
    public const string Padding = "padding";
    public const string RightToLeft = "right_to_left";
    public const string Symbol = "symbol";
    public const string Punycode = "punycode";
    public const string Destructive = "destructive_sql";

    private static readonly Dictionary<string, string> Sentences = new(StringComparer.Ordinal)
    {
        [Bidi] = "Holds characters that turn the reading direction, so it would look different from what it is.",
        [Invisible] = "Holds characters that cannot be seen.",
        [Control] = "Holds control characters or line breaks where none belong.",
        [UnusualSpace] = "Holds spaces other than the ordinary one.",
        [UnknownCharacter] = "Holds characters without a known meaning.",
        [MixedScript] = "Mixes alphabets inside one word, as look-alike names do.",
        [LookAlike] = "Holds characters that look like Latin letters or signs but are others.",
        [MixedDigits] = "Holds digits of another numbering system.",
        [MarkFlood] = "Piles accents on a letter; the pile was cut.",
        [Padding] = "Holds long runs of blanks; they were shortened.",
        [RightToLeft] = "Mixes right-to-left and left-to-right writing.",
        [Symbol] = "Holds pictures or signs in a name.",
        [Punycode] = "Names a host in letters other than plain Latin; its technical form stands beside it.",
        [Destructive] = "Holds SQL that deletes data or structure.",
    };

    /// <summary>True for what only somebody does who wants to deceive: hiding, turning, imitating, flooding. Right-to-left names, pictures and punycode alone are honest.</summary>
    public static bool IsSuspicious(string code) => code is not (RightToLeft or Symbol or Punycode or Destructive);

    public static string Sentence(string code) => Sentences[code];
}
