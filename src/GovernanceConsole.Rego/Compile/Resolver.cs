using System.Runtime.CompilerServices;
using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Compile;

/// <summary>
/// Gives every name of one rule (or query) its meaning: local variable, document, builtin or function. Also notes which nodes of the tree the rule may read.
/// Fails with <c>rego_compile_error</c> or <c>rego_type_error</c> on names that mean nothing. Terms are here, statements and <c>with</c> in the other parts.
/// </summary>
internal sealed partial class Resolver(RuleTree tree, ModuleNames names)
{
    /// <summary>Names OPA reserves for documents.</summary>
    private static readonly HashSet<string> Reserved = ["input", "data"];

    private int _slots;

    /// <summary>Slots handed out so far.</summary>
    public int Slots => _slots;

    /// <summary>What this rule may read or call.</summary>
    public HashSet<Reading> Reads { get; } = [];

    public Variable NewVariable(string name, SourcePosition position) => new(name, _slots++, position);

    public Term Term(Term term, Scope scope)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return term switch
        {
            VariableTerm variable => Noted(Variable(variable, scope)),
            RefTerm reference => Reference(reference, scope),
            ArrayTerm array => array with { Items = Each(array.Items, scope) },
            SetTerm set => set with { Items = Each(set.Items, scope) },
            ObjectTerm members => members with { Entries = [.. members.Entries.Select(entry => new ObjectEntry(Term(entry.Key, scope), Term(entry.Value, scope)))] },
            CallTerm call => Call(call, scope),
            ComprehensionTerm comprehension => Comprehension(comprehension, scope),
            TemplateTerm template => Template(template, scope),
            _ => term,
        };
    }

    private Term[] Each(IReadOnlyList<Term> terms, Scope scope)
    {
        var resolved = new Term[terms.Count];
        for (var i = 0; i < resolved.Length; i++) resolved[i] = Term(terms[i], scope);
        return resolved;
    }

    private Term Variable(VariableTerm variable, Scope scope)
    {
        if (variable.IsWildcard) return new LocalTerm(NewVariable("_", variable.Position), variable.Position);
        if (scope.Find(variable.Name) is { } local) return new LocalTerm(local, variable.Position);
        if (names.Global(variable.Name) is { } global) return new RefTerm(new RootTerm(global.IsData, variable.Position), Constants(global.Path, variable.Position), variable.Position);
        return new LocalTerm(scope.Imply(NewVariable(variable.Name, variable.Position)), variable.Position);
    }

    private Term Reference(RefTerm reference, Scope scope)
    {
        var head = reference.Head is VariableTerm variable ? Variable(variable, scope) : Term(reference.Head, scope);
        var path = Each(reference.Path, scope);
        return head is RefTerm { Head: RootTerm } document
            ? Noted(new RefTerm(document.Head, [.. document.Path, .. path], reference.Position))
            : new RefTerm(head, path, reference.Position);
    }

    private Term Noted(Term term)
    {
        if (term is RefTerm { Head: RootTerm { IsData: true } } document) NoteReads(document.Path);
        return term;
    }

    private static Term[] Constants(IReadOnlyList<Value> path, SourcePosition position) => [.. path.Select(key => new ConstantTerm(key, position))];

    /// <summary>A reference reads the rules on its constant path, and everything below where the path ends or becomes variable.</summary>
    private void NoteReads(IReadOnlyList<Term> path)
    {
        var node = tree.Root;
        foreach (var segment in path)
        {
            if (segment is not ConstantTerm constant) break;
            if (node.Child(constant.Value) is not { } child) return;
            node = child;
            Reads.Add(new Reading(node, WithBelow: false));
        }
        Reads.Add(new Reading(node, WithBelow: true));
    }

    private Term Call(CallTerm call, Scope scope)
    {
        if (call is { Name: "print", Operator: null } && !scope.Declares("print") && names.Global("print") is null) return Print(call, scope);
        var callee = FindCallee(call.Path, scope) ?? throw Undefined(call);
        if (callee is BuiltinCallee { Builtin.IsDeprecated: true }) throw TypeError($"deprecated built-in function calls in expression: {callee.Name}; OPA 1.0 removed it.", call.Position);
        var arguments = Each(call.Arguments, scope);
        if (callee.Arity is { } arity && arguments.Length != arity && arguments.Length != arity + 1)
            throw TypeError($"{callee.Name}: arity mismatch: it takes {arity} argument{(arity == 1 ? "" : "s")} but got {arguments.Length}.", call.Position);
        TypeCheck.Arguments(callee, arguments, call.Position);
        return new ResolvedCall(callee, arguments, call.Position);
    }

    /// <summary>The builtin or function a dotted name means, or null.</summary>
    private Callee? FindCallee(IReadOnlyList<string> path, Scope scope)
    {
        if (scope.Declares(path[0])) return null;
        if (names.Global(path[0]) is { } global)
        {
            if (!global.IsData) return null;
            var node = tree.Root;
            foreach (var key in global.Path.Concat(path.Skip(1).Select(Value (name) => StringValue.Of(name))))
            {
                if (node.Child(key) is not { } child) return null;
                node = child;
            }
            if (node.Kind != NodeKind.Function) return null;
            Reads.Add(new Reading(node, WithBelow: false));
            return new FunctionCallee(node);
        }
        return Builtins.BuiltinCatalog.TryGet(string.Join('.', path), out var builtin) ? new BuiltinCallee(builtin) : null;
    }

    private static RegoException Undefined(CallTerm call) =>
        TypeError(Builtins.BuiltinCatalog.WhyForbidden(call.Name) is { } reason
            ? $"undefined function {call.Name}: it lies outside profile {Builtins.BuiltinCatalog.Profile} ({reason})"
            : $"undefined function {call.Name}: no builtin and no function of this name; check the spelling and the imports.", call.Position);

    private ClosureTerm Comprehension(ComprehensionTerm comprehension, Scope outer)
    {
        var (key, item, kind) = comprehension switch
        {
            ArrayComprehension array => (null, array.Item, ClosureKind.Array),
            SetComprehension set => (null, set.Item, ClosureKind.Set),
            ObjectComprehension members => (members.Key, members.Value, ClosureKind.Object),
            _ => throw new InvalidOperationException("an unknown comprehension"),
        };
        var scope = new Scope(outer, MentionedNames.Of(comprehension.Body, key, item));
        var body = Body(comprehension.Body, scope);
        return new ClosureTerm(kind, key is null ? null : Term(key, scope), Term(item, scope), body, scope.Captured, comprehension.Position);
    }

    private ResolvedTemplate Template(TemplateTerm template, Scope scope) =>
        new([.. template.Parts.Select(part => (part.Text, part.Expression is null ? null : AllValues(part.Expression.Expression, part.Expression.With, scope)))], template.Position);

    private ResolvedTemplate Print(CallTerm call, Scope scope) =>
        new([.. call.Arguments.Select(argument => ((string?)null, (ClosureTerm?)AllValues(argument, [], scope)))], call.Position) { IsPrint = true };

    /// <summary>The set of all values of an expression, so that an undefined one is an empty set instead of failing the statement.</summary>
    private ClosureTerm AllValues(Term expression, IReadOnlyList<WithModifier> with, Scope outer)
    {
        var scope = new Scope(outer, MentionedNames.Of([new ExpressionLiteral(expression, false, expression.Position)]));
        var value = NewVariable("$value", expression.Position);
        var goal = new AssignGoal(new LocalTerm(value, expression.Position), Term(expression, scope), expression.Position) { With = Modifiers(with, scope) };
        return new ClosureTerm(ClosureKind.Set, null, new LocalTerm(value, expression.Position), [goal], scope.Captured, expression.Position);
    }

    private static RegoException TypeError(string message, SourcePosition position) => new(RegoErrorCodes.Type, message, position);
}
