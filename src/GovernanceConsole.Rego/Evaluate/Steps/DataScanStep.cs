using GovernanceConsole.Rego.Evaluate.Expressions;
using GovernanceConsole.Rego.Evaluate.Patterns;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate.Steps;

/// <summary>A reference below a branch of the tree with variables in its path (<c>data.packages[name].allow</c>): one alternative for each place that is defined.</summary>
internal sealed class DataScanStep(RuleNode start, IReadOnlyList<Pattern> path, Pattern result, int state) : SequenceStep(result, state)
{
    protected override IEnumerable<Value> Values(Evaluation evaluation, Frame frame) => From(DataPlace.At(start, evaluation), 0, evaluation, frame);

    private IEnumerable<Value> From(DataPlace place, int at, Evaluation evaluation, Frame frame)
    {
        if (at == path.Count)
        {
            if (place.Value(evaluation) is { } value) yield return value;
            yield break;
        }
        if (path[at] is EqualPattern ground)
        {
            if (ground.Expected.Evaluate(evaluation, frame) is { } key)
                foreach (var value in From(place.Under(key, evaluation), at + 1, evaluation, frame)) yield return value;
            yield break;
        }
        foreach (var key in place.Keys().AsEnumerable())
        {
            evaluation.Spend();
            if (!path[at].Match(key, evaluation, frame)) continue;
            foreach (var value in From(place.Under(key, evaluation), at + 1, evaluation, frame)) yield return value;
        }
    }
}
