using System.Text;

namespace GovernanceConsole.Rego.Builtins.Markup;

/// <summary>The order of keys in written YAML: runs of digits compare as numbers, letters sort behind everything else.</summary>
internal static class NaturalOrder
{
    public static int Compare(string left, string right)
    {
        var (a, b) = (left.EnumerateRunes().ToArray(), right.EnumerateRunes().ToArray());
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            if (a[i] == b[i]) continue;
            var (leftIsLetter, rightIsLetter) = (Rune.IsLetter(a[i]), Rune.IsLetter(b[i]));
            if (leftIsLetter != rightIsLetter) return leftIsLetter ? 1 : -1;
            return leftIsLetter ? a[i].CompareTo(b[i]) : CompareDigits(a, b, i);
        }

        return a.Length.CompareTo(b.Length);
    }

    private static int CompareDigits(Rune[] left, Rune[] right, int at)
    {
        while (at > 0 && Rune.IsDigit(left[at - 1])) at--;
        var (a, b) = (Digits(left, at), Digits(right, at));
        if (a.Length == 0 || b.Length == 0) return string.CompareOrdinal(string.Concat(left[at..]), string.Concat(right[at..]));
        var (x, y) = (a.TrimStart('0'), b.TrimStart('0'));
        var order = x.Length != y.Length ? x.Length.CompareTo(y.Length) : string.CompareOrdinal(x, y);
        return order != 0 ? order : a.Length.CompareTo(b.Length);
    }

    private static string Digits(Rune[] text, int at) => string.Concat(text.Skip(at).TakeWhile(Rune.IsDigit));
}
