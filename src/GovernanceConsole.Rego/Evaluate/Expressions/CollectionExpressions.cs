using System.Runtime.CompilerServices;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate.Expressions;

internal sealed class ArrayExpression(Expression[] items) : Expression
{
    public override Value? Evaluate(Evaluation evaluation, Frame frame)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var values = new Value[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Evaluate(evaluation, frame) is not { } value) return null;
            values[i] = value;
        }
        return evaluation.Weighed(ArrayValue.Owning(values));
    }
}

internal sealed class SetExpression(Expression[] items) : Expression
{
    public override Value? Evaluate(Evaluation evaluation, Frame frame)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var values = new Value[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Evaluate(evaluation, frame) is not { } value) return null;
            values[i] = value;
        }
        return evaluation.Weighed(SetValue.Owning(values));
    }
}

/// <summary>An object literal; a key given twice with different values is a conflict.</summary>
internal sealed class ObjectExpression(Expression[] keys, Expression[] values) : Expression
{
    public override Value? Evaluate(Evaluation evaluation, Frame frame)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var members = new ObjectBuilder(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i].Evaluate(evaluation, frame) is not { } key || values[i].Evaluate(evaluation, frame) is not { } value) return null;
            if (!members.TryAdd(key, value)) throw Conflicts.Keys(null);
        }
        return evaluation.Weighed(members.Build());
    }
}
