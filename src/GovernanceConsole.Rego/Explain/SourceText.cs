namespace GovernanceConsole.Rego.Explain;

/// <summary>The text of a policy's files, line by line.</summary>
internal sealed class SourceText(IReadOnlyList<RegoModule> modules)
{
    private readonly Dictionary<string, string[]> _lines = [];

    /// <summary>The statement at a place, to the end of its line, without what closes its body.</summary>
    public string Statement(SourcePosition position)
    {
        if (!_lines.TryGetValue(position.File, out var lines))
            _lines[position.File] = lines = modules.FirstOrDefault(module => module.Name == position.File)?.Text.Split('\n') ?? [];
        if (position.Row < 1 || position.Row > lines.Length || position.Column > lines[position.Row - 1].Length) return "";
        var rest = lines[position.Row - 1][(position.Column - 1)..].TrimEnd();
        return rest.EndsWith(" }", StringComparison.Ordinal) && rest.Count(c => c == '{') < rest.Count(c => c == '}') ? rest[..^2].TrimEnd() : rest;
    }
}
