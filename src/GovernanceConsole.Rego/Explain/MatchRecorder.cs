using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Explain;

/// <summary>Notes which rules gave a value, each once, in the order they did. Cheap enough for every decision.</summary>
internal sealed class MatchRecorder : EvaluationTracer
{
    private readonly Dictionary<CompiledRule, int> _known = [];
    private readonly List<RuleMatch> _matches = [];

    public IReadOnlyList<RuleMatch> Matches => _matches;

    public override bool WantsFailures => false;

    public override void Left(CompiledRule rule, Branch? branch, Value? value)
    {
        if (branch is null || value is null || !_known.TryAdd(rule, _matches.Count)) return;
        _matches.Add(RuleMatch.Of(rule, branch, value));
    }
}
