using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego.Compile;

/// <summary>Makes one rule ready to run: resolves its names, orders its bodies, lays out its frame.</summary>
internal static class RuleCompiler
{
    /// <summary>Fills in the compiled rule and returns what it reads.</summary>
    public static IReadOnlySet<Reading> Compile(CompiledRule rule, RuleTree tree, ModuleNames names)
    {
        var resolved = Resolve(rule, tree, names);
        var compiler = new BodyCompiler(tree, resolved.Resolver.Slots);
        rule.Arguments = compiler.Arguments(resolved.Arguments);
        rule.Branches = [.. resolved.Branches.Select(branch => Branch(compiler, branch.Goals, branch.Head, branch.Position))];
        rule.Layout = compiler.Layout;
        return resolved.Resolver.Reads;
    }

    /// <summary>Gives every name of a rule its meaning.</summary>
    public static ResolvedRule Resolve(CompiledRule rule, RuleTree tree, ModuleNames names)
    {
        var head = rule.Source.Head;
        if (rule.Source.Name is "input" or "data")
            throw new RegoException(RegoErrorCodes.Compile, $"rules must not shadow {rule.Source.Name} (use a different rule name).", rule.Source.Position);
        var resolver = new Resolver(tree, names);
        var arguments = new Scope(null, new HashSet<string>(), holdsArguments: true);
        foreach (var argument in head.Arguments ?? []) resolver.DeclareArguments(argument, arguments);
        var patterns = (head.Arguments ?? []).Select(argument => resolver.Term(argument, arguments)).ToList();

        var keys = head.Path.SkipWhile(segment => segment is ConstantTerm).ToList();
        var branches = new List<ResolvedBranch> { Resolve(resolver, rule.Source.Body, [.. keys, head.Member ?? head.Value], arguments, rule.Source.Position) };
        foreach (var branch in rule.Source.Else) branches.Add(Resolve(resolver, branch.Body, [branch.Value], arguments, branch.Position));
        return new ResolvedRule(patterns, branches, resolver);
    }

    private static ResolvedBranch Resolve(Resolver resolver, IReadOnlyList<Literal> body, Term[] head, Scope arguments, SourcePosition position)
    {
        var scope = new Scope(arguments, MentionedNames.Of(body, head));
        var goals = resolver.Body(body, scope);
        return new ResolvedBranch(goals, [.. head.Select(term => resolver.Term(term, scope))], position);
    }

    private static Branch Branch(BodyCompiler compiler, List<Goal> goals, IReadOnlyList<Term> head, SourcePosition position)
    {
        var (body, expressions) = compiler.Compile(goals, head);
        return new Branch(body, expressions[..^1], expressions[^1], position);
    }
}
