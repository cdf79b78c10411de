using System.Text;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>
/// Go's strings.Replacer: one pass from left to right, at each place the first listed text that matches, replacements are not looked at again.
/// An empty text matches at every place where no other does.
/// </summary>
internal static class TextReplacement
{
    public static string Apply(BuiltinContext context, string text, IReadOnlyList<(string Old, string Fresh)> pairs)
    {
        var output = new StringBuilder(text.Length);
        var previousWasEmpty = false;
        var at = 0;
        while (at <= text.Length)
        {
            context.Charge(1 + (pairs.Count / 16));
            var match = Find(text, at, pairs, ignoreEmpty: previousWasEmpty);
            previousWasEmpty = match is { Old.Length: 0 };
            if (match is { } found)
            {
                output.Append(found.Fresh);
                if (output.Length > BuiltinContext.MaxOutput) context.ReserveOutput(output.Length);
                at += found.Old.Length;
                continue;
            }

            if (at == text.Length) break;
            var length = char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
            output.Append(text, at, length);
            at += length;
        }

        return output.ToString();
    }

    private static (string Old, string Fresh)? Find(string text, int at, IReadOnlyList<(string Old, string Fresh)> pairs, bool ignoreEmpty)
    {
        foreach (var pair in pairs)
        {
            if (pair.Old.Length == 0 && ignoreEmpty) continue;
            if (text.Length - at >= pair.Old.Length && string.CompareOrdinal(text, at, pair.Old, 0, pair.Old.Length) == 0) return pair;
        }

        return null;
    }
}
