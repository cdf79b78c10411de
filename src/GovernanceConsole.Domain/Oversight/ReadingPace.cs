using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Oversight;

/// <summary>
/// How long a card takes to read, and how long somebody had. Reading starts when the card is shown, or with the signature before if that came later: who opens twenty cards and then signs one after the other has read each only since the
/// last. Adults read about 240 words a minute; what is configured is the speed beyond which nobody can have read it.
/// </summary>
public static class ReadingPace
{
    /// <summary>The least time for any card: a glance and a press.</summary>
    public const long LeastMs = 2000;

    /// <summary>Longer runs of letters and digits count as several words: an account number is not read at a glance, and not every script puts blanks between words.</summary>
    private const int LongestWord = 12;

    /// <summary>The words of a card, its warnings and reasons included; what is folded away does not count.</summary>
    public static int Words(DisplayModel card)
    {
        var texts = new List<string?> { card.Consequence.Plain, card.Type?.Reversibility, card.Type?.Rollback, card.Statement?.Plain };
        foreach (var field in card.Fields)
        {
            texts.AddRange([field.Label, field.Text.Plain]);
            texts.AddRange(field.Rows.SelectMany(row => row).Select(cell => cell.Plain));
        }

        texts.AddRange(card.Changes.SelectMany(change => change.Rows.SelectMany(row => new[] { row.Path, row.Before?.Plain, row.After?.Plain }).Prepend(change.Target.Plain)));
        texts.AddRange(card.Flags.Select(flag => flag.Sentence));
        texts.AddRange(card.Context.Reasons);
        texts.AddRange(card.Context.Facts.Select(fact => fact.Text));
        return texts.OfType<string>().Sum(Words);
    }

    /// <summary>The words of a text.</summary>
    public static int Words(string text)
    {
        var (words, run) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            run = System.Text.Rune.IsLetterOrDigit(rune) ? run + 1 : 0;
            if (run % LongestWord == 1)
                words++;
        }

        return words;
    }

    /// <summary>How long they take at least, milliseconds.</summary>
    public static long Least(int words, int wordsPerMinute) => Math.Max(LeastMs, words * 60_000L / Math.Max(1, wordsPerMinute));

    /// <summary>How long somebody had, milliseconds; null where no card was seen to be shown. A clock that was set back gives nothing.</summary>
    public static long? Dwell(DateTime? shownAt, DateTime? signedBeforeAt, DateTime signedAt)
    {
        if (shownAt is not { } shown)
            return null;
        var since = signedBeforeAt > shown ? signedBeforeAt.Value : shown;
        return Math.Max(0, (long)(signedAt - since).TotalMilliseconds);
    }

    /// <summary>The value that a share of the others do not exceed (nearest rank); null of nothing.</summary>
    public static long? Percentile(IReadOnlyList<long> sorted, int percent) => sorted.Count == 0 ? null : sorted[Math.Max(0, (sorted.Count * percent + 99) / 100 - 1)];

    /// <summary>The most of these moments that lie within any one minute.</summary>
    public static int MostInAMinute(IReadOnlyList<DateTime> sorted)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < sorted.Count; last++)
        {
            while (sorted[last] - sorted[first] >= TimeSpan.FromMinutes(1))
                first++;
            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
