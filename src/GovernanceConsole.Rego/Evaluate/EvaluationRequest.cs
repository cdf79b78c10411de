namespace GovernanceConsole.Rego.Evaluate;

/// <summary>The settings of one run that do not depend on the policy.</summary>
internal sealed record EvaluationRequest(long NowNanoseconds, EvaluationBudget Budget, TimeProvider Clock, CancellationToken Cancellation)
{
    public bool Strict { get; init; }
    public EvaluationTracer? Tracer { get; init; }
    public Action<string>? Print { get; init; }
}
