using GovernanceConsole.Rego.Builtins;
using GovernanceConsole.Rego.Evaluate.Expressions;
using GovernanceConsole.Rego.Evaluate.Patterns;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate.Steps;

/// <summary>A builtin with many values, such as <c>walk</c>: one alternative for each.</summary>
internal sealed class RelationStep(Builtin builtin, Expression argument, Pattern result, int state) : SequenceStep(result, state)
{
    protected override IEnumerable<Value> Values(Evaluation evaluation, Frame frame) =>
        argument.Evaluate(evaluation, frame) is { } value ? builtin.Enumerate(evaluation, value) : [];
}
