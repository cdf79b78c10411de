namespace GovernanceConsole.Rego;

/// <summary>What one evaluation may cost. When it is used up the evaluation ends with <c>eval_cancel_error</c>; it never hangs and never exhausts the process.</summary>
public sealed record EvaluationBudget
{
    /// <summary>Enough for any reasonable decision: a decision of the sample policy takes some hundred steps.</summary>
    public static EvaluationBudget Default { get; } = new();

    /// <summary>Conditions tried, members visited, builtins called (which charge more for long work).</summary>
    public long Steps { get; init; } = 3_000_000;

    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Rules and functions that wait for each other.</summary>
    public int Depth { get; init; } = 500;

    /// <summary>Scalars and collections in any one value that is built, and so in the result.</summary>
    public long ValueSize { get; init; } = 1_000_000;
}
