using GovernanceConsole.Rego.Evaluate.Expressions;
using GovernanceConsole.Rego.Evaluate.Patterns;

namespace GovernanceConsole.Rego.Evaluate.Steps;

/// <summary>Holds when the expression is defined and not false.</summary>
internal sealed class TestStep(Expression expression) : Step
{
    public override Expression Condition { get; } = expression;

    public override bool First(Evaluation evaluation, Frame frame) => Condition.Evaluate(evaluation, frame) is { IsFalse: false };
}

/// <summary>Holds when the expression is undefined or false.</summary>
internal sealed class NotStep(Expression expression) : Step
{
    public override Expression Condition { get; } = expression;

    public override bool First(Evaluation evaluation, Frame frame) => Condition.Evaluate(evaluation, frame) is null or { IsFalse: true };
}

/// <summary>Holds when the value is defined and fits the pattern, whose variables it binds.</summary>
internal sealed class MatchStep(Pattern pattern, Expression value) : Step
{
    public override Expression Condition { get; } = value;

    public override bool First(Evaluation evaluation, Frame frame) => Condition.Evaluate(evaluation, frame) is { } found && pattern.Match(found, evaluation, frame);
}

/// <summary>Holds when the body has a solution for each member of the collection; a scalar has no members to hold for, so it fails.</summary>
internal sealed class EveryStep(Expression collection, int? keySlot, int valueSlot, Body body) : Step
{
    public override Expression Condition => collection;

    public override bool First(Evaluation evaluation, Frame frame)
    {
        if (collection.Evaluate(evaluation, frame) is not { IsCollection: true } members) return false;
        for (var i = 0; i < members.Count; i++)
        {
            evaluation.Spend();
            if (keySlot is { } slot) frame.Slots[slot] = members.KeyAt(i);
            frame.Slots[valueSlot] = members.ValueAt(i);
            if (!body.First(evaluation, frame)) return false;
        }
        return true;
    }
}

/// <summary>Never holds: stands for an equation that can have no solution, such as arrays of different length.</summary>
internal sealed class FailStep : Step
{
    public override bool First(Evaluation evaluation, Frame frame) => false;
}
