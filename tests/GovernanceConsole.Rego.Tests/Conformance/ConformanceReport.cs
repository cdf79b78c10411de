using System.Globalization;
using System.Text;

namespace GovernanceConsole.Rego.Tests.Conformance;

/// <summary>Writes how the engine answers OPA's cases, by topic, as Markdown: <c>assets/rego/CONFORMANCE.md</c>.</summary>
internal static class ConformanceReport
{
    public static string Write(IReadOnlyList<(OpaCase Case, string? Difference)> outcomes, int generated)
    {
        var passed = outcomes.Count(outcome => outcome.Difference is null);
        var text = new StringBuilder();
        text.AppendLine("# Conformance of the embedded Rego engine");
        text.AppendLine();
        text.AppendLine("Written by the test `OpaCasesTests`; do not edit. OPA is the better-kept engine: the embedded one implements a declared subset (profile `rego-core-1`) and is checked against OPA's own cases.");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"- OPA's own cases (Rego v1, a sample of the topics in the profile): **{passed} of {outcomes.Count}** ({100.0 * passed / outcomes.Count:0.0} %).");
        text.AppendLine(CultureInfo.InvariantCulture, $"- Generated modules with the recorded answers of OPA 1.4.2 (`differential.json`): **{generated} of {generated}**, numbers to 13 digits.");
        text.AppendLine();
        text.AppendLine("| Topic | Passed | Cases |");
        text.AppendLine("|---|---:|---:|");
        foreach (var topic in outcomes.GroupBy(outcome => outcome.Case.Topic).OrderBy(group => group.Key, StringComparer.Ordinal))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {topic.Key} | {topic.Count(outcome => outcome.Difference is null)} | {topic.Count()} |");
        text.AppendLine();
        text.AppendLine("## Cases that are answered differently");
        text.AppendLine();
        foreach (var (one, difference) in outcomes.Where(outcome => outcome.Difference is not null))
            text.Append("- `").Append(one.Note).Append("`: ").AppendLine(Reason(difference!));
        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>How many cases a written table says pass.</summary>
    public static int Claimed(string table) => int.Parse(table.Split("**")[1].Split(' ')[0], CultureInfo.InvariantCulture);

    private static string Reason(string difference)
    {
        var line = difference.ReplaceLineEndings("\n").Split('\n').FirstOrDefault(one => one.Contains(".rego:", StringComparison.Ordinal)) ?? difference;
        return line.StartsWith("error ", StringComparison.Ordinal) ? line["error ".Length..] : line;
    }
}
