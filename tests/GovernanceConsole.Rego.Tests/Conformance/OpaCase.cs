using System.Text.Json;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Tests.Conformance;

/// <summary>One of OPA's own test cases, in OPA's format, and how it is run against the engine.</summary>
internal sealed record OpaCase(JsonElement Json)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A busy machine must not fail a case.</summary>
    private static readonly EvaluationBudget Patient = new() { Time = TimeSpan.FromMinutes(1) };

    public string Topic => Text("topic") ?? "";
    public string Note => Text("note") ?? "";

    /// <summary>Null when the engine answers as OPA does, else what is different.</summary>
    public string? Run()
    {
        try
        {
            var policy = RegoPolicy.Compile(Modules(), Json.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? JsonReader.Read(data) : null);
            var results = policy.Prepare(Text("query")!).EvaluateAll(new RegoInput(Input(), Now) { StrictBuiltinErrors = Json.TryGetProperty("strict_error", out var strict) && strict.GetBoolean(), Budget = Patient });
            return results[^1].Error is { } error ? Compare(error) : Compare(results);
        }
        catch (RegoException error)
        {
            return Compare(error);
        }
    }

    private IEnumerable<RegoModule> Modules() =>
        Json.TryGetProperty("modules", out var modules) && modules.ValueKind == JsonValueKind.Array
            ? modules.EnumerateArray().Select((module, i) => RegoModule.Parse($"test-{i}.rego", module.GetString()!))
            : [];

    private Value? Input()
    {
        if (Json.TryGetProperty("input", out var input)) return JsonReader.Read(input);
        return Text("input_term") is { } term ? RegoPolicy.Compile([]).Evaluate(term, new RegoInput(null, Now)).Value : null;
    }

    private string? Compare(RegoException error)
    {
        if (Text("want_error_code") is { } code) return error.Code == code ? null : $"error {error.Code} instead of {code}: {error.Reason}";
        return Json.TryGetProperty("want_error", out _) ? null : $"error {error.Message}";
    }

    private string? Compare(IReadOnlyList<RegoResult> results)
    {
        if (Text("want_error_code") is { } code) return $"no error, expected {code}";
        if (Text("want_error") is { } message) return $"no error, expected '{message}'";
        if (!Json.TryGetProperty("want_result", out var wanted)) return null;
        var got = SetValue.From(results.Where(result => result.Value is not null).Select(Value (result) => AsJson(Solution(result))));
        var want = wanted.ValueKind == JsonValueKind.Array ? SetValue.From(wanted.EnumerateArray().Select(solution => Sorted(JsonReader.Read(solution)))) : SetValue.Empty;
        return want.Equals(got) ? null : $"got {Short(got)} instead of {Short(want)}";
    }

    private static ObjectValue Solution(RegoResult result)
    {
        var members = new ObjectBuilder();
        foreach (var (name, value) in result.Bindings) members.Set(StringValue.Of(name), value);
        return members.Build();
    }

    private Value AsJson(ObjectValue solution) => Sorted(JsonReader.Read(JsonWriter.ToUtf8(solution)));

    /// <summary>Cases whose order of members is left open are compared as sets.</summary>
    private Value Sorted(Value solution)
    {
        if (!(Json.TryGetProperty("sort_bindings", out var sort) && sort.GetBoolean()) || solution is not ObjectValue members) return solution;
        var sorted = new ObjectBuilder();
        foreach (var (key, value) in members.AsEnumerable()) sorted.Set(key, value is ArrayValue array ? ArrayValue.From(array.AsEnumerable().Order()) : value);
        return sorted.Build();
    }

    private string? Text(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Short(Value value) => value.ToString() is { Length: > 300 } text ? text[..300] + "…" : value.ToString();
}
