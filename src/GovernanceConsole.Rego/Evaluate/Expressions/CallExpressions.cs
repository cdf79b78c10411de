using System.Runtime.CompilerServices;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate.Expressions;

/// <summary>A call with one value at most. A <c>with</c> may have replaced the callee. An error of a builtin is undefined, unless the evaluation is strict.</summary>
internal sealed class CallExpression(Callee callee, Expression[] arguments, SourcePosition position) : Expression
{
    public override IReadOnlyList<Expression> Operands => arguments;

    public override Value? Evaluate(Evaluation evaluation, Frame frame)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        FewValues few = default;
        var values = arguments.Length <= FewValues.Length ? ((Span<Value>)few!)[..arguments.Length] : new Value[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Evaluate(evaluation, frame) is not { } value) return null;
            values[i] = value;
        }
        evaluation.Spend();
        return evaluation.Context.Functions is { } replaced && replaced.TryGetValue(callee, out var replacement)
            ? Replaced(replacement, values, evaluation)
            : Run(callee, values, evaluation);
    }

    private Value? Run(Callee target, ReadOnlySpan<Value> values, Evaluation evaluation)
    {
        if (target is FunctionCallee function) return evaluation.Call(function.Node, values, position);
        var builtin = ((BuiltinCallee)target).Builtin;
        evaluation.ClearFailure();
        var result = builtin.Evaluate(evaluation, values);
        if (result is null)
        {
            if (evaluation.Strict && evaluation.Failure is { } failure) throw new RegoException(failure.Code, failure.Message, position);
            return null;
        }
        return result.IsCollection ? evaluation.Weighed(result) : result;
    }

    private Value? Replaced(FunctionReplacement replacement, ReadOnlySpan<Value> values, Evaluation evaluation)
    {
        if (replacement.Callee is not { } target) return replacement.Value;
        var outer = evaluation.Context;
        evaluation.Context = outer.WithOriginalFunctions();
        var result = Run(target, values, evaluation);
        evaluation.Context = outer;
        return result;
    }

    /// <summary>Room for the arguments of most calls, on the stack.</summary>
    [InlineArray(Length)]
    private struct FewValues
    {
        public const int Length = 4;
        private Value _first;
    }
}

/// <summary><c>print(…)</c>: writes its arguments to the watcher of the evaluation, undefined ones as such, and always holds.</summary>
internal sealed class PrintExpression(Expression[] arguments) : Expression
{
    public override Value? Evaluate(Evaluation evaluation, Frame frame)
    {
        evaluation.Print(string.Join(' ', arguments.Select(argument => TemplateExpression.Text((SetValue)argument.Evaluate(evaluation, frame)!))));
        return BooleanValue.True;
    }
}

/// <summary>A template string. Each expression comes as the set of its values: none reads <c>&lt;undefined&gt;</c>, more than one is a conflict.</summary>
internal sealed class TemplateExpression(IReadOnlyList<(string? Text, Expression? Values)> parts, SourcePosition position) : Expression
{
    public override Value? Evaluate(Evaluation evaluation, Frame frame)
    {
        var text = new System.Text.StringBuilder();
        foreach (var part in parts)
        {
            if (part.Values is null)
            {
                text.Append(part.Text);
                continue;
            }
            var values = (SetValue)part.Values.Evaluate(evaluation, frame)!;
            if (values.Count > 1) throw Conflicts.Template(position);
            var written = Text(values);
            evaluation.ChargeText(written.Length);
            text.Append(written);
            if (text.Length > Builtins.BuiltinContext.MaxOutput) break;
        }
        evaluation.ReserveOutput(text.Length);
        return StringValue.Of(text.ToString());
    }

    public static string Text(SetValue values) => values.Count == 0 ? "<undefined>" : values.ValueAt(0) is StringValue text ? text.Text : values.ValueAt(0).ToString();
}
