using System.Globalization;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Escalation;

namespace GovernanceConsole.Features.Escalation;

/// <summary>What the log keeps of a question going on: from which level to which, and to whom it was put.</summary>
internal static class EscalationEntries
{
    public static Dictionary<string, string> Step(EscalationPosition from, EscalationPosition to) => new() { ["from"] = Place(from), ["to"] = Place(to) };

    public static JsonObject Detail(EscalationTree tree, IEnumerable<string> asked) => new() { ["tree"] = tree.Name, ["asked"] = new JsonArray([.. asked.Select(target => (JsonNode)target)]) };

    /// <summary>Levels and rounds as people count them, from one.</summary>
    private static string Place(EscalationPosition at) => string.Create(CultureInfo.InvariantCulture, $"round-{at.Round + 1}/level-{at.Level + 1}{(at.Through > at.Level ? $"-{at.Through + 1}" : "")}");
}
