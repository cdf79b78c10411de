using System.Runtime.CompilerServices;
using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Evaluate.Expressions;
using GovernanceConsole.Rego.Evaluate.Patterns;
using GovernanceConsole.Rego.Evaluate.Steps;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Compile;

/// <summary>Terms become expressions of one value; what iterates becomes a step before. Null means: not yet, a variable has no value.</summary>
internal sealed partial class BodyCompiler
{
    /// <summary>An expression that may not bind anything: all its variables have values.</summary>
    private Expression? TryBound(Term term)
    {
        var outer = _onlyBound;
        _onlyBound = true;
        var expression = TryTerm(term);
        _onlyBound = outer;
        return expression;
    }

    private Expression? TryTerm(Term term)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return term switch
        {
            ConstantTerm constant => new ConstantExpression(constant.Value),
            LocalTerm local => _bound.Contains(local.Variable) ? new SlotExpression(local.Variable.Slot) : null,
            RefTerm reference => TryReference(reference),
            ArrayTerm array => TryAll(array.Items) is { } items ? Folded(items, new ArrayExpression(items)) : null,
            SetTerm set => TryAll(set.Items) is { } items ? Folded(items, new SetExpression(items)) : null,
            ObjectTerm members => TryObject(members),
            ResolvedCall call => TryCall(call),
            ClosureTerm closure => TryClosure(closure),
            ResolvedTemplate template => TryTemplate(template),
            _ => throw new InvalidOperationException("an unknown term"),
        };
    }

    /// <summary>All terms, in whichever order their variables get values; null if one cannot be had.</summary>
    private Expression[]? TryAll(IReadOnlyList<Term> terms)
    {
        var expressions = new Expression[terms.Count];
        var waiting = new List<int>();
        for (var i = 0; i < expressions.Length; i++)
            if (TryWhole(terms[i]) is { } expression) expressions[i] = expression;
            else waiting.Add(i);
        for (var progress = true; waiting.Count > 0 && progress;)
        {
            progress = false;
            Work(waiting.Count);
            for (var w = 0; w < waiting.Count;)
            {
                if (TryWhole(terms[waiting[w]]) is not { } expression)
                {
                    w++;
                    continue;
                }
                expressions[waiting[w]] = expression;
                waiting.RemoveAt(w);
                progress = true;
            }
        }
        return waiting.Count == 0 ? expressions : null;
    }

    /// <summary>A term, or nothing at all: steps and bindings of a failed attempt are taken back.</summary>
    private Expression? TryWhole(Term term)
    {
        var (steps, trail) = (_steps.Count, _trail.Count);
        if (TryTerm(term) is { } expression) return expression;
        _steps.RemoveRange(steps, _steps.Count - steps);
        Unbind(trail);
        return null;
    }

    private Expression? TryObject(ObjectTerm members)
    {
        var parts = TryAll([.. members.Entries.Select(entry => entry.Key), .. members.Entries.Select(entry => entry.Value)]);
        if (parts is null) return null;
        var keys = parts[..members.Entries.Count];
        return Folded(parts, new ObjectExpression(keys, parts[members.Entries.Count..]));
    }

    /// <summary>A collection of constants is a constant, made once.</summary>
    private static Expression Folded(Expression[] parts, Expression expression)
    {
        if (!parts.All(part => part is ConstantExpression)) return expression;
        var values = parts.Select(part => ((ConstantExpression)part).Value);
        switch (expression)
        {
            case ArrayExpression: return new ConstantExpression(ArrayValue.From(values));
            case SetExpression: return new ConstantExpression(SetValue.From(values));
            default:
                var members = new ObjectBuilder(parts.Length);
                for (var i = 0; i < parts.Length / 2; i++)
                    if (!members.TryAdd(((ConstantExpression)parts[i]).Value, ((ConstantExpression)parts[i + (parts.Length / 2)]).Value)) return expression;
                return new ConstantExpression(members.Build());
        }
    }

    private Expression? TryCall(ResolvedCall call)
    {
        var count = Math.Min(call.Arguments.Count, call.Callee.Arity ?? call.Arguments.Count);
        if (count < call.Arguments.Count)
            throw new RegoException(RegoErrorCodes.Type, $"{call.Callee.Name}: arity mismatch: it takes {count} arguments but got {call.Arguments.Count}.", call.Position);
        if (TryAll(call.Arguments) is not { } arguments) return null;
        if (call.Callee is not BuiltinCallee { Builtin: var builtin }) return new CallExpression(call.Callee, arguments, call.Position);
        if (builtin.IsRelation) return TryRelation(builtin, arguments[0]);
        return builtin.Name switch
        {
            "equal" => new EqualExpression(arguments[0], arguments[1]),
            "neq" => new NotEqualExpression(arguments[0], arguments[1]),
            "lt" => new OrderExpression(arguments[0], arguments[1], order => order < 0),
            "lte" => new OrderExpression(arguments[0], arguments[1], order => order <= 0),
            "gt" => new OrderExpression(arguments[0], arguments[1], order => order > 0),
            "gte" => new OrderExpression(arguments[0], arguments[1], order => order >= 0),
            _ => new CallExpression(call.Callee, arguments, call.Position),
        };
    }

    private SlotExpression? TryRelation(Builtins.Builtin builtin, Expression argument)
    {
        if (_onlyBound) return null;
        var slot = NewSlot();
        Emit(new RelationStep(builtin, argument, new BindPattern(slot), _states++) { Origin = _origin with { IsStatement = false } });
        return new SlotExpression(slot);
    }

    private Expression? TryClosure(ClosureTerm closure)
    {
        if (!closure.Captured.IsSubsetOf(_bound)) return null;
        var outer = _onlyBound;
        _onlyBound = false;
        var (body, head) = closure.Key is null ? Compile(closure.Body, closure.Item) : Compile(closure.Body, closure.Key, closure.Item);
        _onlyBound = outer;
        return closure.Kind switch
        {
            ClosureKind.Array => new ArrayComprehensionExpression(body, head[0]),
            ClosureKind.Set => new SetComprehensionExpression(body, head[0]),
            _ => new ObjectComprehensionExpression(body, head[0], head[1], closure.Position),
        };
    }

    private Expression? TryTemplate(ResolvedTemplate template)
    {
        var parts = new List<(string? Text, Expression? Values)>();
        foreach (var (text, closure) in template.Parts)
        {
            Expression? values = null;
            if (closure is not null && (values = TryClosure(closure)) is null) return null;
            parts.Add((text, values));
        }
        return template.IsPrint ? new PrintExpression([.. parts.Select(part => part.Values!)]) : new TemplateExpression(parts, template.Position);
    }
}
