using System.Text.Json.Nodes;

namespace GovernanceConsole.Domain.Policy;

/// <summary>
/// Evaluates the decision of a bundle. Two implementations: the embedded engine, and a real OPA beside the console. What it answers is a proposal: <see cref="SafetyNet"/> has the last word. Throws nothing
/// for what a policy, an input or a network does: an error is an answer, and means that people are asked.
/// </summary>
public interface IPolicyEngine
{
    /// <summary>The document that is asked for, the same in every bundle.</summary>
    const string Entrypoint = "data.intents.decision";

    /// <summary>Name, version and profile, recorded with each decision, e.g. <c>embedded-rego/1.0 rego-core-1</c>.</summary>
    string EngineId { get; }

    /// <param name="bundle">Digest of the bundle to ask.</param>
    /// <param name="input">JSON: <c>intent {id, type, tool, parameters, changes, digest, typed}</c>, <c>agent</c>, <c>facts</c>, <c>now</c>.</param>
    /// <param name="now">The moment the evaluation is pinned to.</param>
    Task<EngineAnswer> Decide(string bundle, ReadOnlyMemory<byte> input, DateTime now, CancellationToken cancel = default);
}

/// <summary>What an engine came to: a document, nothing (undefined), or an error in a sentence.</summary>
public sealed record EngineAnswer(JsonObject? Decision, string? Error, long Steps, TimeSpan Elapsed)
{
    public static EngineAnswer Failed(string error, TimeSpan elapsed) => new(null, error, 0, elapsed);
}

/// <summary>Which bundle decides.</summary>
public sealed record PolicyBundleId(string Digest, string Version, string? GitCommit);

/// <summary>The input of one evaluation, as objects; <see cref="ToJson"/> is the document that is hashed, kept and evaluated.</summary>
public sealed record PolicyInput(string IntentType, JsonObject Intent, JsonObject Agent, Facts Facts, DateTime Now)
{
    public JsonObject ToJson() => new()
    {
        ["intent"] = Intent.DeepClone(),
        ["agent"] = Agent.DeepClone(),
        ["facts"] = Facts.ToJson(),
        ["now"] = Now.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
    };
}
