using GovernanceConsole.Rego.Evaluate.Patterns;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate.Steps;

/// <summary>Base of the steps whose alternatives come from an iterator: each value that fits the pattern is one.</summary>
internal abstract class SequenceStep(Pattern result, int state) : Step
{
    public override bool HasAlternatives => true;

    public override bool First(Evaluation evaluation, Frame frame)
    {
        var values = Values(evaluation, frame).GetEnumerator();
        frame.States[state] = values;
        return Advance(values, evaluation, frame);
    }

    public override bool Next(Evaluation evaluation, Frame frame) => Advance((IEnumerator<Value>)frame.States[state]!, evaluation, frame);

    protected abstract IEnumerable<Value> Values(Evaluation evaluation, Frame frame);

    private bool Advance(IEnumerator<Value> values, Evaluation evaluation, Frame frame)
    {
        while (values.MoveNext())
        {
            evaluation.Spend();
            if (result.Match(values.Current, evaluation, frame)) return true;
        }
        return false;
    }
}
