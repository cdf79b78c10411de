using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Features.Policy.Activation;

/// <summary>A question that a bundle can put: to whom, and what it takes.</summary>
internal sealed record NamedGate(string Target, Quorum Quorum);

/// <summary>
/// Whom a bundle can ask, read from its text: every <c>"approvers"</c>, <c>"group:…"</c> and <c>"tree:…"</c> in its policies (not its tests) and its data, with the highest number under <c>"quorum"</c> written beside it in the same
/// object, and every expression under <c>"quorum"</c> (<c>2 of finance and 1 of security</c>). What a policy puts together from pieces is not seen here; at a decision the console checks again whether anybody can answer.
/// </summary>
internal static class NamedTargets
{
    public static IReadOnlyList<NamedGate> Of(CompiledBundle bundle)
    {
        var (targets, quorums) = (new SortedDictionary<string, int>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        var rules = bundle.Policy.Modules.Where(module => !module.Name.EndsWith("_test.rego", StringComparison.Ordinal)).SelectMany(module => module.Syntax.Rules);
        foreach (var term in rules.SelectMany(rule => RuleParts.HeadTerms(rule).SelectMany(RuleParts.TermsWithin).Concat(RuleParts.Literals(rule).SelectMany(RuleParts.Terms))))
        {
            if (Text(term) is { } alone)
                Add(targets, alone, 1);
            if (term is not ObjectTerm members)
                continue;
            switch (members.Entries.FirstOrDefault(e => Text(e.Key) == "quorum")?.Value)
            {
                case ConstantTerm { Value: NumberValue number } when int.TryParse(number.ToString(), out var quorum):
                    foreach (var text in members.Entries.Select(e => Text(e.Value)).OfType<string>())
                        Add(targets, text, quorum);
                    break;
                case ConstantTerm { Value: StringValue expression }:
                    quorums.Add(expression.Text);
                    break;
            }
        }
        Look(JsonNode.Parse(JsonWriter.ToUtf8(bundle.Policy.Data)), targets, quorums);
        return [.. targets.Select(target => new NamedGate(target.Key, Quorum.Of(Math.Clamp(target.Value, 1, Quorum.MostPeople)))), .. quorums.Select(Expression).OfType<Quorum>().Select(quorum => new NamedGate(SafetyNet.EveryApprover, quorum))];
    }

    private static string? Text(Term term) => term is ConstantTerm { Value: StringValue text } ? text.Text : null;

    // One that cannot be read fails closed at the decision: nobody has to be there for it.
    private static Quorum? Expression(string text)
    {
        try
        {
            return Quorum.Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static void Look(JsonNode? node, SortedDictionary<string, int> targets, SortedSet<string> quorums)
    {
        var beside = (node as JsonObject)?["quorum"] as JsonValue;
        var quorum = beside is not null && beside.TryGetValue<int>(out var number) ? number : 1;
        if (beside is not null && beside.TryGetValue<string>(out var expression))
            quorums.Add(expression);
        foreach (var child in node switch { JsonObject o => o.Select(m => m.Value), JsonArray a => a, _ => [] })
        {
            if (child is JsonValue text && text.TryGetValue<string>(out var target))
                Add(targets, target, quorum);
            else
                Look(child, targets, quorums);
        }
    }

    private static void Add(SortedDictionary<string, int> targets, string text, int quorum)
    {
        foreach (var target in text.Split(' '))
        {
            if (target == SafetyNet.EveryApprover || target.StartsWith(SeparationOfDuties.GroupPrefix, StringComparison.Ordinal) || target.StartsWith(EscalationTarget.Tree, StringComparison.Ordinal))
                targets[target] = Math.Max(quorum, targets.GetValueOrDefault(target));
        }
    }
}
