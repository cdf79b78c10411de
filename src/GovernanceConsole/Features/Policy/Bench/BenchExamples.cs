using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Platform.Startup;

namespace GovernanceConsole.Features.Policy.Bench;

/// <summary>An input to start from: which type it is about, and its text.</summary>
internal sealed record BenchExample(string Type, string Title, string Text);

/// <summary>
/// One input for each intent type this console knows: those shipped in <c>policies/examples</c>, as the console would ask with them; for a type of one's own the bare shape of an input, without a fact in it.
/// </summary>
internal sealed class BenchExamples(IntentTypes types, Place place)
{
    public IReadOnlyList<BenchExample> All { get; } = [.. types.All.Select(type => new BenchExample(type.Id, type.Title, Text(type, Path.Combine(place.AssetsFolder, "policies", "examples", type.Id + ".json"))))];

    private static string Text(IntentType type, string file) => TrialInput.Read(File.Exists(file) ? File.ReadAllBytes(file) : JsonSerializer.SerializeToUtf8Bytes(Shape(type))).Value.Text;

    private static JsonObject Shape(IntentType type) => new()
    {
        ["intent"] = new JsonObject { ["id"] = "int_example", ["type"] = type.Id, ["tool"] = "https://tool.example/api", ["parameters"] = new JsonObject(), ["changes"] = new JsonArray(), ["digest"] = "", ["typed"] = new JsonObject() },
        ["agent"] = new JsonObject { ["id"] = "agt_example", ["name"] = "example", ["owner"] = "per_example", ["environment"] = "prod", ["risk_tier"] = "routine", ["status"] = "active" },
        ["facts"] = new JsonObject(),
        ["now"] = "2026-11-23T09:30:00.000Z",
    };
}
