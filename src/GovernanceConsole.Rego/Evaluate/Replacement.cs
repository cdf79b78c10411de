using GovernanceConsole.Rego.Evaluate.Expressions;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate;

/// <summary>One <c>with</c> modifier at work. Values are evaluated in the context outside the <c>with</c>; null when one is undefined.</summary>
internal abstract class Replacement
{
    public abstract EvaluationContext? Apply(EvaluationContext inner, EvaluationContext outer, Evaluation evaluation, Frame frame);

    protected static Value[]? Keys(Expression[] path, Evaluation evaluation, Frame frame)
    {
        var keys = new Value[path.Length];
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i].Evaluate(evaluation, frame) is not { } key) return null;
            keys[i] = key;
        }
        return keys;
    }
}

internal sealed class InputReplacement(Expression[] path, Expression value) : Replacement
{
    public override EvaluationContext? Apply(EvaluationContext inner, EvaluationContext outer, Evaluation evaluation, Frame frame) =>
        value.Evaluate(evaluation, frame) is { } found && Keys(path, evaluation, frame) is { } keys ? inner.WithInput(keys, found) : null;
}

internal sealed class DataReplacement(Expression[] path, Expression value, RuleNode? hidden) : Replacement
{
    public override EvaluationContext? Apply(EvaluationContext inner, EvaluationContext outer, Evaluation evaluation, Frame frame) =>
        value.Evaluate(evaluation, frame) is { } found && Keys(path, evaluation, frame) is { } keys ? inner.WithData(keys, found, hidden) : null;
}

internal sealed class CalleeReplacement(Callee target, Callee? replacement, Expression? value) : Replacement
{
    public override EvaluationContext? Apply(EvaluationContext inner, EvaluationContext outer, Evaluation evaluation, Frame frame) =>
        inner.WithFunction(target, new FunctionReplacement(replacement, value?.Evaluate(evaluation, frame)));
}
