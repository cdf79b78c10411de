using System.Runtime.CompilerServices;
using GovernanceConsole.Rego.Builtins;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate;

/// <summary>
/// One run of a policy: its context, its budget and what it has spent. Not thread-safe; the compiled policy it runs is shared.
/// Fails with a <see cref="RegoException"/> only: a conflict between rules, a builtin error when strict, or <c>eval_cancel_error</c> when the budget is used up.
/// </summary>
internal sealed partial class Evaluation : BuiltinContext
{
    /// <summary>How often the clock is read.</summary>
    private const int StepsBetweenLooks = 1024;

    private readonly EvaluationBudget _budget;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly CancellationToken _cancellation;
    private long _nextLook;
    private int _depth;

    public Evaluation(EvaluationContext context, EvaluationRequest request)
    {
        Context = context;
        Now = request.NowNanoseconds;
        Strict = request.Strict;
        Tracer = request.Tracer;
        _print = request.Print;
        _budget = request.Budget;
        _clock = request.Clock;
        _cancellation = request.Cancellation;
        _started = _clock.GetTimestamp();
        _nextLook = Math.Min(StepsBetweenLooks, _budget.Steps);
    }

    private readonly Action<string>? _print;

    public EvaluationContext Context { get; set; }
    public override long Now { get; }

    /// <summary>Whether a builtin's error ends the evaluation instead of being undefined.</summary>
    public bool Strict { get; }

    /// <summary>Watches this run, if anyone does. A tracer takes itself out while it looks at values.</summary>
    public EvaluationTracer? Tracer { get; set; }

    public long Steps { get; private set; }

    public TimeSpan Elapsed => _clock.GetElapsedTime(_started);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Spend()
    {
        if (++Steps >= _nextLook) Look();
    }

    public override void Charge(long steps)
    {
        Steps += steps;
        if (Steps >= _nextLook) Look();
    }

    public void Print(string text) => _print?.Invoke(text);

    /// <summary>Passes a new collection on if it is within the budget.</summary>
    public Value Weighed(Value value) =>
        value.Weight <= _budget.ValueSize ? value : throw Cancelled($"a value would have more than {_budget.ValueSize} parts");

    private void Look()
    {
        if (Steps > _budget.Steps) throw Cancelled($"the evaluation took more than {_budget.Steps} steps");
        if (Elapsed > _budget.Time) throw Cancelled($"the evaluation took longer than {_budget.Time.TotalMilliseconds:0} ms");
        if (_cancellation.IsCancellationRequested) throw Cancelled("the caller cancelled the evaluation");
        _nextLook = Math.Min(Steps + StepsBetweenLooks, _budget.Steps + 1);
    }

    private void Deeper(RuleNode node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_depth > _budget.Depth) throw Cancelled($"more than {_budget.Depth} rules wait for each other at {node.Name}");
    }

    private static RegoException Cancelled(string why) => new(RegoErrorCodes.Cancelled, why);
}
