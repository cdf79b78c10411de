using System.Text;

namespace GovernanceConsole.Rego.Values;

/// <summary>A text, ordered by code points (as UTF-8 bytes order it), not by UTF-16 units.</summary>
public sealed class StringValue : Value
{
    private const int Unhashed = 0;
    private int _hash;

    private StringValue(string text)
        : base(ValueKind.String) => Text = text;

    public static StringValue Empty { get; } = new("");

    public string Text { get; }

    public override long Weight => 1 + (Text.Length >> 5);

    /// <summary>Characters as Rego counts them: code points.</summary>
    public int CodePoints
    {
        get
        {
            var count = Text.Length;
            for (var i = 1; i < Text.Length; i++)
                if (char.IsSurrogatePair(Text[i - 1], Text[i])) count--;
            return count;
        }
    }

    public static StringValue Of(string text) => text.Length == 0 ? Empty : new(text);

    public static StringValue Of(Rune rune) => new(rune.ToString());

    /// <summary>Compares by code point: surrogates sort above every other UTF-16 unit.</summary>
    public static int Compare(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length) return left.Length.CompareTo(right.Length);
        return Rank(left[same]).CompareTo(Rank(right[same]));
    }

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;

    private protected override int CompareSameKind(Value other) => Compare(Text, ((StringValue)other).Text);

    private protected override bool EqualsSameKind(Value other) => string.Equals(Text, ((StringValue)other).Text, StringComparison.Ordinal);

    private protected override int HashOfContent()
    {
        if (_hash != Unhashed) return _hash;
        return _hash = string.GetHashCode(Text, StringComparison.Ordinal) | 1;
    }
}
