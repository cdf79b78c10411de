using GovernanceConsole.Rego.Evaluate.Expressions;
using GovernanceConsole.Rego.Evaluate.Patterns;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate.Steps;

/// <summary>One alternative for each member of a collection whose key and value fit the patterns, in Rego's order.</summary>
internal sealed class ScanStep(Expression source, Pattern? key, Pattern? value, int collectionSlot, int position) : Step
{
    public override bool HasAlternatives => true;

    public override Expression Condition => source;

    public override bool First(Evaluation evaluation, Frame frame)
    {
        if (source.Evaluate(evaluation, frame) is not { IsCollection: true } members) return false;
        frame.Slots[collectionSlot] = members;
        return From(0, members, evaluation, frame);
    }

    public override bool Next(Evaluation evaluation, Frame frame) => From(frame.Positions[position], frame.Slots[collectionSlot]!, evaluation, frame);

    private bool From(int at, Value members, Evaluation evaluation, Frame frame)
    {
        for (; at < members.Count; at++)
        {
            evaluation.Spend();
            if (key?.Match(members.KeyAt(at), evaluation, frame) == false) continue;
            if (value?.Match(members.ValueAt(at), evaluation, frame) == false) continue;
            frame.Positions[position] = at + 1;
            return true;
        }
        frame.Positions[position] = at;
        return false;
    }
}
