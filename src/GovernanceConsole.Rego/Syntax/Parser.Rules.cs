using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Syntax;

/// <summary>Rules: heads, values, bodies, else.</summary>
internal sealed partial class Parser
{
    /// <summary>One rule, or several with the same head (<c>p if { … } { … }</c>).</summary>
    private List<Rule> Rules()
    {
        var position = Current.Position;
        var annotations = _annotations.Above(position.Row);
        var isDefault = TakeKeyword("default");
        var (head, hasValue) = Head();
        IReadOnlyList<Literal> body = [];
        var hasBody = IsKeyword("if");
        if (hasBody) body = If();
        else CheckBodylessHead(head, hasValue);
        if (isDefault) CheckDefault(head, hasValue, hasBody, position);
        var rules = new List<Rule> { new(head, body, Else(head), isDefault, position) { Annotations = annotations } };
        while (hasBody && Current.Is("{"))
        {
            if (rules[^1].Else.Count > 0) throw Error("expected else keyword: a second body cannot follow 'else'.");
            rules.Add(new Rule(head, Block(), [], false, Current.Position) { Annotations = annotations });
        }
        return rules;
    }

    private (RuleHead Head, bool HasValue) Head()
    {
        var position = Current.Position;
        var path = HeadPath();
        var arguments = Current.Is("(") && !Current.SpaceBefore ? HeadArguments() : null;
        Term? member = null;
        if (TakeKeyword("contains"))
        {
            if (arguments is not null) throw Error("a function cannot define a set; return the set as its value.");
            member = Infix();
        }
        else if (Take(":=") || Take("="))
        {
            return (new RuleHead(path, arguments, null, Infix(), position), true);
        }
        return (new RuleHead(path, arguments, member, new ConstantTerm(BooleanValue.True, position), position), false);
    }

    private List<Term> HeadPath()
    {
        var first = Current.Position;
        if (Current.Kind != TokenKind.Identifier) throw Unexpected("a rule starts with its name");
        if (IsKeyword("_")) throw Error("a rule cannot be called '_'.");
        var path = new List<Term> { new ConstantTerm(StringValue.Of(Name("a rule name")), first) };
        while (!Current.SpaceBefore && (Current.Is(".") || Current.Is("[")))
        {
            if (path.Count > SyntaxLimits.PathSegments) throw Error("the rule name has too many parts.");
            path.Add(PathSegment());
        }
        return path;
    }

    private List<Term> HeadArguments()
    {
        Expect("(");
        var arguments = new List<Term>();
        while (!Current.Is(")"))
        {
            arguments.Add(Infix());
            if (!Take(",")) break;
        }
        if (arguments.Count == 0) throw Error("a function without arguments is a rule: leave out the parentheses.");
        Expect(")");
        return arguments;
    }

    private void CheckBodylessHead(RuleHead head, bool hasValue)
    {
        if (hasValue || head.IsPartialSet) return;
        if (Current.Is("{")) throw Error("`if` keyword is required before rule body: write 'if {'.");
        if (head.Path.Count == 1 && !head.IsFunction) throw Error("var cannot be used for rule name: a rule needs a value (':=') or a condition ('if').");
        throw Error("rule must have value assignment and/or body declaration: add ':= value' or 'if condition'; a set is written 'name contains member'.");
    }

    private static void CheckDefault(RuleHead head, bool hasValue, bool hasBody, SourcePosition position)
    {
        if (hasBody) throw new RegoException(RegoErrorCodes.Parse, "default rules cannot have a body: put the condition into another rule.", position);
        if (!hasValue || head.IsPartialSet) throw new RegoException(RegoErrorCodes.Parse, "default rules must have a value: write 'default name := value'.", position);
        if (head.Path.Skip(1).Any(segment => segment is not ConstantTerm { Value: StringValue }))
            throw new RegoException(RegoErrorCodes.Parse, "default rules cannot define a variable key.", position);
        if (head.Arguments is not null && head.Arguments.Any(argument => argument is not VariableTerm))
            throw new RegoException(RegoErrorCodes.Compile, "illegal default rule (arguments cannot contain values): use plain names or '_'.", position);
        DefaultValueCheck.MustBeGround(head.Value);
    }

    private List<Literal> If()
    {
        _at++;
        if (!Current.Is("{")) return [Statement()];
        if (Following.Is("}")) throw new RegoException(RegoErrorCodes.Parse, "found empty body: write at least one condition, e.g. true.", Following.Position);
        var start = (_at, _depth);
        RegoException? asStatement = null;
        try
        {
            var literal = Statement();
            var closes = Current.Kind == TokenKind.End || Current.LineBefore || Current.Is(";") || IsKeyword("else") || Current.Is("{");
            if (closes && literal is not ExpressionLiteral { Expression: SetTerm }) return [literal];
        }
        catch (RegoException error) when (error.Code == RegoErrorCodes.Parse)
        {
            asStatement = error;
        }
        Return(start);
        try
        {
            return Block();
        }
        catch (RegoException error) when (IsFurther(asStatement, error))
        {
            throw asStatement!;
        }
    }

    /// <summary>Of two readings that both failed, the one that came further names the real mistake.</summary>
    private static bool IsFurther(RegoException? one, RegoException other) =>
        one?.Position is { } a && other.Position is { } b && (a.Row, a.Column).CompareTo((b.Row, b.Column)) > 0;

    private List<ElseBranch> Else(RuleHead head)
    {
        var branches = new List<ElseBranch>();
        while (IsKeyword("else"))
        {
            var position = Current.Position;
            if (head.IsPartialSet) throw Error("else keyword cannot be used on multi-value rules: write another 'contains' rule.");
            if (head.Path.Skip(1).Any(segment => segment is not ConstantTerm)) throw Error("else keyword cannot be used on rules with variables in head.");
            _at++;
            Term value = new ConstantTerm(BooleanValue.True, position);
            var hasValue = Take(":=") || Take("=");
            if (hasValue) value = Infix();
            IReadOnlyList<Literal> body = [];
            if (IsKeyword("if")) body = If();
            else if (Current.Is("{")) throw Error("`if` keyword is required before rule body: write 'else := value if {'.");
            else if (!hasValue) throw Error("else needs a value (':=') or a condition ('if').");
            branches.Add(new ElseBranch(value, body, position));
        }
        return branches;
    }
}
