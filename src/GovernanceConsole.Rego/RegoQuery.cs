using GovernanceConsole.Rego.Compile;
using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Explain;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego;

/// <summary>A prepared query over a policy. Immutable and safe to use from many threads; evaluating parses and compiles nothing.</summary>
public sealed class RegoQuery
{
    private const int MostSolutions = 100_000;

    private readonly RegoPolicy _policy;
    private readonly CompiledQuery _query;

    internal RegoQuery(RegoPolicy policy, string text, CompiledQuery query)
    {
        _policy = policy;
        _query = query;
        Text = text;
    }

    public string Text { get; }

    /// <summary>The first solution. Never throws for what a policy or an input does: errors and exhausted budgets are in the result.</summary>
    public RegoResult Evaluate(RegoInput input)
    {
        using var solutions = Run(input).GetEnumerator();
        return solutions.MoveNext() ? solutions.Current : throw new InvalidOperationException("a run ends with a result");
    }

    /// <summary>As <see cref="Evaluate"/>, and which rules gave a value on the way.</summary>
    public (RegoResult Result, IReadOnlyList<RuleMatch> Rules) EvaluateWithRules(RegoInput input)
    {
        var recorder = new MatchRecorder();
        return (Evaluate(input with { Tracer = recorder }), recorder.Matches);
    }

    /// <summary>As <see cref="Evaluate"/>, with every rule that was tried and the conditions that failed. Several times slower; for someone who asks why.</summary>
    public (RegoResult Result, Explanation Explanation) Explain(RegoInput input)
    {
        var recorder = new ExplanationRecorder(new SourceText(_policy.Modules));
        return (Evaluate(input with { Tracer = recorder }), recorder.Explanation);
    }

    /// <summary>All solutions of a query that has several (<c>data.roles[x]</c>); an undefined result or an error stands last and alone when there is none.</summary>
    public IReadOnlyList<RegoResult> EvaluateAll(RegoInput input) => [.. Run(input)];

    private IEnumerable<RegoResult> Run(RegoInput input)
    {
        var evaluation = new Evaluation(new EvaluationContext(input.Input, _policy.Data, _policy.Nodes), input.Request);
        var frame = new Frame(_query.Layout);
        var count = 0;
        while (true)
        {
            var (value, error) = Advance(evaluation, frame, count == 0);
            if (value is null && error is null && count > 0) yield break;
            yield return new RegoResult(value, error, evaluation.Steps, evaluation.Elapsed) { Bindings = value is null ? new Dictionary<string, Value>() : Bindings(frame) };
            if (value is null) yield break;
            if (++count < MostSolutions) continue;
            yield return new RegoResult(null, new RegoException(RegoErrorCodes.Cancelled, $"the query has more than {MostSolutions} solutions"), evaluation.Steps, evaluation.Elapsed);
            yield break;
        }
    }

    private (Value? Value, RegoException? Error) Advance(Evaluation evaluation, Frame frame, bool first)
    {
        try
        {
            for (var found = first ? _query.Body.First(evaluation, frame) : _query.Body.Next(evaluation, frame); found; found = _query.Body.Next(evaluation, frame))
                if (_query.Value.Evaluate(evaluation, frame) is { } value) return (evaluation.Weighed(value), null);
            return (null, null);
        }
        catch (RegoException error)
        {
            return (null, error);
        }
        catch (InsufficientExecutionStackException)
        {
            return (null, new RegoException(RegoErrorCodes.Cancelled, "the evaluation needs more stack than there is: rules or values are nested too deep"));
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            // A defect of the engine must be an error of this one decision, which its caller escalates, and not the end of the process.
            return (null, new RegoException(RegoErrorCodes.Internal, $"the engine failed with {defect.GetType().Name}: {defect.Message}"));
        }
    }

    private Dictionary<string, Value> Bindings(Frame frame)
    {
        var bindings = new Dictionary<string, Value>(_query.Variables.Count);
        foreach (var variable in _query.Variables)
            if (!variable.IsAnonymous && frame.Slots[variable.Slot] is { } value) bindings[variable.Name] = value;
        return bindings;
    }
}
