namespace GovernanceConsole.Rego.Syntax;

/// <summary>
/// Reads <c># METADATA</c> blocks: comment lines that follow each other without a gap. Understands the YAML people write there (scalars, quoted scalars, one nested mapping under <c>custom:</c>,
/// folded <c>|</c> and <c>&gt;</c> text); anything else is skipped, since annotations never change a decision.
/// </summary>
internal sealed class AnnotationReader
{
    private readonly Dictionary<int, Annotations> _byRowBelow = [];

    public AnnotationReader(IReadOnlyList<Comment> comments)
    {
        for (var i = 0; i < comments.Count; i++)
        {
            if (comments[i].Text.Trim() != "METADATA") continue;
            var start = comments[i].Position;
            var lines = new List<string>();
            var row = start.Row;
            while (i + 1 < comments.Count && comments[i + 1].Position.Row == row + 1 && comments[i + 1].Position.Column == start.Column)
            {
                row++;
                lines.Add(comments[++i].Text);
            }
            _byRowBelow[row + 1] = Read(lines, start);
        }
    }

    /// <summary>The block that ends right above this row, or null.</summary>
    public Annotations? Above(int row) => _byRowBelow.GetValueOrDefault(row);

    private static Annotations Read(List<string> lines, SourcePosition position)
    {
        var top = new Dictionary<string, string>();
        var custom = new Dictionary<string, string>();
        var section = "";
        for (var i = 0; i < lines.Count; i++)
        {
            var indent = Indent(lines[i]);
            if (Pair(lines[i]) is not { } pair) continue;
            if (indent <= 1) section = pair.Key;
            var value = pair.Value is "|" or ">" or "|-" or ">-" ? Block(lines, ref i, indent) : Unquoted(pair.Value);
            if (indent <= 1) top[pair.Key] = value;
            else if (section == "custom") custom.TryAdd(pair.Key, value);
        }
        return new Annotations(position)
        {
            Title = top.GetValueOrDefault("title"),
            Description = top.GetValueOrDefault("description"),
            Scope = top.GetValueOrDefault("scope"),
            Entrypoint = top.GetValueOrDefault("entrypoint") == "true",
            Custom = custom,
        };
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    private static (string Key, string Value)? Pair(string line)
    {
        var text = line.Trim();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || text[0] is '-' or '#' || (colon + 1 < text.Length && text[colon + 1] != ' ')) return null;
        return (Unquoted(text[..colon]), text[(colon + 1)..].Trim());
    }

    private static string Block(List<string> lines, ref int i, int indent)
    {
        var text = new List<string>();
        while (i + 1 < lines.Count && (lines[i + 1].Trim().Length == 0 || Indent(lines[i + 1]) > indent)) text.Add(lines[++i].Trim());
        return string.Join('\n', text).Trim();
    }

    private static string Unquoted(string value) =>
        value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;
}
