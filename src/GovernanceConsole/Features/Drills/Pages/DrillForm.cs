using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Features.Policy.Bench;

namespace GovernanceConsole.Features.Drills.Pages;

/// <summary>What stands in the form of a drill. Choosing a type starts the body from that type's example.</summary>
public sealed class DrillForm
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IReadOnlyList<BenchExample> _examples;

    internal DrillForm(IReadOnlyList<BenchExample> examples)
    {
        _examples = examples;
        Choose(examples.Any(example => example.Type == "payment.wire") ? "payment.wire" : examples[0].Type);
    }

    public IReadOnlyList<(string Type, string Title)> Types => [.. _examples.Select(example => (example.Type, example.Title))];

    public string Type { get; private set; } = "";

    public string Body { get; set; } = "";

    public string AgentName { get; set; } = "";

    public string Purpose { get; set; } = "";

    public string Environment { get; set; } = "prod";

    public string Lesson { get; set; } = "";

    public string OpensAt { get; set; } = "";

    public int WithinMinutes { get; set; } = 60;

    public void Choose(string type)
    {
        if (_examples.FirstOrDefault(example => example.Type == type) is not { } example)
            return;
        var intent = JsonNode.Parse(example.Text)!["intent"]!.AsObject();
        var body = new JsonObject { ["type"] = type };
        foreach (var member in (string[])["tool", "parameters", "changes"])
        {
            if (intent[member] is { } value and not JsonArray { Count: 0 })
                body[member] = value.DeepClone();
        }

        body["statement"] = "Please sign today.";
        (Type, Body) = (type, body.ToJsonString(Indented));
    }
}
