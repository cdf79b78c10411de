using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GovernanceConsole.Domain.Intents;

/// <summary>
/// Sets a change as rows that a person can compare: JSON by place, text and SQL by line, permissions by name. A long value goes on in further rows and is never cut, because the part left
/// out would be the part that matters; only what stayed the same is folded, with its count. Too many rows to read are not shown at all, and then nobody can approve.
/// </summary>
internal static partial class ChangeRows
{
    public const int Most = 2000;
    private const int Width = 160;
    private const int Context = 3;

    /// <summary>The change as shown, or null when it has more rows than a person can read.</summary>
    public static DisplayChange? Show(DeclaredChange change, ChangesFormat format)
    {
        var rows = format switch
        {
            ChangesFormat.Json => Fold(Json(change)),
            ChangesFormat.Permission => Permissions(change),
            _ => Fold(Lines(change)),
        };
        var kind = change.Before is null ? "created" : change.After is null ? "removed" : "changed";
        return rows.Count > Most ? null : new DisplayChange(TextSafety.Show(change.Target, TextUse.Name, TextSafety.Unlimited), kind, format, rows);
    }

    /// <summary>Flags of all the text a change holds, and of what its SQL does.</summary>
    public static IEnumerable<string> Flags(DisplayChange shown, DeclaredChange change)
    {
        var flags = new SortedSet<string>(shown.Target.Flags, StringComparer.Ordinal);
        foreach (var row in shown.Rows)
        {
            flags.UnionWith(row.Before?.Flags ?? []);
            flags.UnionWith(row.After?.Flags ?? []);
        }

        if (shown.Format == ChangesFormat.Sql && change.After is { } after && Destructive().IsMatch(after.GetString()!))
            flags.Add(TextFlags.Destructive);
        return flags;
    }

    /// <summary>Two texts line by line, long runs of what stayed folded.</summary>
    public static IReadOnlyList<ChangeRow> OfText(string? before, string? after) => Fold(Lines(before, after));

    private static List<ChangeRow> Lines(DeclaredChange change) => Lines(change.Before?.GetString(), change.After?.GetString());

    private static List<ChangeRow> Lines(string? before, string? after)
    {
        var rows = new List<ChangeRow>();
        foreach (var pair in LineDiff.Compare(before, after))
            Add(rows, null, pair.Before, pair.After, TextUse.Code);
        if (rows.Count > 0 && rows.TrueForAll(IsSame) && before != after)
            rows.Add(new ChangeRow(null, SafeText.Ours("(another end of the last line)"), null));
        return rows;
    }

    private static List<ChangeRow> Permissions(DeclaredChange change)
    {
        var before = Names(change.Before);
        var after = Names(change.After);
        return [.. before.Union(after, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name =>
        {
            var shown = TextSafety.Show(name, TextUse.Name, TextSafety.Unlimited);
            return new ChangeRow(null, before.Contains(name) ? shown : null, after.Contains(name) ? shown : null);
        })];
    }

    private static HashSet<string> Names(JsonElement? list) =>
        list is { } names ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];

    private static List<ChangeRow> Json(DeclaredChange change)
    {
        var before = Leaves(change.Before);
        var after = Leaves(change.After);
        var rows = new List<ChangeRow>();
        foreach (var path in before.Keys.Concat(after.Keys.Where(path => !before.ContainsKey(path))))
            Add(rows, TextSafety.Show(path.TrimStart('/'), TextUse.Name, TextSafety.Unlimited).Plain, before.GetValueOrDefault(path), after.GetValueOrDefault(path), TextUse.Prose);
        return rows;
    }

    /// <summary>Every value that holds no other, by pointer, in canonical order.</summary>
    private static OrderedDictionary<string, string?> Leaves(JsonElement? value)
    {
        var leaves = new OrderedDictionary<string, string?>(StringComparer.Ordinal);
        if (value is { } root)
            Walk(root, "");
        return leaves;

        void Walk(JsonElement at, string path)
        {
            switch (at.ValueKind)
            {
                case JsonValueKind.Object when at.GetPropertyCount() > 0:
                    foreach (var member in at.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                        Walk(member.Value, JsonPointer.Member(path, member.Name));
                    break;
                case JsonValueKind.Array when at.GetArrayLength() > 0:
                    var index = 0;
                    foreach (var item in at.EnumerateArray())
                        Walk(item, JsonPointer.Item(path, index++));
                    break;
                default:
                    leaves[path] = at.ValueKind == JsonValueKind.String ? Quoted(at.GetString()!) : at.GetRawText();
                    break;
            }
        }
    }

    /// <summary>Text stands as it is unless it would read as something else: a number, true, null, nothing, a blank at an end.</summary>
    private static string Quoted(string text) =>
        text is "" or "true" or "false" or "null" or "[]" or "{}" || text[0] is '"' or '-' || char.IsAsciiDigit(text[0]) || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])
            ? "\"" + text + "\""
            : text;

    private static void Add(List<ChangeRow> rows, string? path, string? before, string? after, TextUse use)
    {
        var (old, fresh) = (Pieces(before, use), Pieces(after, use));
        for (var i = 0; i < Math.Max(old.Count, fresh.Count); i++)
            rows.Add(new ChangeRow(i == 0 ? path : path is null ? null : "…", old.ElementAtOrDefault(i), fresh.ElementAtOrDefault(i)));
    }

    private static List<SafeText> Pieces(string? text, TextUse use)
    {
        if (text is null)
            return [];
        if (text.Length <= Width)
            return [TextSafety.Show(text, use, TextSafety.Unlimited)];
        var pieces = new List<SafeText>();
        var piece = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            piece.Append(rune);
            if (piece.Length < Width)
                continue;
            pieces.Add(TextSafety.Show(piece.ToString(), use, TextSafety.Unlimited));
            piece.Clear();
        }

        if (piece.Length > 0)
            pieces.Add(TextSafety.Show(piece.ToString(), use, TextSafety.Unlimited));
        return pieces;
    }

    private static bool IsSame(ChangeRow row) => row.Before is not null && row.After is not null && row.Before.Plain == row.After.Plain;

    /// <summary>Long runs of what stayed become one row that counts them.</summary>
    private static List<ChangeRow> Fold(List<ChangeRow> rows)
    {
        var folded = new List<ChangeRow>();
        for (var i = 0; i < rows.Count;)
        {
            var end = i;
            while (end < rows.Count && IsSame(rows[end]))
                end++;
            var (head, tail) = (i == 0 ? 0 : Context, end == rows.Count ? 0 : Context);
            if (end - i > head + tail + 1)
            {
                var count = new SafeText([new TextSegment(string.Create(CultureInfo.InvariantCulture, $"⋯ {end - i - head - tail:N0} the same ⋯"), SegmentKind.Cut)], [], false);
                folded.AddRange(rows[i..(i + head)]);
                folded.Add(new ChangeRow(null, count, count));
                folded.AddRange(rows[(end - tail)..end]);
            }
            else
            {
                folded.AddRange(rows[i..end]);
            }

            if (end < rows.Count)
                folded.Add(rows[end++]);
            i = end;
        }

        return folded;
    }

    [GeneratedRegex(@"\b(DROP|TRUNCATE|DELETE)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Destructive();
}
