using System.Text;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Taking characters, white space, prefixes and suffixes off texts.</summary>
internal static class Trimming
{
    private static readonly Operand[] Two = [Operand.String, Operand.String];

    public static IReadOnlyList<Builtin> All { get; } =
    [
        Trim("trim", static (text, cut) => TrimEnd(TrimStart(text, cut), cut)),
        Trim("trim_left", TrimStart),
        Trim("trim_right", TrimEnd),
        Trim("trim_prefix", static (text, prefix) => text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text),
        Trim("trim_suffix", static (text, suffix) => text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text),
        Builtin.Of("trim_space", [Operand.String], TrimSpace),
    ];

    private static Builtin Trim(string name, Func<string, string, string> trim) => Builtin.Of(name, Two, (context, arguments) =>
    {
        var (text, cut) = (arguments.Text(1), arguments.Text(2));
        context.ChargeText(text.Length + cut.Length);
        var trimmed = trim(text, cut);
        return trimmed.Length == text.Length ? arguments[0] : StringValue.Of(trimmed);
    });

    private static string TrimStart(string text, string cut)
    {
        var runes = Runes(cut);
        var start = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!runes.Contains(rune)) break;
            start += rune.Utf16SequenceLength;
        }

        return text[start..];
    }

    private static string TrimEnd(string text, string cut)
    {
        var runes = Runes(cut);
        var end = text.Length;
        while (end > 0 && Rune.DecodeLastFromUtf16(text.AsSpan(0, end), out var rune, out var length) == System.Buffers.OperationStatus.Done && runes.Contains(rune))
            end -= length;
        return text[..end];
    }

    private static HashSet<Rune> Runes(string cut) => [.. cut.EnumerateRunes()];

    private static StringValue TrimSpace(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var text = arguments.Text(1);
        context.ChargeText(text.Length);
        var (start, end) = (0, text.Length);
        while (start < end && GoUnicode.IsSpace(text[start])) start++;
        while (end > start && GoUnicode.IsSpace(text[end - 1])) end--;
        return StringValue.Of(text[start..end]);
    }
}
