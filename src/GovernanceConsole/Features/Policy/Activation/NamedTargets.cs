using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Features.Policy.Activation;

/// <summary>
/// Whom a bundle can ask, read from its text: every <c>"approvers"</c>, <c>"group:…"</c> and <c>"tree:…"</c> in its policies (not its tests) and its data, with the highest <c>"quorum"</c> written beside it in the same object. What
/// a policy puts together from pieces is not seen here; at a decision the console checks again whether anybody can answer.
/// </summary>
internal static class NamedTargets
{
    /// <summary>Target → how many signatures it may be asked for.</summary>
    public static IReadOnlyDictionary<string, int> Of(CompiledBundle bundle)
    {
        var targets = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var rules = bundle.Policy.Modules.Where(module => !module.Name.EndsWith("_test.rego", StringComparison.Ordinal)).SelectMany(module => module.Syntax.Rules);
        foreach (var term in rules.SelectMany(rule => RuleParts.HeadTerms(rule).SelectMany(RuleParts.TermsWithin).Concat(RuleParts.Literals(rule).SelectMany(RuleParts.Terms))))
        {
            if (Text(term) is { } alone)
                Add(targets, alone, 1);
            if (term is ObjectTerm members && members.Entries.FirstOrDefault(e => Text(e.Key) == "quorum")?.Value is ConstantTerm { Value: NumberValue number } && int.TryParse(number.ToString(), out var quorum))
                foreach (var text in members.Entries.Select(e => Text(e.Value)).OfType<string>())
                    Add(targets, text, quorum);
        }
        Look(JsonNode.Parse(JsonWriter.ToUtf8(bundle.Policy.Data)), targets);
        return targets;
    }

    private static string? Text(Term term) => term is ConstantTerm { Value: StringValue text } ? text.Text : null;

    private static void Look(JsonNode? node, SortedDictionary<string, int> targets)
    {
        var quorum = node is JsonObject members && members["quorum"] is JsonValue value && value.TryGetValue<int>(out var number) ? number : 1;
        foreach (var child in node switch { JsonObject o => o.Select(m => m.Value), JsonArray a => a, _ => [] })
        {
            if (child is JsonValue text && text.TryGetValue<string>(out var target))
                Add(targets, target, quorum);
            else
                Look(child, targets);
        }
    }

    private static void Add(SortedDictionary<string, int> targets, string text, int quorum)
    {
        if (text == SafetyNet.EveryApprover || text.StartsWith(SeparationOfDuties.GroupPrefix, StringComparison.Ordinal) || text.StartsWith(EscalationTarget.Tree, StringComparison.Ordinal))
            targets[text] = Math.Max(quorum, targets.GetValueOrDefault(text));
    }
}
