using System.Text.Json.Nodes;

namespace GovernanceConsole.Domain.Policy;

/// <summary>
/// Decides on an input document. Two implementations are foreseen by the contract: the embedded engine and a remote one. What it answers is a proposal: <see cref="SafetyNet"/> has the
/// last word. Throws nothing for a policy's own faults; null means no decision.
/// </summary>
public interface IPolicyEngine
{
    /// <summary>Name and version of the engine, recorded with each decision.</summary>
    string EngineId { get; }

    /// <summary>The active bundle: <c>sha256:</c> over its sorted file list, and the Git commit where there is one.</summary>
    PolicyBundleId Bundle { get; }

    /// <param name="input"><c>intent {id, type, tool, parameters, changes, digest, typed}</c>, <c>agent</c>, <c>facts</c>, <c>now</c>.</param>
    JsonObject? Decide(PolicyInput input);
}

/// <summary>Which bundle decided.</summary>
public sealed record PolicyBundleId(string Digest, string Version, string? GitCommit);

/// <summary>The input of one evaluation, as objects; <see cref="ToJson"/> is the document that is hashed and that a remote engine is sent.</summary>
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
