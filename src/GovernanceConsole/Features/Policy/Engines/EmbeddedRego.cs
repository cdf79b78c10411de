using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Rego;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Features.Policy.Engines;

/// <summary>The engine in this process (<c>GovernanceConsole.Rego</c>), within a budget of steps and time for each decision.</summary>
internal sealed class EmbeddedRego(Bundles.Bundles bundles) : IPolicyEngine
{
    private static readonly EvaluationBudget Budget = new() { Steps = 500_000, Time = TimeSpan.FromMilliseconds(250), ValueSize = 100_000 };

    public string EngineId => "embedded-rego/1.0 rego-core-1";

    public async Task<EngineAnswer> Decide(string bundle, ReadOnlyMemory<byte> input, DateTime now, CancellationToken cancel = default) =>
        await bundles.Find(bundle, cancel) is { } compiled
            ? Evaluate(compiled, input.Span, now, cancel)
            : EngineAnswer.Failed("the bundle is not there", TimeSpan.Zero);

    /// <summary>The same, of a bundle at hand: for replays, tests and the what-if bench.</summary>
    public static EngineAnswer Evaluate(CompiledBundle bundle, ReadOnlySpan<byte> input, DateTime now, CancellationToken cancel = default)
    {
        var start = Stopwatch.GetTimestamp();
        Value document;
        try
        {
            document = JsonReader.Read(input);
        }
        catch (JsonException fault)
        {
            return EngineAnswer.Failed($"the input is no JSON: {fault.Message}", Stopwatch.GetElapsedTime(start));
        }
        var result = bundle.Decision.Evaluate(new RegoInput(document, new DateTimeOffset(now, TimeSpan.Zero)) { Budget = Budget, Cancellation = cancel });
        return result switch
        {
            { Error: { } error } => new EngineAnswer(null, error.Message, result.Steps, result.Elapsed),
            { Value: ObjectValue decision } => new EngineAnswer(JsonNode.Parse(JsonWriter.ToUtf8(decision))!.AsObject(), null, result.Steps, result.Elapsed),
            { IsUndefined: true } => new EngineAnswer(null, null, result.Steps, result.Elapsed),
            _ => new EngineAnswer(null, "the decision is no object", result.Steps, result.Elapsed),
        };
    }
}
