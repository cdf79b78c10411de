using System.Globalization;
using System.Text.Json;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Tests.Conformance;

/// <summary>Generated modules and what OPA 1.4.2 answered. Numbers are compared to 13 significant digits, because OPA's own division of numbers that do not end differs beyond.</summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_generated_module_is_answered_as_opa_answered_it()
    {
        using var document = Read();
        var root = document.RootElement;
        var (input, data) = (JsonReader.Read(root.GetProperty("input")), JsonReader.Read(root.GetProperty("data")));
        var cases = root.GetProperty("cases").EnumerateArray().ToList();
        var differences = cases.Select((one, i) => (Number: i, Difference: Difference(one, input, data))).Where(one => one.Difference is not null).ToList();
        foreach (var (number, difference) in differences) output.WriteLine($"{number}: {difference}");
        Assert.NotEmpty(cases);
        Assert.True(differences.Count == 0, $"{differences.Count} of {cases.Count} differ");
    }

    /// <summary>How many modules there are.</summary>
    internal static int Count()
    {
        using var document = Read();
        return document.RootElement.GetProperty("cases").GetArrayLength();
    }

    internal static IReadOnlyList<string> Modules()
    {
        using var document = Read();
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("module").GetString()!)];
    }

    private static JsonDocument Read() => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "assets", "rego", "differential.json")));

    private static string? Difference(JsonElement one, Value input, Value data)
    {
        string got;
        try
        {
            var policy = RegoPolicy.Compile([RegoModule.Parse("generated.rego", one.GetProperty("module").GetString()!)], data);
            var result = policy.Evaluate(one.GetProperty("query").GetString()!, new RegoInput(input, Now) { Budget = new EvaluationBudget { Time = TimeSpan.FromMinutes(1) } });
            if (result.Error is not null) got = $"error {result.Error.Code}";
            else got = result.Value is null ? "undefined" : Rounded(JsonReader.Read(JsonWriter.ToUtf8(result.Value)));
            if (result.Error is not null && one.TryGetProperty("error", out _)) return null;
        }
        catch (RegoException error)
        {
            if (one.TryGetProperty("error", out _)) return null;
            got = error.Message;
        }
        var want = one.TryGetProperty("result", out var wanted) ? Rounded(JsonReader.Read(wanted)) : "undefined or an error";
        return got == want ? null : $"got {got} instead of {want}\n{one.GetProperty("module").GetString()}";
    }

    private static string Rounded(Value value) => value switch
    {
        NumberValue number => number.ToDouble().ToString("G13", CultureInfo.InvariantCulture),
        ArrayValue array => $"[{string.Join(',', array.AsEnumerable().Select(Rounded))}]",
        ObjectValue members => $"{{{string.Join(',', members.AsEnumerable().Select(pair => $"{pair.Key}:{Rounded(pair.Value)}"))}}}",
        _ => value.ToString(),
    };
}
