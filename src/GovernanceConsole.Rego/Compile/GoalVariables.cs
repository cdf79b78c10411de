using System.Runtime.CompilerServices;
using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego.Compile;

/// <summary>The variables a goal mentions, for messages and explanations.</summary>
internal static class GoalVariables
{
    public static IReadOnlyList<Variable> Of(Goal goal)
    {
        var found = new List<Variable>();
        switch (goal)
        {
            case TestGoal test: Add(test.Expression, found); break;
            case UnifyGoal unify: Add(unify.Left, found); Add(unify.Right, found); break;
            case AssignGoal assign: Add(assign.Target, found); Add(assign.Value, found); break;
            case MemberGoal member:
                if (member.Key is not null) Add(member.Key, found);
                Add(member.Value, found);
                Add(member.Collection, found);
                break;
            case EveryGoal every:
                Add(every.Collection, found);
                found.AddRange(every.Captured);
                break;
            default: break;
        }
        foreach (var modifier in goal.With)
            if (modifier is WithInput { Value: var input }) Add(input, found);
            else if (modifier is WithData { Value: var data }) Add(data, found);
            else if (modifier is WithFunction { Value: { } value }) Add(value, found);
        return found;
    }

    private static void Add(Term term, List<Variable> found)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (term)
        {
            case LocalTerm local: found.Add(local.Variable); break;
            case RefTerm reference:
                Add(reference.Head, found);
                foreach (var segment in reference.Path) Add(segment, found);
                break;
            case ArrayTerm array:
                foreach (var item in array.Items) Add(item, found);
                break;
            case SetTerm set:
                foreach (var item in set.Items) Add(item, found);
                break;
            case ObjectTerm members:
                foreach (var entry in members.Entries)
                {
                    Add(entry.Key, found);
                    Add(entry.Value, found);
                }
                break;
            case ResolvedCall call:
                foreach (var argument in call.Arguments) Add(argument, found);
                break;
            case ClosureTerm closure: found.AddRange(closure.Captured); break;
            case ResolvedTemplate template:
                foreach (var part in template.Parts)
                    if (part.Expression is not null) found.AddRange(part.Expression.Captured);
                break;
            default: break;
        }
    }
}
