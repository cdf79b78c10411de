using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate.Expressions;

/// <summary>Something with one value at most: null means undefined. Whatever has several values was made a step by the compiler.</summary>
internal abstract class Expression
{
    public abstract Value? Evaluate(Evaluation evaluation, Frame frame);

    /// <summary>What a comparison or call is about, for explanations.</summary>
    public virtual IReadOnlyList<Expression> Operands => [];
}

internal sealed class ConstantExpression(Value value) : Expression
{
    public Value Value { get; } = value;

    public override Value? Evaluate(Evaluation evaluation, Frame frame) => Value;
}

/// <summary>A bound variable.</summary>
internal sealed class SlotExpression(int slot) : Expression
{
    public override Value? Evaluate(Evaluation evaluation, Frame frame) => frame.Slots[slot];
}

/// <summary><c>input.a.b</c> with constant keys.</summary>
internal sealed class InputExpression(Value[] path) : Expression
{
    public Value[] Path => path;

    public override Value? Evaluate(Evaluation evaluation, Frame frame)
    {
        var value = evaluation.Context.Input;
        foreach (var key in path)
        {
            if (value is null) return null;
            value = value.Find(key);
        }
        return value;
    }
}

/// <summary>Members of another expression's value: <c>x.a[b]</c>.</summary>
internal sealed class PathExpression(Expression head, Expression[] keys) : Expression
{
    public override Value? Evaluate(Evaluation evaluation, Frame frame)
    {
        var value = head.Evaluate(evaluation, frame);
        foreach (var key in keys)
        {
            if (value is null || key.Evaluate(evaluation, frame) is not { } found) return null;
            value = value.Find(found);
        }
        return value;
    }
}

/// <summary>Whether two values are the same, the most frequent condition of all.</summary>
internal sealed class EqualExpression(Expression left, Expression right) : Expression
{
    public Expression Left => left;
    public Expression Right => right;
    public override IReadOnlyList<Expression> Operands => [left, right];

    public override Value? Evaluate(Evaluation evaluation, Frame frame) =>
        left.Evaluate(evaluation, frame) is { } a && right.Evaluate(evaluation, frame) is { } b ? BooleanValue.Of(a.Equals(b)) : null;
}

internal sealed class NotEqualExpression(Expression left, Expression right) : Expression
{
    public override IReadOnlyList<Expression> Operands => [left, right];

    public override Value? Evaluate(Evaluation evaluation, Frame frame) =>
        left.Evaluate(evaluation, frame) is { } a && right.Evaluate(evaluation, frame) is { } b ? BooleanValue.Of(!a.Equals(b)) : null;
}

/// <summary>The other comparisons, by Rego's total order over all values.</summary>
internal sealed class OrderExpression(Expression left, Expression right, Func<int, bool> holds) : Expression
{
    public override IReadOnlyList<Expression> Operands => [left, right];

    public override Value? Evaluate(Evaluation evaluation, Frame frame) =>
        left.Evaluate(evaluation, frame) is { } a && right.Evaluate(evaluation, frame) is { } b ? BooleanValue.Of(holds(a.CompareTo(b))) : null;
}
