namespace GovernanceConsole.Rego.Syntax;

/// <summary>Bodies: statements, <c>some</c>, <c>every</c>, <c>with</c>.</summary>
internal sealed partial class Parser
{
    private List<Literal> Block()
    {
        Expect("{");
        var body = Statements("}");
        Expect("}");
        return body;
    }

    /// <summary>Statements up to a closing symbol (left standing), or to the end of the text.</summary>
    private List<Literal> Statements(string? end)
    {
        var body = new List<Literal>();
        if (AtEnd(end)) throw Error("found empty body: write at least one condition, e.g. true.");
        while (true)
        {
            body.Add(Statement());
            var separated = Current.LineBefore;
            while (Take(";")) separated = true;
            if (AtEnd(end)) return body;
            if (Current.Kind == TokenKind.End) throw Error($"the body is not closed: expected '{end}'.");
            if (!separated) throw Unexpected($"expected a new line, ';' or '{end ?? "the end"}'");
        }
    }

    private bool AtEnd(string? end) => end is null ? Current.Kind == TokenKind.End : Current.Is(end);

    private Literal Statement()
    {
        var position = Current.Position;
        Enter();
        var negated = TakeKeyword("not");
        Literal literal;
        if (IsKeyword("some")) literal = negated ? throw Error("illegal negation of 'some': negate a helper rule instead.") : Some(position);
        else if (IsKeyword("every")) literal = negated ? throw Error("illegal negation of 'every': negate a helper rule instead.") : Every(position);
        else literal = Expression(position, negated);
        var modifiers = With();
        Leave();
        return modifiers.Count == 0 ? literal : literal with { With = modifiers };
    }

    private Literal Expression(SourcePosition position, bool negated)
    {
        var left = InfixWithPair();
        if (Current.Is(":="))
        {
            if (negated) throw Error("cannot assign vars inside negated expression: compare with '==' instead.");
            _at++;
            return new AssignLiteral(left, InfixWithPair(), position);
        }
        if (Take("=")) return new UnifyLiteral(left, InfixWithPair(), negated, position);
        return new ExpressionLiteral(left, negated, position);
    }

    private Literal Some(SourcePosition position)
    {
        _at++;
        var start = _at;
        var first = Binary(RelationLevel);
        var second = Take(",") ? Binary(RelationLevel) : null;
        if (TakeKeyword("in"))
            return new SomeInLiteral(second is null ? null : first, second ?? first, InfixWithPair(), position);
        _at = start;
        var names = new List<VariableTerm>();
        do
        {
            var at = Current.Position;
            names.Add(new VariableTerm(Name("a variable"), at));
        }
        while (Take(","));
        return new SomeLiteral(names, position);
    }

    private EveryLiteral Every(SourcePosition position)
    {
        _at++;
        var first = Loop();
        var second = Take(",") ? Loop() : null;
        if (!TakeKeyword("in")) throw Unexpected("expected 'in' ('every x in collection { … }')");
        var collection = InfixWithPair();
        if (!Current.Is("{")) throw Unexpected("expected '{' and the condition for each member");
        return new EveryLiteral(second is null ? null : first, second ?? first, collection, Block(), position);
    }

    private VariableTerm Loop()
    {
        var position = Current.Position;
        return new VariableTerm(Name("a variable"), position);
    }

    private List<WithModifier> With()
    {
        var modifiers = new List<WithModifier>();
        while (IsKeyword("with"))
        {
            var position = Current.Position;
            _at++;
            var target = Factor();
            if (target is not (VariableTerm or RefTerm)) throw new RegoException(RegoErrorCodes.Parse, "with target must be input, data, a function or a part of them.", target.Position);
            if (!TakeKeyword("as")) throw Unexpected("expected 'as' ('with input.a as 1')");
            modifiers.Add(new WithModifier(target, InfixWithPair(), position));
        }
        return modifiers;
    }

    private void Enter()
    {
        if (++_depth > SyntaxLimits.Nesting) throw Error($"more than {SyntaxLimits.Nesting} levels of nesting; name inner parts with ':='.");
    }

    private void Leave() => _depth--;
}
