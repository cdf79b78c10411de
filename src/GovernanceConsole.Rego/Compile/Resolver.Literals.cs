using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Compile;

/// <summary>Statements become goals: declarations are made, equations of literals are split, negations rewritten.</summary>
internal sealed partial class Resolver
{
    public List<Goal> Body(IReadOnlyList<Literal> body, Scope scope)
    {
        var goals = new List<Goal>(body.Count);
        foreach (var literal in body) Literal(literal, scope, goals);
        return goals;
    }

    private void Literal(Literal literal, Scope scope, List<Goal> goals)
    {
        var with = Modifiers(literal.With, scope);
        switch (literal)
        {
            case SomeLiteral some:
                foreach (var name in some.Names) Declare(name, scope, "declared");
                break;
            case ExpressionLiteral expression:
                Add(Expression(expression, scope), with, goals);
                break;
            case UnifyLiteral unify:
                AddUnify(new UnifyGoal(Term(unify.Left, scope), Term(unify.Right, scope), unify.Negated, unify.Position), with, goals);
                break;
            case AssignLiteral assign:
                var value = Term(assign.Value, scope);
                if (assign.Target is not (VariableTerm or ArrayTerm or ObjectTerm))
                    throw new RegoException(RegoErrorCodes.Compile, $"cannot assign to {Describe(assign.Target)}: only a variable, or an array or object of variables, can stand left of ':='.", assign.Target.Position);
                DeclareAll(assign.Target, scope, "assigned");
                goals.Add(new AssignGoal(Term(assign.Target, scope), value, assign.Position) { With = with });
                break;
            case SomeInLiteral member:
                var collection = Term(member.Collection, scope);
                if (member.Key is not null) DeclareAll(member.Key, scope, "declared");
                DeclareAll(member.Value, scope, "declared");
                goals.Add(new MemberGoal(member.Key is null ? null : Term(member.Key, scope), Term(member.Value, scope), collection, member.Position) { With = with });
                break;
            case EveryLiteral every:
                goals.Add(Every(every, scope) with { With = with });
                break;
            default:
                throw new InvalidOperationException("an unknown statement");
        }
    }

    private Goal Expression(ExpressionLiteral literal, Scope scope)
    {
        var term = Term(literal.Expression, scope);
        // A call with one argument more than its callee takes binds its result to the last one: plus(1, 2, x).
        if (term is ResolvedCall call && call.Arguments.Count == call.Callee.Arity + 1)
            return new UnifyGoal(call.Arguments[^1], call with { Arguments = [.. call.Arguments.SkipLast(1)] }, literal.Negated, literal.Position) { IsCall = true };
        return new TestGoal(term, literal.Negated, literal.Position);
    }

    private void Add(Goal goal, IReadOnlyList<ResolvedWith> with, List<Goal> goals)
    {
        if (goal is UnifyGoal unify) AddUnify(unify, with, goals);
        else if (goal is TestGoal { Negated: true } test) goals.AddRange(Negation.Rewrite(test with { With = with }, this));
        else goals.Add(goal with { With = with });
    }

    /// <summary>Arrays and objects on both sides are equations of their parts, each of which may bind in its own direction.</summary>
    private void AddUnify(UnifyGoal goal, IReadOnlyList<ResolvedWith> with, List<Goal> goals)
    {
        if (goal.Negated)
        {
            goals.AddRange(Negation.Rewrite(goal with { With = with }, this));
            return;
        }
        switch (goal.Left, goal.Right)
        {
            case (ArrayTerm left, ArrayTerm right) when left.Items.Count == right.Items.Count:
                for (var i = 0; i < left.Items.Count; i++) AddUnify(goal with { Left = left.Items[i], Right = right.Items[i] }, with, goals);
                break;
            case (ObjectTerm left, ObjectTerm right) when Pairs(left, right) is { } pairs:
                foreach (var (one, other) in pairs) AddUnify(goal with { Left = one, Right = other }, with, goals);
                break;
            case (ArrayTerm or ObjectTerm, ArrayTerm or ObjectTerm) when AreFixed(goal.Left) && AreFixed(goal.Right):
                goals.Add(new TestGoal(new ConstantTerm(BooleanValue.False, goal.Position), false, goal.Position) { With = with });
                break;
            default:
                goals.Add(goal with { With = with });
                break;
        }
    }

    private static List<(Term Left, Term Right)>? Pairs(ObjectTerm left, ObjectTerm right)
    {
        if (!AreFixed(left) || !AreFixed(right) || left.Entries.Count != right.Entries.Count) return null;
        var others = new Dictionary<Value, Term>();
        foreach (var entry in right.Entries) others[((ConstantTerm)entry.Key).Value] = entry.Value;
        var pairs = new List<(Term, Term)>();
        foreach (var entry in left.Entries)
        {
            if (!others.TryGetValue(((ConstantTerm)entry.Key).Value, out var other)) return null;
            pairs.Add((entry.Value, other));
        }
        return pairs;
    }

    /// <summary>Whether the shape is known at load: an array, or an object whose keys are all constants.</summary>
    private static bool AreFixed(Term term) => term is ArrayTerm || (term is ObjectTerm members && members.Entries.All(entry => entry.Key is ConstantTerm));

    private EveryGoal Every(EveryLiteral every, Scope outer)
    {
        var collection = Term(every.Collection, outer);
        var loop = new Scope(outer, new HashSet<string>());
        var key = every.Key is null ? null : Declare(every.Key, loop, "declared");
        var value = Declare(every.Value, loop, "declared");
        var scope = new Scope(loop, MentionedNames.Of(every.Body));
        var body = Body(every.Body, scope);
        return new EveryGoal(key, value, collection, body, loop.Captured, every.Position);
    }

    private Variable Declare(VariableTerm name, Scope scope, string how)
    {
        if (Reserved.Contains(name.Name)) throw new RegoException(RegoErrorCodes.Compile, $"variables must not shadow {name.Name} (use a different variable name).", name.Position);
        var variable = NewVariable(name.Name, name.Position);
        if (!name.IsWildcard) scope.Declare(variable, how);
        return variable;
    }

    private void DeclareAll(Term pattern, Scope scope, string how)
    {
        switch (pattern)
        {
            case VariableTerm { IsWildcard: false } variable: Declare(variable, scope, how); break;
            case ArrayTerm array:
                foreach (var item in array.Items) DeclareAll(item, scope, how);
                break;
            case ObjectTerm members:
                foreach (var entry in members.Entries) DeclareAll(entry.Value, scope, how);
                break;
            default: break;
        }
    }

    /// <summary>Declares the variables of a function's arguments; a name may stand there twice.</summary>
    public void DeclareArguments(Term pattern, Scope scope)
    {
        switch (pattern)
        {
            case VariableTerm { IsWildcard: false } variable:
                if (Reserved.Contains(variable.Name)) throw new RegoException(RegoErrorCodes.Compile, $"args must not shadow {variable.Name} (use a different variable name).", variable.Position);
                scope.DeclareArgument(NewVariable(variable.Name, variable.Position));
                break;
            case ArrayTerm array:
                foreach (var item in array.Items) DeclareArguments(item, scope);
                break;
            case ObjectTerm members:
                foreach (var entry in members.Entries) DeclareArguments(entry.Value, scope);
                break;
            default: break;
        }
    }

    private static string Describe(Term term) => term switch
    {
        RefTerm => "ref",
        CallTerm => "call",
        ConstantTerm constant => constant.Value.TypeName,
        SetTerm => "set",
        _ => "comprehension",
    };
}
