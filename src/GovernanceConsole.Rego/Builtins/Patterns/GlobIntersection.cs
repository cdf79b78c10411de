using System.Text;

namespace GovernanceConsole.Rego.Builtins.Patterns;

/// <summary>
/// Whether some text matches two simple patterns at once. The patterns know characters, <c>.</c>, <c>[sets]</c>, the repetitions <c>*</c> and <c>+</c>,
/// and backslash escapes. The product of both is searched once, so the cost is the product of their lengths.
/// </summary>
internal static class GlobIntersection
{
    private const int MaxPattern = 2_000;

    private sealed record Token(CharacterSet? Set, bool Optional, bool Repeats);

    private sealed class CharacterSet(HashSet<int> points)
    {
        public HashSet<int> Points => points;
    }

    public static bool IsNonEmpty(BuiltinContext context, string left, string right)
    {
        var (a, b) = (Tokens(left), Tokens(right));
        context.Charge((long)(a.Count + 1) * (b.Count + 1));
        var seen = new HashSet<(int, int)>();
        var open = new Stack<(int Left, int Right)>();
        open.Push((0, 0));
        while (open.TryPop(out var state))
        {
            if (!seen.Add(state)) continue;
            if (state == (a.Count, b.Count)) return true;
            if (state.Left < a.Count && a[state.Left].Optional) open.Push((state.Left + 1, state.Right));
            if (state.Right < b.Count && b[state.Right].Optional) open.Push((state.Left, state.Right + 1));
            if (state.Left == a.Count || state.Right == b.Count || !Meet(a[state.Left].Set, b[state.Right].Set)) continue;
            foreach (var next in After(a[state.Left], state.Left))
                foreach (var other in After(b[state.Right], state.Right)) open.Push((next, other));
        }

        return false;
    }

    private static IEnumerable<int> After(Token token, int position) => token.Repeats ? [position, position + 1] : [position + 1];

    /// <summary>A missing set stands for any character.</summary>
    private static bool Meet(CharacterSet? left, CharacterSet? right) =>
        left is null || right is null || left.Points.Overlaps(right.Points);

    /// <summary>A repeated token x+ is written as the token and an optional repeated one.</summary>
    private static List<Token> Tokens(string pattern)
    {
        if (pattern.Length > MaxPattern) throw BuiltinException.Failure($"the pattern has more than {MaxPattern} characters");
        var runes = pattern.EnumerateRunes().ToArray();
        var tokens = new List<Token>();
        for (var at = 0; at < runes.Length; at++)
        {
            var set = runes[at].Value switch
            {
                '.' => null,
                '[' => ReadSet(runes, ref at),
                '\\' when at + 1 < runes.Length => Single(runes[++at]),
                '*' or '+' => throw BuiltinException.Failure("input provided is invalid: the repetition has nothing to repeat"),
                _ => Single(runes[at]),
            };
            var repetition = at + 1 < runes.Length ? runes[at + 1].Value : 0;
            if (repetition is not ('*' or '+'))
            {
                tokens.Add(new Token(set, Optional: false, Repeats: false));
                continue;
            }

            if (repetition == '+') tokens.Add(new Token(set, Optional: false, Repeats: false));
            tokens.Add(new Token(set, Optional: true, Repeats: true));
            at++;
        }

        return tokens;
    }

    private static CharacterSet Single(Rune rune) => new([rune.Value]);

    private static CharacterSet ReadSet(Rune[] runes, ref int at)
    {
        var points = new HashSet<int>();
        for (at++; at < runes.Length && runes[at].Value != ']'; at++)
        {
            if (runes[at].Value == '\\' && at + 1 < runes.Length) at++;
            var low = runes[at].Value;
            var isRange = at + 2 < runes.Length && runes[at + 1].Value == '-' && runes[at + 2].Value != ']';
            if (isRange) at += 2;
            if (runes[at].Value < low || runes[at].Value - low > 0xFFFF) throw BuiltinException.Failure("input provided is invalid: a range runs backwards");
            for (var point = low; point <= runes[at].Value; point++) points.Add(point);
        }

        if (at >= runes.Length) throw BuiltinException.Failure("input provided is invalid: a set is not closed");
        return new(points);
    }
}
