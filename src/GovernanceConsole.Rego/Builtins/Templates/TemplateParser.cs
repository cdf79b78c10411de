using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins.Templates;

/// <summary>Reads the nodes of a template. Named templates (define, block, template) are not known; what cannot be read throws <see cref="BuiltinException"/>.</summary>
internal sealed class TemplateParser
{
    private const int MaxDepth = 60;
    private readonly List<TemplateToken> _tokens;
    private int _at;
    private int _depth;

    private TemplateParser(string text) => _tokens = TemplateLexer.Tokens(text);

    public static IReadOnlyList<TemplateNode> Parse(string text)
    {
        var parser = new TemplateParser(text);
        var nodes = parser.Nodes(out var stop);
        return stop is null ? nodes : throw Unexpected(stop);
    }

    /// <summary>Reads nodes up to <c>end</c> or <c>else</c>, which it leaves to the caller, or to the end of the template.</summary>
    private List<TemplateNode> Nodes(out string? stop)
    {
        if (++_depth > MaxDepth) throw BuiltinException.Failure("template: nests too deeply");
        var nodes = new List<TemplateNode>();
        stop = null;
        while (_at < _tokens.Count)
        {
            if (_tokens[_at].Kind == TemplateTokenKind.Text)
            {
                nodes.Add(new TextNode(_tokens[_at++].Text));
                continue;
            }

            if (IsWord("end") || IsWord("else"))
            {
                stop = _tokens[_at++].Text;
                break;
            }

            nodes.Add(Action());
        }

        _depth--;
        return nodes;
    }

    private TemplateNode Action()
    {
        var word = _tokens[_at].Kind == TemplateTokenKind.Word ? _tokens[_at].Text : "";
        switch (word)
        {
            case "if" or "with":
                _at++;
                return Conditional(word);
            case "range":
                _at++;
                var over = EndedPipeline();
                var (body, otherwise) = Branches("range");
                return new RangeNode(over, body, otherwise);
            case "break" or "continue":
                _at++;
                ExpectEnd();
                return new LeaveNode(word == "break");
            case "define" or "template" or "block": throw BuiltinException.Failure($"template: {word} is not supported");
            default: return new OutputNode(EndedPipeline());
        }
    }

    private TemplateNode Conditional(string word)
    {
        var condition = EndedPipeline();
        var (then, otherwise) = Branches(word);
        return word == "if" ? new IfNode(condition, then, otherwise) : new WithNode(condition, then, otherwise);
    }

    private (List<TemplateNode> Then, List<TemplateNode> Else) Branches(string word)
    {
        var then = Nodes(out var stop);
        if (stop == "else" && IsWord(word) && word != "range")
        {
            _at++;
            return (then, [Conditional(word)]);
        }

        List<TemplateNode> otherwise = [];
        if (stop == "else")
        {
            ExpectEnd();
            otherwise = Nodes(out stop);
        }

        if (stop != "end") throw BuiltinException.Failure("template: unexpected EOF");
        ExpectEnd();
        return (then, otherwise);
    }

    private Pipeline EndedPipeline()
    {
        var pipeline = ReadPipeline();
        ExpectEnd();
        return pipeline;
    }

    private Pipeline ReadPipeline()
    {
        var variables = new List<string>();
        var declares = false;
        if (_tokens[_at].Kind == TemplateTokenKind.Variable && SymbolAt(_at + 1) is ":=" or "=" or ",")
        {
            variables.Add(_tokens[_at].Text);
            if (SymbolAt(_at + 1) == ",")
            {
                _at += 2;
                if (_tokens[_at].Kind != TemplateTokenKind.Variable) throw Unexpected(",");
                variables.Add(_tokens[_at].Text);
            }

            declares = SymbolAt(_at + 1) switch
            {
                ":=" => true,
                "=" => false,
                _ => throw Unexpected(","),
            };
            _at += 2;
        }

        var commands = new List<IReadOnlyList<TemplateOperand>> { Command() };
        while (SymbolAt(_at) == "|")
        {
            _at++;
            commands.Add(Command());
        }

        return new(variables, declares, commands);
    }

    private List<TemplateOperand> Command()
    {
        var operands = new List<TemplateOperand>();
        while (_tokens[_at].Kind is not (TemplateTokenKind.ActionEnd or TemplateTokenKind.Text) && SymbolAt(_at) is not ("|" or ")")) operands.Add(Operand());
        return operands.Count > 0 ? operands : throw BuiltinException.Failure("template: missing value for command");
    }

    private TemplateOperand Operand()
    {
        var token = _tokens[_at++];
        switch (token.Kind)
        {
            case TemplateTokenKind.Field: return new DotOperand(token.Text.Length == 0 ? [] : [token.Text, .. Fields()]);
            case TemplateTokenKind.Variable: return new VariableOperand(token.Text, Fields());
            case TemplateTokenKind.Quoted: return new ConstantOperand(StringValue.Of(token.Text));
            case TemplateTokenKind.Number when NumberValue.TryParse(token.Text, out var number): return new ConstantOperand(number);
            case TemplateTokenKind.Word:
                return token.Text switch
                {
                    "true" => new ConstantOperand(BooleanValue.True),
                    "false" => new ConstantOperand(BooleanValue.False),
                    "nil" => new ConstantOperand(NullValue.Instance),
                    _ => new FunctionOperand(token.Text),
                };
            case TemplateTokenKind.Symbol when token.Text == "(":
                if (++_depth > MaxDepth) throw BuiltinException.Failure("template: nests too deeply");
                var pipeline = ReadPipeline();
                if (SymbolAt(_at++) != ")") throw BuiltinException.Failure("template: unclosed left paren");
                _depth--;
                return new NestedOperand(pipeline, Fields());
            default: throw Unexpected(token.Text);
        }
    }

    /// <summary>The fields glued to an operand.</summary>
    private List<string> Fields()
    {
        var fields = new List<string>();
        while (_tokens[_at] is { Kind: TemplateTokenKind.Field, Glued: true, Text.Length: > 0 }) fields.Add(_tokens[_at++].Text);
        return fields;
    }

    private string? SymbolAt(int at) => at < _tokens.Count && _tokens[at].Kind == TemplateTokenKind.Symbol ? _tokens[at].Text : null;

    private bool IsWord(string word) => _at < _tokens.Count && _tokens[_at].Kind == TemplateTokenKind.Word && _tokens[_at].Text == word;

    private void ExpectEnd()
    {
        if (_at >= _tokens.Count || _tokens[_at].Kind != TemplateTokenKind.ActionEnd) throw Unexpected(_at < _tokens.Count ? _tokens[_at].Text : "EOF");
        _at++;
    }

    private static BuiltinException Unexpected(string text) => BuiltinException.Failure($"template: unexpected {text}");
}
