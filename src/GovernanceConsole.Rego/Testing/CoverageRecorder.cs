using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Evaluate.Steps;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Testing;

/// <summary>Collects the lines that evaluations reach.</summary>
internal sealed class CoverageRecorder : EvaluationTracer
{
    private readonly HashSet<(string File, int Row)> _reached = [];

    public override void Left(CompiledRule rule, Branch? branch, Value? value)
    {
        if (branch is not null && value is not null) Reach(branch.Position);
    }

    public override void Tried(Step step, Evaluation evaluation, Frame frame, bool holds) => Reach(step.Origin.Position);

    public Coverage Of(IEnumerable<RegoModule> modules) => new([.. modules.Select(module => Of(module.Syntax))]);

    private FileCoverage Of(Module module)
    {
        var lines = new HashSet<int>();
        foreach (var rule in module.Rules)
        {
            lines.Add(rule.Position.Row);
            lines.UnionWith(rule.Else.Select(branch => branch.Position.Row));
            lines.UnionWith(RuleParts.Literals(rule).Where(literal => literal is not SomeLiteral).Select(literal => literal.Position.Row));
        }
        return new FileCoverage(module.File, lines, lines.Where(row => _reached.Contains((module.File, row))).ToHashSet());
    }

    private void Reach(SourcePosition position) => _reached.Add((position.File, position.Row));
}
