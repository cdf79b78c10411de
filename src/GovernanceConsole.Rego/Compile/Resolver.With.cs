using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Compile;

/// <summary><c>with</c>: what is replaced (a document or a function), and by what.</summary>
internal sealed partial class Resolver
{
    private IReadOnlyList<ResolvedWith> Modifiers(IReadOnlyList<WithModifier> modifiers, Scope scope) =>
        modifiers.Count == 0 ? [] : [.. modifiers.Select(modifier => Modifier(modifier, scope))];

    private ResolvedWith Modifier(WithModifier modifier, Scope scope)
    {
        if (NamePath(modifier.Target) is { } path && FindCallee(path, scope) is { } callee) return Function(callee, modifier, scope);
        if (Term(modifier.Target, scope) is not RefTerm { Head: RootTerm root } target)
            throw TypeError(WhyNoTarget(modifier.Target), modifier.Target.Position);
        if (target.Path.Any(segment => segment is not ConstantTerm { Value: StringValue }))
            throw TypeError("with keyword target must be a constant path (names or strings in quotes).", modifier.Target.Position);
        var value = Term(modifier.Value, scope);
        if (!root.IsData) return new WithInput(target.Path, value, modifier.Position);
        RefusePartOfRule(target);
        return new WithData(target.Path, value, modifier.Position);
    }

    private WithFunction Function(Callee callee, WithModifier modifier, Scope scope)
    {
        if (callee is BuiltinCallee { Builtin.IsRelation: true })
            throw new RegoException(RegoErrorCodes.Compile, $"with keyword replacing built-in function: target must not be a relation ({callee.Name}).", modifier.Target.Position);
        var replacement = NamePath(modifier.Value) is { } path ? FindCallee(path, scope) : null;
        if (replacement is null) return new WithFunction(callee, null, Term(modifier.Value, scope), modifier.Position);
        if (replacement.Arity != callee.Arity)
            throw TypeError($"{callee.Name}: arity mismatch: {replacement.Name} cannot replace it, because it takes {replacement.Arity} arguments instead of {callee.Arity}.", modifier.Position);
        return new WithFunction(callee, replacement, null, modifier.Position);
    }

    /// <summary>A rule is replaced as a whole; a part of what it computes cannot be.</summary>
    private void RefusePartOfRule(RefTerm target)
    {
        var node = tree.Root;
        for (var i = 0; i < target.Path.Count - 1; i++)
        {
            if (node.Child(((ConstantTerm)target.Path[i]).Value) is not { } child) return;
            if (child.Rules.Count > 0) throw new RegoException(RegoErrorCodes.Compile, "with keyword cannot partially replace virtual document(s).", target.Position);
            node = child;
        }
    }

    private static string WhyNoTarget(Term target) =>
        NamePath(target) is { } path && Builtins.BuiltinCatalog.WhyForbidden(string.Join('.', path)) is { } reason
            ? $"{string.Join('.', path)} lies outside profile {Builtins.BuiltinCatalog.Profile} ({reason}), so it cannot be replaced either."
            : "with keyword target must reference existing input, data, or a function.";

    private static List<string>? NamePath(Term term)
    {
        if (term is VariableTerm variable) return [variable.Name];
        if (term is not RefTerm { Head: VariableTerm head } reference) return null;
        var path = new List<string> { head.Name };
        foreach (var segment in reference.Path)
        {
            if (segment is not ConstantTerm { Value: StringValue name }) return null;
            path.Add(name.Text);
        }
        return path;
    }
}
