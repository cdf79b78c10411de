using System.Runtime.CompilerServices;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate.Expressions;

/// <summary>The values of the item over all solutions of the body, in the order they are found.</summary>
internal sealed class ArrayComprehensionExpression(Body body, Expression item) : Expression
{
    public override Value? Evaluate(Evaluation evaluation, Frame frame)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var items = new List<Value>();
        for (var found = body.First(evaluation, frame); found; found = body.Next(evaluation, frame))
            if (item.Evaluate(evaluation, frame) is { } value) items.Add(value);
        return evaluation.Weighed(ArrayValue.Owning([.. items]));
    }
}

internal sealed class SetComprehensionExpression(Body body, Expression item) : Expression
{
    public override Value? Evaluate(Evaluation evaluation, Frame frame)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var members = new SetBuilder();
        for (var found = body.First(evaluation, frame); found; found = body.Next(evaluation, frame))
            if (item.Evaluate(evaluation, frame) is { } value) members.Add(value);
        return evaluation.Weighed(members.Build());
    }
}

internal sealed class ObjectComprehensionExpression(Body body, Expression key, Expression item, SourcePosition position) : Expression
{
    public override Value? Evaluate(Evaluation evaluation, Frame frame)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var members = new ObjectBuilder();
        for (var found = body.First(evaluation, frame); found; found = body.Next(evaluation, frame))
            if (key.Evaluate(evaluation, frame) is { } name && item.Evaluate(evaluation, frame) is { } value && !members.TryAdd(name, value))
                throw Conflicts.Keys(position);
        return evaluation.Weighed(members.Build());
    }
}
