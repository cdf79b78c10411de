using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals;

namespace GovernanceConsole.Domain.Policy;

/// <summary>
/// What policy wants done along with its decision, whatever the decision is (AuthZEN Obligations profile, draft 1: all are mandatory). The console does one type, <c>notification</c>: it tells people.
/// Every other type, <c>step-up</c>, <c>session_termination</c> and <c>custom</c> among them, it cannot honour, and so it does not take the decision.
/// </summary>
/// <param name="Id">Its name within the decision.</param>
/// <param name="To"><c>owner</c> (the agent's), <c>approvers</c> (everybody with the role), <c>group:NAME</c> or <c>person:ID</c>.</param>
/// <param name="Body">What is told: 1 to 500 characters.</param>
public sealed record Obligation(string Id, string To, string Body)
{
    public const string Notification = "notification";

    public const string Owner = SafetyNet.Owner;

    public const string PersonPrefix = "person:";

    /// <summary>The most that one decision may carry.</summary>
    private const int Most = 10;

    /// <summary>Reads <c>obligations[] {id, type, properties {to, body}}</c>; absent means none.</summary>
    /// <exception cref="FormatException">A type that cannot be honoured, or one that is not written as above.</exception>
    public static IReadOnlyList<Obligation> Read(JsonNode? node)
    {
        if (node is null)
            return [];
        if (node is not JsonArray { Count: <= Most } items)
            throw new FormatException($"its obligations are no list of at most {Most}");
        var read = items.Select(Of).ToList();
        return read.DistinctBy(o => o.Id).Count() == read.Count ? read : throw new FormatException("two of its obligations have one id");
    }

    public JsonObject ToJson() => new() { ["id"] = Id, ["type"] = Notification, ["properties"] = new JsonObject { ["to"] = To, ["body"] = Body } };

    private static Obligation Of(JsonNode? node)
    {
        var id = Text(node is JsonObject ? node["id"] : null, 64) ?? throw new FormatException("an obligation has no id of at most 64 characters");
        var type = Text(node!["type"], 64);
        if (type != Notification)
            throw new FormatException($"its obligation '{id}' is of the type '{type}', which this console cannot honour");
        if (node.AsObject().FirstOrDefault(m => m.Key is not ("id" or "type" or "properties")).Key is { } stranger)
            throw new FormatException($"its obligation '{id}' has a member '{stranger}' that nobody knows");
        if (node["properties"] is not JsonObject properties || properties.FirstOrDefault(m => m.Key is not ("to" or "body")).Key is not null)
            throw new FormatException($"its obligation '{id}' needs the properties 'to' and 'body', and no others");
        if (Text(properties["to"], 100) is not { } to || !Names(to))
            throw new FormatException($"its obligation '{id}' names nobody who can be told: {Owner}, {SafetyNet.EveryApprover}, {SeparationOfDuties.GroupPrefix}NAME or {PersonPrefix}ID");
        return new Obligation(id, to, Text(properties["body"], 500) ?? throw new FormatException($"its obligation '{id}' has no body of at most 500 characters"));
    }

    private static bool Names(string to) => to is Owner or SafetyNet.EveryApprover || IsLonger(to, SeparationOfDuties.GroupPrefix) || IsLonger(to, PersonPrefix);

    private static bool IsLonger(string to, string prefix) => to.Length > prefix.Length && to.StartsWith(prefix, StringComparison.Ordinal);

    private static string? Text(JsonNode? node, int most) => node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 && text.Length <= most ? text : null;
}
