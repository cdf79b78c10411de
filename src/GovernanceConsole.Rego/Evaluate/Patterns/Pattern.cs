using GovernanceConsole.Rego.Evaluate.Expressions;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate.Patterns;

/// <summary>What a value is taken apart by. Which variables a pattern binds and which it compares with is fixed by the compiler.</summary>
internal abstract class Pattern
{
    public abstract bool Match(Value value, Evaluation evaluation, Frame frame);
}

/// <summary>Binds a variable that has no value yet.</summary>
internal sealed class BindPattern(int slot) : Pattern
{
    public int Slot { get; } = slot;

    public override bool Match(Value value, Evaluation evaluation, Frame frame)
    {
        frame.Slots[Slot] = value;
        return true;
    }
}

internal sealed class EqualPattern(Expression expected) : Pattern
{
    public Expression Expected { get; } = expected;

    public override bool Match(Value value, Evaluation evaluation, Frame frame) => Expected.Evaluate(evaluation, frame) is { } found && found.Equals(value);
}

/// <summary>An array of the same length whose elements fit.</summary>
internal sealed class ArrayPattern(Pattern[] items) : Pattern
{
    public override bool Match(Value value, Evaluation evaluation, Frame frame)
    {
        if (value is not ArrayValue array || array.Count != items.Length) return false;
        for (var i = 0; i < items.Length; i++)
            if (!items[i].Match(array[i], evaluation, frame)) return false;
        return true;
    }
}

/// <summary>An object with exactly these keys whose values fit.</summary>
internal sealed class ObjectPattern(Expression[] keys, Pattern[] values) : Pattern
{
    public override bool Match(Value value, Evaluation evaluation, Frame frame)
    {
        if (value is not ObjectValue members || members.Count != keys.Length) return false;
        for (var i = 0; i < keys.Length; i++)
            if (keys[i].Evaluate(evaluation, frame) is not { } key || members.Find(key) is not { } found || !values[i].Match(found, evaluation, frame)) return false;
        return true;
    }
}
