using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego;

/// <summary>What one evaluation is given: the input document (null: undefined), the instant it is pinned to, and what it may cost.</summary>
public sealed record RegoInput(Value? Input, DateTimeOffset Now)
{
    public EvaluationBudget Budget { get; init; } = EvaluationBudget.Default;

    /// <summary>Measures the budget's time; no policy can see it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public CancellationToken Cancellation { get; init; }

    /// <summary>Makes errors of builtins end the evaluation instead of being undefined.</summary>
    public bool StrictBuiltinErrors { get; init; }

    /// <summary>Receives what <c>print</c> writes.</summary>
    public Action<string>? Print { get; init; }

    internal EvaluationTracer? Tracer { get; init; }

    internal EvaluationRequest Request => new((Now.UtcTicks - DateTime.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick, Budget, Clock, Cancellation)
    {
        Strict = StrictBuiltinErrors,
        Tracer = Tracer,
        Print = Print,
    };
}
