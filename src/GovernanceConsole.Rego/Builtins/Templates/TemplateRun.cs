using System.Text;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins.Templates;

/// <summary>
/// Runs a template over its variables. A key that is missing is an error. Numbers of the variables count as texts, as OPA hands them to Go: they are
/// never empty and cannot be formatted with %d; indexes and constants are true numbers.
/// </summary>
internal sealed class TemplateRun
{
    private readonly BuiltinContext _context;
    private readonly StringBuilder _output = new();
    private readonly List<(string Name, Value Value)> _variables = [];

    private TemplateRun(BuiltinContext context, Value root)
    {
        _context = context;
        _variables.Add(("", root));
    }

    private enum Flow
    {
        Goes,
        Continues,
        Breaks,
    }

    public static string Render(BuiltinContext context, string template, ObjectValue variables)
    {
        context.Charge(1 + template.Length);
        var run = new TemplateRun(context, variables);
        run.Run(TemplateParser.Parse(template), variables);
        return run._output.ToString();
    }

    private Flow Run(IReadOnlyList<TemplateNode> nodes, Value dot)
    {
        var scope = _variables.Count;
        var flow = Flow.Goes;
        foreach (var node in nodes)
        {
            _context.Charge(1);
            if (_output.Length > BuiltinContext.MaxOutput) _context.ReserveOutput(_output.Length);
            flow = Run(node, dot);
            if (flow != Flow.Goes) break;
        }

        _variables.RemoveRange(scope, _variables.Count - scope);
        return flow;
    }

    private Flow Run(TemplateNode node, Value dot)
    {
        switch (node)
        {
            case TextNode text:
                _output.Append(text.Text);
                return Flow.Goes;
            case OutputNode output:
                var value = Evaluate(output.Pipeline, dot);
                if (output.Pipeline.Variables.Count == 0) TemplateText.Append(_output, value);
                return Flow.Goes;
            case LeaveNode leave:
                return leave.Breaks ? Flow.Breaks : Flow.Continues;
            case RangeNode range:
                return Scoped(() => Run(range, dot));
            case IfNode choice:
                return Scoped(() => Run(TemplateFunctions.IsTrue(Evaluate(choice.Condition, dot)) ? choice.Then : choice.Else, dot));
            default:
                var with = (WithNode)node;
                return Scoped(() => Evaluate(with.Value, dot) is var inner && TemplateFunctions.IsTrue(inner) ? Run(with.Then, inner) : Run(with.Else, dot));
        }
    }

    private Flow Scoped(Func<Flow> run)
    {
        var scope = _variables.Count;
        var flow = run();
        _variables.RemoveRange(scope, _variables.Count - scope);
        return flow;
    }

    private Flow Run(RangeNode range, Value dot)
    {
        var over = Evaluate(range.Over with { Variables = [] }, dot);
        if (over is not (ArrayValue or ObjectValue or SetValue or NullValue)) throw BuiltinException.Failure($"template: range can't iterate over {over}");
        if (over.Count == 0) return Run(range.Else, dot);
        for (var i = 0; i < over.Count; i++)
        {
            var item = AsData(over.ValueAt(i));
            var scope = _variables.Count;
            var key = over is ObjectValue members ? members.KeyAt(i) : NumberValue.Of(i);
            if (range.Over.Variables.Count == 2) Set(range.Over.Variables[0], key, declares: true);
            if (range.Over.Variables.Count > 0) Set(range.Over.Variables[^1], item, declares: true);
            var flow = Run(range.Body, item);
            _variables.RemoveRange(scope, _variables.Count - scope);
            if (flow == Flow.Breaks) break;
        }

        return Flow.Goes;
    }

    private Value Evaluate(Pipeline pipeline, Value dot)
    {
        Value? value = null;
        foreach (var command in pipeline.Commands) value = Evaluate(command, dot, value);
        foreach (var variable in pipeline.Variables) Set(variable, value!, pipeline.Declares);
        return value!;
    }

    /// <summary>A function with its arguments, the value of the command before as the last one, or a single operand.</summary>
    private Value Evaluate(IReadOnlyList<TemplateOperand> command, Value dot, Value? piped)
    {
        _context.Charge(1);
        if (command[0] is not FunctionOperand function)
        {
            if (command.Count > 1 || piped is not null) throw BuiltinException.Failure("template: can't give argument to non-function");
            return Evaluate(command[0], dot);
        }

        var arguments = command.Skip(1).Select(operand => Evaluate(operand, dot)).ToList();
        if (piped is not null) arguments.Add(piped);
        return TemplateFunctions.Call(_context, function.Name, arguments);
    }

    private Value Evaluate(TemplateOperand operand, Value dot)
    {
        var value = operand switch
        {
            ConstantOperand constant => constant.Constant,
            VariableOperand variable => Variable(variable.Name),
            NestedOperand nested => Evaluate(nested.Pipeline, dot),
            FunctionOperand function => TemplateFunctions.Call(_context, function.Name, []),
            _ => dot,
        };
        foreach (var field in operand.Fields)
        {
            if (value is not ObjectValue members) throw BuiltinException.Failure($"template: can't evaluate field {field} in {value}");
            value = AsData(members[field] ?? throw BuiltinException.Failure($"template: map has no entry for key {StringValue.Of(field)}"));
        }

        return value;
    }

    private static Value AsData(Value value) => value is NumberValue number ? StringValue.Of(number.ToString()) : value;

    private Value Variable(string name)
    {
        var index = _variables.FindLastIndex(variable => variable.Name == name);
        return index >= 0 ? _variables[index].Value : throw BuiltinException.Failure($"template: undefined variable \"${name}\"");
    }

    private void Set(string name, Value value, bool declares)
    {
        if (declares)
        {
            _variables.Add((name, value));
            return;
        }

        var index = _variables.FindLastIndex(variable => variable.Name == name);
        if (index < 0) throw BuiltinException.Failure($"template: undefined variable \"${name}\"");
        _variables[index] = (name, value);
    }
}
