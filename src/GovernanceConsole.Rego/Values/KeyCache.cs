using System.Text;

namespace GovernanceConsole.Rego.Values;

/// <summary>
/// Keeps the keys that JSON texts bring again and again, so that reading the next input makes neither their text nor their hash anew. Of fixed size:
/// a key that falls on a taken place replaces what was there.
/// </summary>
internal static class KeyCache
{
    private const int Places = 1024;
    private const int LongestKept = 32;
    private const uint FnvOffset = 2_166_136_261;
    private const uint FnvPrime = 16_777_619;
    private static readonly StringValue?[] Kept = new StringValue?[Places];

    public static StringValue Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestKept) return StringValue.Of(Encoding.UTF8.GetString(utf8));
        var hash = FnvOffset;
        foreach (var octet in utf8) hash = (hash ^ octet) * FnvPrime;
        ref var place = ref Kept[hash % Places];
        if (place is { } known && Ascii.Equals(utf8, known.Text)) return known;
        return place = StringValue.Of(Encoding.UTF8.GetString(utf8));
    }
}
