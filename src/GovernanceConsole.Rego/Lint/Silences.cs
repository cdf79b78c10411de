using System.Text.RegularExpressions;
using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego.Lint;

/// <summary>
/// <c># lint:ignore id because …</c>, on the line of a finding or above it, answers for one finding. It needs a reason, and one that silences nothing is itself a finding: it would silence what comes later.
/// </summary>
internal static partial class Silences
{
    public static LintReport Apply(IReadOnlyList<RegoModule> modules, IReadOnlyList<LintFinding> findings)
    {
        var open = findings.ToList();
        var silenced = new List<SilencedFinding>();
        foreach (var module in modules)
        {
            var comments = Lexer.Cut(module.Name, module.Text).Comments;
            var lines = module.Text.Split('\n');
            foreach (var comment in comments.Where(comment => comment.Text.TrimStart().StartsWith("lint:ignore", StringComparison.Ordinal)))
            {
                var said = Shape().Match(comment.Text.Trim());
                var row = RowOf(comment, lines);
                var finding = said.Success ? open.Find(each => each.Position.File == module.Name && each.Position.Row == row && each.Id == said.Groups["id"].Value) : null;
                if (finding is not null)
                {
                    open.Remove(finding);
                    silenced.Add(new SilencedFinding(finding, said.Groups["why"].Value));
                }
                else open.Add(Idle(module, comment, said));
            }
        }
        return new LintReport([.. open.OrderBy(finding => finding.Position.File, StringComparer.Ordinal).ThenBy(finding => finding.Position.Row).ThenBy(finding => finding.Position.Column)], silenced);
    }

    private static LintFinding Idle(RegoModule module, Comment comment, Match said) => new(LintIds.IdleIgnore, module.Syntax.PackagePath, comment.Position,
        !said.Success ? "This comment silences nothing: it needs the id of a lint and a reason."
        : !LintIds.All.Contains(said.Groups["id"].Value) ? $"This comment silences nothing: there is no lint '{said.Groups["id"].Value}'."
        : "This comment silences nothing: there is no such finding on the line it stands on or above.",
        "Take it out, or write '# lint:ignore id because reason' directly above the finding.");

    /// <summary>The line the comment stands on, when code does as well; else the next one with code.</summary>
    private static int RowOf(Comment comment, string[] lines)
    {
        var row = comment.Position.Row;
        if (lines[row - 1][..Math.Min(comment.Position.Column - 1, lines[row - 1].Length)].Trim().Length > 0) return row;
        do row++;
        while (row <= lines.Length && lines[row - 1].TrimStart() is "" or ['#', ..]);
        return row;
    }

    [GeneratedRegex(@"^lint:ignore\s+(?<id>[a-z-]+)\s+because\s+(?<why>\S.*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
