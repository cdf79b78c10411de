namespace GovernanceConsole.Domain.Intents;

/// <summary>A pair of lines side by side: equal, changed, or one of them missing (null).</summary>
public readonly record struct LinePair(string? Before, string? After);

/// <summary>
/// Compares two texts line by line by their longest common subsequence, so that what stayed is not shown as changed. Where both middles are too long for that, all of the old stands against
/// all of the new: coarse, and still complete. Nothing is left out.
/// </summary>
public static class LineDiff
{
    private const long MostCells = 1_000_000;

    public static IReadOnlyList<LinePair> Compare(string? before, string? after)
    {
        var (old, fresh) = (Lines(before), Lines(after));
        if (old.Concat(fresh).All(line => line.EndsWith('\r')))
            (old, fresh) = (Array.ConvertAll(old, line => line[..^1]), Array.ConvertAll(fresh, line => line[..^1]));

        var start = 0;
        while (start < old.Length && start < fresh.Length && old[start] == fresh[start])
            start++;
        int oldEnd = old.Length, freshEnd = fresh.Length;
        while (oldEnd > start && freshEnd > start && old[oldEnd - 1] == fresh[freshEnd - 1])
            (oldEnd, freshEnd) = (oldEnd - 1, freshEnd - 1);

        var pairs = new List<LinePair>();
        pairs.AddRange(old[..start].Select(line => new LinePair(line, line)));
        Middle(old.AsSpan(start, oldEnd - start), fresh.AsSpan(start, freshEnd - start), pairs);
        pairs.AddRange(old[oldEnd..].Select(line => new LinePair(line, line)));
        return pairs;
    }

    /// <summary>The lines; a final line end opens no further line, no text has none, and a lone final line counts like one that was ended.</summary>
    private static string[] Lines(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return [];
        var lines = text.Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    private static void Middle(ReadOnlySpan<string> old, ReadOnlySpan<string> fresh, List<LinePair> to)
    {
        int i = 0, j = 0, openOld = 0, openFresh = 0;
        if ((long)old.Length * fresh.Length <= MostCells)
        {
            var common = Common(old, fresh);
            while (i < old.Length && j < fresh.Length)
            {
                if (old[i] == fresh[j])
                {
                    Pair(old[openOld..i], fresh[openFresh..j], to);
                    to.Add(new LinePair(old[i], fresh[j]));
                    (openOld, openFresh) = (++i, ++j);
                }
                else if (common[i + 1, j] >= common[i, j + 1])
                {
                    i++;
                }
                else
                {
                    j++;
                }
            }
        }

        Pair(old[openOld..], fresh[openFresh..], to);
    }

    /// <summary>Length of the longest common subsequence of what follows each pair of places.</summary>
    private static int[,] Common(ReadOnlySpan<string> old, ReadOnlySpan<string> fresh)
    {
        var common = new int[old.Length + 1, fresh.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = fresh.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == fresh[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        return common;
    }

    private static void Pair(ReadOnlySpan<string> old, ReadOnlySpan<string> fresh, List<LinePair> to)
    {
        for (var i = 0; i < Math.Max(old.Length, fresh.Length); i++)
            to.Add(new LinePair(i < old.Length ? old[i] : null, i < fresh.Length ? fresh[i] : null));
    }
}
