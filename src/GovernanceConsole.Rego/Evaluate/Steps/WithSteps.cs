namespace GovernanceConsole.Rego.Evaluate.Steps;

/// <summary>Opens the replaced documents and functions of a <c>with</c>; turning back over it closes them again.</summary>
internal sealed class EnterWithStep(IReadOnlyList<Replacement> replacements, int outer) : Step
{
    public override bool HasAlternatives => true;

    public override bool First(Evaluation evaluation, Frame frame)
    {
        var before = evaluation.Context;
        var inner = before;
        foreach (var replacement in replacements)
        {
            if (replacement.Apply(inner, before, evaluation, frame) is not { } changed) return false;
            inner = changed;
        }
        frame.States[outer] = before;
        evaluation.Context = inner;
        return true;
    }

    public override bool Next(Evaluation evaluation, Frame frame)
    {
        evaluation.Context = (EvaluationContext)frame.States[outer]!;
        return false;
    }
}

/// <summary>Closes a <c>with</c> when its statement held; turning back over it opens the same replacements again.</summary>
internal sealed class LeaveWithStep(int outer, int inner) : Step
{
    public override bool HasAlternatives => true;

    public override bool First(Evaluation evaluation, Frame frame)
    {
        frame.States[inner] = evaluation.Context;
        evaluation.Context = (EvaluationContext)frame.States[outer]!;
        return true;
    }

    public override bool Next(Evaluation evaluation, Frame frame)
    {
        evaluation.Context = (EvaluationContext)frame.States[inner]!;
        return false;
    }
}
