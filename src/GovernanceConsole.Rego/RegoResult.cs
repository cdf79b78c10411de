using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego;

/// <summary>What an evaluation came to: a value, undefined (no value and no error), or an error. Never anything thrown.</summary>
public sealed record RegoResult(Value? Value, RegoException? Error, long Steps, TimeSpan Elapsed)
{
    public bool IsUndefined => Value is null && Error is null;

    /// <summary>The variables the query bound, for the first solution.</summary>
    public IReadOnlyDictionary<string, Value> Bindings { get; init; } = new Dictionary<string, Value>();
}
