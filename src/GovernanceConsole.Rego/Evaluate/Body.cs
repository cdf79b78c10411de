using GovernanceConsole.Rego.Evaluate.Steps;

namespace GovernanceConsole.Rego.Evaluate;

/// <summary>
/// The ordered steps of a body and the search through them: forward while steps hold, back to the last step that has another alternative when one fails.
/// The search is a loop over an array, so the length of a body costs no stack.
/// </summary>
internal sealed class Body
{
    private readonly Step[] _steps;

    /// <summary>For each step (and the end) the nearest earlier step with alternatives, or -1.</summary>
    private readonly int[] _turnBack;

    public Body(IReadOnlyList<Step> steps)
    {
        _steps = [.. steps];
        _turnBack = new int[_steps.Length + 1];
        for (int i = 0, last = -1; i <= _steps.Length; i++)
        {
            _turnBack[i] = last;
            if (i < _steps.Length && _steps[i].HasAlternatives) last = i;
        }
    }

    public static Body Empty { get; } = new([]);

    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>Finds the first solution; false when there is none.</summary>
    public bool First(Evaluation evaluation, Frame frame) => Forward(0, evaluation, frame);

    /// <summary>Finds the next solution after one was found; false when there is none left.</summary>
    public bool Next(Evaluation evaluation, Frame frame) => Back(_steps.Length, evaluation, frame) is var at and >= 0 && Forward(at, evaluation, frame);

    private bool Forward(int at, Evaluation evaluation, Frame frame)
    {
        while (at < _steps.Length)
        {
            evaluation.Spend();
            var step = _steps[at];
            var holds = step.First(evaluation, frame);
            evaluation.Tracer?.Tried(step, evaluation, frame, holds);
            if (holds)
            {
                at++;
                continue;
            }
            at = Back(at, evaluation, frame);
            if (at < 0) return false;
        }
        return true;
    }

    /// <summary>Turns back from a step and returns the one to go on with, or -1.</summary>
    private int Back(int at, Evaluation evaluation, Frame frame)
    {
        for (at = _turnBack[at]; at >= 0; at = _turnBack[at])
        {
            evaluation.Spend();
            if (_steps[at].Next(evaluation, frame)) return at + 1;
        }
        return -1;
    }
}
