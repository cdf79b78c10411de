using GovernanceConsole.Rego.Evaluate.Steps;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate;

/// <summary>Watches a run. Nothing is recorded, and nothing costs, unless one is given.</summary>
internal abstract class EvaluationTracer
{
    /// <summary>Whether rules that cannot hold for the input are to be tried all the same, so that their failures can be seen.</summary>
    public virtual bool WantsFailures => true;

    public virtual void Entered(CompiledRule rule)
    {
    }

    /// <summary>A rule is done: the value it gave (a set or document rule: the last member), or null when it gave none.</summary>
    public virtual void Left(CompiledRule rule, Branch? branch, Value? value)
    {
    }

    public virtual void Tried(Step step, Evaluation evaluation, Frame frame, bool holds)
    {
    }
}
