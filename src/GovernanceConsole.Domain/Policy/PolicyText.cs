using System.Text;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Policy;

/// <summary>
/// A file of a bundle as a person reads it, checked like any text that came from outside: what hides or reorders is made visible. Tabs that indent stand as four blanks; where a difference is made of nothing
/// else, both sides keep their tabs, so that no difference is shown as none.
/// </summary>
public static class PolicyText
{
    /// <summary>Lines of one file, or of one difference, that a page shows.</summary>
    public const int MostRows = 4000;

    public static IReadOnlyList<SafeText> Lines(byte[] file)
    {
        var lines = Text(file)!.Split('\n');
        return [.. (lines[^1].Length == 0 ? lines[..^1] : lines).Take(MostRows).Select(line => TextSafety.Show(Indented(line.TrimEnd('\r')), TextUse.Code, TextSafety.Unlimited))];
    }

    /// <summary>What changed in one file, what stayed folded.</summary>
    public static IReadOnlyList<ChangeRow> Rows(BundleChange change)
    {
        var (before, after) = (Text(change.Before), Text(change.After));
        var onlyIndented = LineDiff.Compare(before, after).Any(pair => pair.Before != pair.After && pair is { Before: { } old, After: { } fresh } && Indented(old) == Indented(fresh));
        return onlyIndented ? ChangeRows.OfText(before, after) : ChangeRows.OfText(AllIndented(before), AllIndented(after));
    }

    private static string? Text(byte[]? file) => file is null ? null : Encoding.UTF8.GetString(file);

    private static string? AllIndented(string? text) => text is null ? null : string.Join('\n', text.Split('\n').Select(Indented));

    private static string Indented(string line)
    {
        var tabs = line.AsSpan().IndexOfAnyExcept('\t');
        return tabs <= 0 ? line : new string(' ', 4 * tabs) + line[tabs..];
    }
}
