using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Syntax;

/// <summary>Terms: operators by precedence, references, calls, constants, template strings.</summary>
internal sealed partial class Parser
{
    private const int RelationLevel = 0;
    private const int FactorLevel = 4;

    /// <summary>Operators from the weakest to the strongest; all bind to the left. <c>in</c> is weaker still.</summary>
    private static readonly Dictionary<string, string>[] Operators =
    [
        new() { ["=="] = "equal", ["!="] = "neq", ["<"] = "lt", ["<="] = "lte", [">"] = "gt", [">="] = "gte" },
        new() { ["|"] = "or" },
        new() { ["&"] = "and" },
        new() { ["+"] = "plus", ["-"] = "minus" },
        new() { ["*"] = "mul", ["/"] = "div", ["%"] = "rem" },
    ];

    /// <summary>A whole expression within a list, where a comma separates items.</summary>
    private Term Infix() => Memberships(Binary(RelationLevel));

    /// <summary>A whole expression where <c>key, value in collection</c> may stand.</summary>
    private Term InfixWithPair()
    {
        var first = Binary(RelationLevel);
        if (Current.Is(",") && PairFollows() is { } pair) first = pair(first);
        return Memberships(first);
    }

    private Func<Term, Term>? PairFollows()
    {
        var start = (_at, _depth);
        try
        {
            _at++;
            var second = Binary(RelationLevel);
            if (TakeKeyword("in"))
            {
                var collection = Binary(RelationLevel);
                return first => new CallTerm(["internal", "member_3"], [first, second, collection], first.Position) { Operator = "in" };
            }
        }
        catch (RegoException error) when (error.Code == RegoErrorCodes.Parse)
        {
            // What follows the comma is no expression: the comma belongs to the surrounding list.
        }
        Return(start);
        return null;
    }

    private Term Memberships(Term left)
    {
        for (var count = 0; TakeKeyword("in"); count++)
        {
            if (count > SyntaxLimits.OperatorsInARow) throw Error("too many operators in a row; name parts with ':='.");
            left = new CallTerm(["internal", "member_2"], [left, Binary(RelationLevel)], left.Position) { Operator = "in" };
        }
        return left;
    }

    private Term Binary(int level) => level > FactorLevel ? Factor() : ContinueBinary(Binary(level + 1), level);

    /// <summary>Applies the operators of one level to a left side that has been read.</summary>
    private Term ContinueBinary(Term left, int level)
    {
        for (var count = 0; Current.Kind == TokenKind.Symbol && Operators[level].TryGetValue(Current.Text, out var name); count++)
        {
            if (count > SyntaxLimits.OperatorsInARow) throw Error("too many operators in a row; name parts with ':='.");
            var sign = Current.Text;
            _at++;
            left = new CallTerm([name], [left, Binary(level + 1)], left.Position) { Operator = sign };
        }
        return left;
    }

    /// <summary>Continues an expression whose first factor has been read.</summary>
    private Term ContinueInfix(Term factor)
    {
        for (var level = FactorLevel; level >= RelationLevel; level--) factor = ContinueBinary(factor, level);
        return Memberships(factor);
    }

    private Term Factor()
    {
        Enter();
        var head = Primary();
        var term = head is ConstantTerm ? head : Postfix(head);
        Leave();
        return term;
    }

    private bool IsPathStart => !Current.SpaceBefore && (Current.Is(".") || Current.Is("["));

    /// <summary>What a term starts with, before any path or parentheses.</summary>
    private Term Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                _at++;
                return Number(token.Text, token.Position);
            case TokenKind.String:
                _at++;
                return new ConstantTerm(StringValue.Of(token.Text), token.Position);
            case TokenKind.Template:
                _at++;
                return Template(token);
            case TokenKind.Identifier:
                return Word(token);
            case TokenKind.Symbol when token.Text == "-":
                _at++;
                if (Current.Kind != TokenKind.Number) throw Unexpected("expected number: a sign stands before a number only; write '0 - x'");
                return Number("-" + _tokens[_at++].Text, token.Position);
            case TokenKind.Symbol when token.Text == "(":
                _at++;
                var inner = InfixWithPair();
                if (!Take(")")) throw Unexpected("non-terminated expression: expected ')'");
                return inner;
            case TokenKind.Symbol when token.Text is "[" or "{":
                return Bracket();
            default:
                throw Unexpected("expected a value, a name or a condition");
        }
    }

    private Term Word(Token token)
    {
        if (Constant(token) is { } constant)
        {
            _at++;
            return new ConstantTerm(constant, token.Position);
        }
        var isContainsCall = token.Text == "contains" && Following.Is("(");
        if (IsAnyKeyword && !isContainsCall) throw Error($"unexpected {token.Text} keyword: it cannot be used as a value here.");
        _at++;
        if (token.Text == "set" && Current.Is("(") && !Current.SpaceBefore && Following.Is(")"))
        {
            _at += 2;
            return new SetTerm([], token.Position);
        }
        return new VariableTerm(token.Text, token.Position);
    }

    private Value? Constant(Token token) => StartsDottedName ? null : token.Text switch
    {
        "true" => BooleanValue.True,
        "false" => BooleanValue.False,
        "null" => NullValue.Instance,
        _ => null,
    };

    private ConstantTerm Number(string text, SourcePosition position) =>
        NumberValue.TryParse(text, out var number) ? new(number, position) : throw new RegoException(RegoErrorCodes.Parse, "number too big.", position);

    /// <summary>Path segments and call parentheses directly behind a term.</summary>
    private Term Postfix(Term head)
    {
        while (!Current.SpaceBefore)
        {
            if (Current.Is("(") && CallPath(head) is { } path) head = new CallTerm(path, Arguments(), head.Position);
            else if (IsPathStart) head = Reference(head);
            else break;
        }
        return head;
    }

    private RefTerm Reference(Term head)
    {
        if (head is ConstantTerm or TemplateTerm) throw Error("illegal ref: a constant has no members.");
        var path = new List<Term>();
        while (IsPathStart)
        {
            if (path.Count >= SyntaxLimits.PathSegments) throw Error($"a reference has at most {SyntaxLimits.PathSegments} parts.");
            path.Add(PathSegment());
        }
        return new RefTerm(head, path, head.Position);
    }

    private Term PathSegment()
    {
        if (Take("."))
        {
            var position = Current.Position;
            if (Current.Kind != TokenKind.Identifier || Current.SpaceBefore) throw Unexpected("a name must follow the dot");
            return new ConstantTerm(StringValue.Of(_tokens[_at++].Text), position);
        }
        _at++;
        var key = InfixWithPair();
        Expect("]");
        return key;
    }

    /// <summary>The dotted name of a callable, or null when parentheses cannot follow.</summary>
    private static List<string>? CallPath(Term head)
    {
        if (head is VariableTerm name) return [name.Name];
        if (head is not RefTerm { Head: VariableTerm root } reference) return null;
        var path = new List<string> { root.Name };
        foreach (var segment in reference.Path)
        {
            if (segment is not ConstantTerm { Value: StringValue text })
                throw new RegoException(RegoErrorCodes.Parse, "a function is called by its name; a variable cannot be part of it.", segment.Position);
            path.Add(text.Text);
        }
        return path;
    }

    private List<Term> Arguments()
    {
        Expect("(");
        var arguments = new List<Term>();
        while (!Current.Is(")"))
        {
            arguments.Add(Infix());
            if (!Take(",")) break;
        }
        Expect(")");
        return arguments;
    }

    private TemplateTerm Template(Token token)
    {
        var parts = new List<TemplatePart>();
        foreach (var piece in token.Pieces!)
        {
            if (piece.Tokens is null)
            {
                parts.Add(new TemplatePart(piece.Text, null));
                continue;
            }
            var inner = new Parser(_file, piece.Tokens, [], _depth + 1);
            var literal = inner.Statement();
            if (inner.Current.Kind != TokenKind.End) throw inner.Unexpected("expected '}'");
            if (literal is not ExpressionLiteral { Negated: false } expression)
                throw new RegoException(RegoErrorCodes.Parse, "unexpected statement in a template string: only an expression may stand in the braces.", literal.Position);
            parts.Add(new TemplatePart(null, expression));
        }
        return new TemplateTerm(parts, token.Position);
    }
}
