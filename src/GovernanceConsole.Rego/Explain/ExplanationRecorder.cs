using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Evaluate.Steps;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Explain;

/// <summary>Writes down every try of every rule with the conditions that failed and their values. For one evaluation that someone looks at, not for all of them.</summary>
internal sealed class ExplanationRecorder(SourceText sources) : EvaluationTracer
{
    /// <summary>More tries than these are not read by anyone.</summary>
    private const int MostAttempts = 2_000;

    private readonly List<Attempt> _attempts = [];
    private readonly Stack<Attempt?> _open = new();
    private bool _cut;

    public Explanation Explanation => new([.. _attempts.Select(attempt => attempt.Finished())], _cut);

    public override void Entered(CompiledRule rule)
    {
        _cut |= _attempts.Count >= MostAttempts;
        var attempt = _cut ? null : new Attempt(rule, _open.Count);
        if (attempt is not null) _attempts.Add(attempt);
        _open.Push(attempt);
    }

    public override void Left(CompiledRule rule, Branch? branch, Value? value)
    {
        if (!_open.TryPop(out var attempt) || attempt is null) return;
        attempt.Value = value;
        attempt.Branch = branch;
    }

    public override void Tried(Step step, Evaluation evaluation, Frame frame, bool holds)
    {
        if (holds || !_open.TryPeek(out var attempt) || attempt is null || step.Origin.Position.Row == 0) return;
        var times = attempt.Failures.TryGetValue(step.Origin.Position, out var known) ? known.Times + 1 : 1;
        attempt.Failures[step.Origin.Position] = new ConditionFailure(step.Origin.Position, sources.Statement(step.Origin.Position), Operands(step, evaluation, frame), Variables(step, frame), times);
    }

    /// <summary>Evaluates the sides of the condition once more, unobserved.</summary>
    private List<Value?> Operands(Step step, Evaluation evaluation, Frame frame)
    {
        if (step.Condition is not { } condition) return [];
        evaluation.Tracer = null;
        try
        {
            return [.. (condition.Operands.Count > 0 ? condition.Operands : [condition]).Select(operand => operand.Evaluate(evaluation, frame))];
        }
        catch (RegoException)
        {
            return [];
        }
        finally
        {
            evaluation.Tracer = this;
        }
    }

    /// <summary>Only variables that were bound; a slot of a variable that comes later may hold nothing yet.</summary>
    private static Dictionary<string, Value> Variables(Step step, Frame frame)
    {
        var values = new Dictionary<string, Value>();
        foreach (var variable in step.Origin.Variables)
            if (!variable.IsAnonymous && variable.Slot < frame.Slots.Length && frame.Slots[variable.Slot] is { } value) values[variable.Name] = value;
        return values;
    }

    private sealed class Attempt(CompiledRule rule, int depth)
    {
        public Value? Value { get; set; }
        public Branch? Branch { get; set; }
        public Dictionary<SourcePosition, ConditionFailure> Failures { get; } = [];

        public RuleAttempt Finished() =>
            new(rule.Id, rule.Node.Name, Branch?.Position ?? rule.Source.Position, depth, Value, [.. Failures.Values.OrderBy(failure => (failure.Position.Row, failure.Position.Column))])
            {
                IsNamed = rule.Source.Annotations?.Id is not null,
                Title = rule.Source.Annotations?.Title,
                Owner = rule.Source.Annotations?.Owner,
            };
    }
}
