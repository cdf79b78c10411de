using GovernanceConsole.Rego.Compile;
using GovernanceConsole.Rego.Evaluate.Expressions;

namespace GovernanceConsole.Rego.Evaluate.Steps;

/// <summary>One step of a body: a condition, a binding, or a choice with alternatives. What a step keeps between calls stands in the frame; the step itself never changes and is shared by threads.</summary>
internal abstract class Step
{
    /// <summary>The statement this step comes from.</summary>
    public StepOrigin Origin { get; init; } = StepOrigin.None;

    public virtual bool HasAlternatives => false;

    /// <summary>The expression a condition is about, for explanations.</summary>
    public virtual Expression? Condition => null;

    /// <summary>Starts the step; true when it holds.</summary>
    public abstract bool First(Evaluation evaluation, Frame frame);

    /// <summary>Moves on to the next alternative; true when there is one.</summary>
    public virtual bool Next(Evaluation evaluation, Frame frame) => false;
}

/// <summary>Where a step stands in the source, and the variables its statement mentions, for explanations.</summary>
internal sealed record StepOrigin(SourcePosition Position, IReadOnlyList<Variable> Variables, bool IsStatement)
{
    public static StepOrigin None { get; } = new(new SourcePosition("", 0, 0), [], false);
}
