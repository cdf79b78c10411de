using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Evaluate.Expressions;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Compile;

/// <summary>A query ready to run: its body, the value of its last expression, and the variables it binds.</summary>
internal sealed record CompiledQuery(Body Body, Expression Value, IReadOnlyList<Variable> Variables, FrameLayout Layout)
{
    /// <summary>Resolves a query against the rules of a policy. The last statement gives the value, also when that is false.</summary>
    public static CompiledQuery Compile(IReadOnlyList<Literal> literals, RuleTree tree)
    {
        var resolver = new Resolver(tree, ModuleNames.OfQuery);
        var scope = new Scope(null, MentionedNames.Of(literals));
        var goals = resolver.Body(literals, scope);
        Term value = new ConstantTerm(BooleanValue.True, literals[^1].Position);
        if (goals is [.., TestGoal { Negated: false } last])
        {
            value = new LocalTerm(resolver.NewVariable("$result", last.Position), last.Position);
            goals[^1] = new AssignGoal(value, last.Expression, last.Position) { With = last.With };
        }
        var compiler = new BodyCompiler(tree, resolver.Slots);
        var (body, head) = compiler.Compile(goals, value);
        return new CompiledQuery(body, head[0], scope.Locals, compiler.Layout);
    }
}
