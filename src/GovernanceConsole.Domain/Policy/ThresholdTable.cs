using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovernanceConsole.Domain.Policy;

/// <summary>
/// Rules as a table per intent type, read from <c>thresholds.json</c> of a bundle. A rule matches when all its conditions hold, read from left to right. Deny beats escalate beats allow;
/// nothing matched means escalate. A condition on an unknown fact never lets an allow rule match, and makes an escalate or deny rule ask people.
/// </summary>
public sealed class ThresholdTable : IPolicyEngine
{
    private readonly Dictionary<string, IReadOnlyList<Rule>> _types;

    private ThresholdTable(PolicyBundleId bundle, Dictionary<string, IReadOnlyList<Rule>> types)
    {
        Bundle = bundle;
        _types = types;
    }

    public string EngineId => "threshold-table/1";

    public PolicyBundleId Bundle { get; }

    public IReadOnlyDictionary<string, IReadOnlyList<Rule>> Types => _types;

    /// <summary>Reads a bundle's table. Throws <see cref="FormatException"/> with the place of the first fault.</summary>
    public static ThresholdTable Parse(ReadOnlyMemory<byte> json, PolicyBundleId bundle)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        var types = new Dictionary<string, IReadOnlyList<Rule>>(StringComparer.Ordinal);
        foreach (var type in document.RootElement.GetProperty("types").EnumerateObject())
            types[type.Name] = [.. type.Value.EnumerateArray().Select(Rule.Read)];
        var version = document.RootElement.GetProperty("version").GetString() ?? throw new FormatException("/version is missing");
        return new ThresholdTable(bundle with { Version = version }, types);
    }

    public JsonObject? Decide(PolicyInput input)
    {
        if (!_types.TryGetValue(input.IntentType, out var rules))
            return null;
        var matched = rules.Select(rule => (Rule: rule, Match: rule.Matches(input))).Where(m => m.Match != Match.No).ToList();
        var effect = Effect.Escalate;
        List<Rule> deciding = [.. matched.Where(m => m.Rule.Effect == Effect.Deny && m.Match == Match.Yes).Select(m => m.Rule)];
        if (deciding.Count > 0)
            effect = Effect.Deny;
        else
        {
            deciding = [.. matched.Where(m => m.Rule.Effect == Effect.Escalate || (m.Rule.Effect == Effect.Deny && m.Match == Match.Unknown)).Select(m => m.Rule)];
            if (deciding.Count == 0)
            {
                deciding = [.. matched.Where(m => m.Rule.Effect == Effect.Allow && m.Match == Match.Yes).Select(m => m.Rule)];
                if (deciding.Count > 0)
                    effect = Effect.Allow;
            }
        }
        return Answer(effect, deciding, rules);
    }

    private static JsonObject Answer(Effect effect, List<Rule> deciding, IReadOnlyList<Rule> all)
    {
        var answer = new JsonObject
        {
            ["effect"] = effect switch { Effect.Allow => "allow", Effect.Deny => "deny", _ => "escalate" },
            ["reasons"] = new JsonArray([.. (deciding.Count > 0 ? deciding.Select(r => r.Reason) : ["No rule allows this, so people are asked."]).Select(r => (JsonNode)r)]),
            ["rules"] = new JsonArray([.. deciding.Select(r => (JsonNode)r.Id)]),
            ["risk"] = SafetyNet.Name(deciding.Select(r => r.Risk).DefaultIfEmpty(Risk.Elevated).Max()),
        };
        if (effect == Effect.Deny)
            return answer;
        // The terms of the rule that decides; where nobody matched, those of the type's narrowest rule.
        var terms = deciding.Where(r => r.Permission is not null).DefaultIfEmpty(all.Where(r => r.Permission is not null).MinBy(r => r.TtlSeconds)).MinBy(r => r!.TtlSeconds);
        if (terms is null)
            return answer;
        answer["grants"] = new JsonArray(new JsonObject { ["permission"] = terms.Permission, ["ttl_seconds"] = terms.TtlSeconds });
        if (effect == Effect.Escalate)
        {
            answer["require"] = new JsonObject { ["quorum"] = deciding.Select(r => r.Quorum).DefaultIfEmpty(1).Max() };
            if (deciding.OrderByDescending(r => r.Quorum).FirstOrDefault(r => r.To is not null)?.To is { } to)
                answer["escalation"] = new JsonArray(new JsonObject { ["to"] = to, ["within_seconds"] = 0 });
        }
        return answer;
    }

    /// <summary>Whether a rule's conditions hold.</summary>
    public enum Match
    {
        No,
        Unknown,
        Yes,
    }

    /// <summary>One row of the table.</summary>
    public sealed record Rule(string Id, Effect Effect, Risk Risk, string Reason, string Owner, IReadOnlyList<Condition> When, string? Permission, int TtlSeconds, int Quorum, string? To)
    {
        internal static Rule Read(JsonElement row) => new(
            row.GetProperty("id").GetString()!,
            row.GetProperty("effect").GetString() switch { "allow" => Effect.Allow, "deny" => Effect.Deny, "escalate" => Effect.Escalate, var e => throw new FormatException($"'{e}' is no effect") },
            row.TryGetProperty("risk", out var risk) ? SafetyNet.ReadRisk(risk.GetString()!) : Risk.Routine,
            row.GetProperty("reason").GetString()!,
            row.GetProperty("owner").GetString()!,
            [.. row.GetProperty("when").EnumerateArray().Select(Condition.Read)],
            row.TryGetProperty("permission", out var permission) ? permission.GetString() : null,
            row.TryGetProperty("ttl_seconds", out var ttl) ? ttl.GetInt32() : 300,
            row.TryGetProperty("quorum", out var quorum) ? quorum.GetInt32() : 1,
            row.TryGetProperty("to", out var to) ? to.GetString() : null);

        internal Match Matches(PolicyInput input)
        {
            foreach (var condition in When)
            {
                var match = condition.Holds(input);
                if (match != Match.Yes)
                    return match == Match.Unknown && Effect == Effect.Allow ? Match.No : match;
            }
            return Match.Yes;
        }
    }

    /// <summary>A comparison of one fact, or of one scalar of the intent by JSON Pointer.</summary>
    public sealed record Condition(string Fact, string Operator, JsonElement Value)
    {
        internal static Condition Read(JsonElement json)
        {
            var operation = json.EnumerateObject().Single(m => m.Name != "fact");
            if (operation.Name is not ("is" or "in" or "not_in" or "at_least" or "below"))
                throw new FormatException($"'{operation.Name}' is no operator");
            return new Condition(json.GetProperty("fact").GetString()!, operation.Name, operation.Value.Clone());
        }

        internal Match Holds(PolicyInput input)
        {
            var fact = Fact.StartsWith('/') ? Scalar(input.Intent, Fact) : input.Facts[Fact];
            return fact switch
            {
                null => Match.Unknown,
                long number => Number(number),
                bool truth => Operator == "is" && Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? Of(truth == Value.GetBoolean()) : Match.Unknown,
                string text => Texts(text),
                _ => Match.Unknown,
            };
        }

        /// <summary>The condition in words, for the policy page.</summary>
        public override string ToString() => $"{Fact} {Operator.Replace('_', ' ')} {Value.GetRawText()}";

        private Match Number(long number) => (Operator, Value.ValueKind) switch
        {
            ("at_least", JsonValueKind.Number) => Of(number >= Value.GetInt64()),
            ("below", JsonValueKind.Number) => Of(number < Value.GetInt64()),
            ("is", JsonValueKind.Number) => Of(number == Value.GetInt64()),
            _ => Match.Unknown,
        };

        private Match Texts(string text) => (Operator, Value.ValueKind) switch
        {
            ("is", JsonValueKind.String) => Of(text == Value.GetString()),
            ("in", JsonValueKind.Array) => Of(Value.EnumerateArray().Any(v => v.GetString() == text)),
            ("not_in", JsonValueKind.Array) => Of(Value.EnumerateArray().All(v => v.GetString() != text)),
            _ => Match.Unknown,
        };

        private static Match Of(bool holds) => holds ? Match.Yes : Match.No;

        private static object? Scalar(JsonObject intent, string pointer)
        {
            JsonNode? at = intent;
            foreach (var step in pointer[1..].Split('/'))
                at = (at as JsonObject)?[step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
            return at is not JsonValue value ? null
                : value.TryGetValue<bool>(out var truth) ? truth
                : value.TryGetValue<long>(out var number) ? number
                : value.TryGetValue<string>(out var text) ? text : null;
        }
    }
}
