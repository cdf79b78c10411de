namespace GovernanceConsole.Rego.Syntax;

/// <summary>What stands in square or curly brackets: arrays, sets, objects and comprehensions. A <c>|</c> after the first term opens a comprehension where one can be read, as in OPA.</summary>
internal sealed partial class Parser
{
    /// <summary>What a bracket at a token turned out to be, so that nothing nested is read twice.</summary>
    private readonly Dictionary<int, (Term? Term, int Next, RegoException? Failure)> _brackets = [];

    private Term Bracket()
    {
        var start = _at;
        if (_brackets.TryGetValue(start, out var known))
        {
            _at = known.Next;
            return known.Term ?? throw known.Failure!;
        }
        try
        {
            var term = Current.Is("[") ? Square() : Curly();
            _brackets[start] = (term, _at, null);
            return term;
        }
        catch (RegoException failure)
        {
            _brackets[start] = (null, start, failure);
            throw;
        }
    }

    private Term Square()
    {
        var position = Current.Position;
        _at++;
        if (Take("]")) return new ArrayTerm([], position);
        var first = Factor();
        if (ComprehensionBody("]") is { } body) return new ArrayComprehension(first, body, position);
        var items = new List<Term> { ContinueInfix(first) };
        Rest(items, "]");
        return new ArrayTerm(items, position);
    }

    private Term Curly()
    {
        var position = Current.Position;
        _at++;
        if (Take("}")) return new ObjectTerm([], position);
        var first = Factor();
        if (ComprehensionBody("}") is { } body) return new SetComprehension(first, body, position);
        first = ContinueInfix(first);
        if (Current.Is(":")) return Object(first, position);
        var items = new List<Term> { first };
        Rest(items, "}");
        return new SetTerm(items, position);
    }

    private Term Object(Term key, SourcePosition position)
    {
        Expect(":");
        var value = Factor();
        if (ComprehensionBody("}") is { } body) return new ObjectComprehension(key, value, body, position);
        var entries = new List<ObjectEntry> { new(key, ContinueInfix(value)) };
        while (Take(","))
        {
            if (Current.Is("}")) break;
            key = Infix();
            Expect(":");
            entries.Add(new ObjectEntry(key, Infix()));
        }
        Close("}");
        return new ObjectTerm(entries, position);
    }

    private void Rest(List<Term> items, string end)
    {
        while (Take(","))
        {
            if (Current.Is(end)) break;
            items.Add(Infix());
        }
        Close(end);
    }

    private void Close(string end)
    {
        if (Take(end)) return;
        var hint = Current.Is("|") || IsKeyword("some") ? "; in a comprehension put an operator before '|' into parentheses" : "";
        throw Unexpected($"expected ',' or '{end}'{hint}");
    }

    /// <summary>
    /// The body behind <c>|</c> with its closing bracket. Null when there is no <c>|</c>, or when what follows reads as a list (<c>{a | b, c}</c>: then <c>|</c> is the union of sets).
    /// </summary>
    private List<Literal>? ComprehensionBody(string end)
    {
        var start = (_at, _depth);
        if (!Take("|")) return null;
        try
        {
            var body = Statements(end);
            Expect(end);
            return body;
        }
        catch (RegoException error) when (error.Code == RegoErrorCodes.Parse && (Current.Is(",") || Current.Is(":")))
        {
            Return(start);
            return null;
        }
    }
}
