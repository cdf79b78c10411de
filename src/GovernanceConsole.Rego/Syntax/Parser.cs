namespace GovernanceConsole.Rego.Syntax;

/// <summary>
/// Recursive-descent parser for Rego v1. Fails with <c>rego_parse_error</c> at the place that could not be read; linear in the length of the text, because what is tried twice
/// (a bracket may open a comprehension or a collection, <c>if {</c> a body or a set) is remembered the first time. Nesting is bounded, so no text exhausts the stack.
/// The parts: modules and imports (here), rules, bodies, terms, brackets.
/// </summary>
internal sealed partial class Parser
{
    private static readonly HashSet<string> Keywords =
        ["package", "import", "default", "not", "with", "as", "some", "every", "in", "if", "contains", "else", "true", "false", "null"];

    private readonly string _file;
    private readonly IReadOnlyList<Token> _tokens;
    private readonly AnnotationReader _annotations;
    private int _at;
    private int _depth;

    private Parser(string file, IReadOnlyList<Token> tokens, IReadOnlyList<Comment> comments, int depth = 0)
    {
        _file = file;
        _tokens = tokens;
        _annotations = new AnnotationReader(comments);
        _depth = depth;
    }

    private Token Current => _tokens[_at];
    private Token Following => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    public static Module ParseModule(string file, string text)
    {
        try
        {
            var (tokens, comments) = Lexer.Cut(file, text);
            return new Parser(file, tokens, comments).Module();
        }
        catch (InsufficientExecutionStackException)
        {
            throw new RegoException(RegoErrorCodes.Parse, "the text is nested too deep; name inner parts with ':='.", new SourcePosition(file, 1, 1));
        }
    }

    /// <summary>A query: the statements of a body without braces.</summary>
    public static IReadOnlyList<Literal> ParseQuery(string name, string text)
    {
        try
        {
            var (tokens, comments) = Lexer.Cut(name, text);
            var parser = new Parser(name, tokens, comments);
            if (parser.Current.Kind == TokenKind.End) throw parser.Error("the query is empty; write an expression such as data.intents.decision.");
            return parser.Statements(null);
        }
        catch (InsufficientExecutionStackException)
        {
            throw new RegoException(RegoErrorCodes.Parse, "the text is nested too deep; name inner parts with ':='.", new SourcePosition(name, 1, 1));
        }
    }

    private Module Module()
    {
        var position = Current.Position;
        var annotations = _annotations.Above(position.Row);
        if (!TakeKeyword("package")) throw Error("package expected: a policy file starts with 'package name'.");
        var package = PackagePath();
        EndOfStatement();
        var imports = new List<Import>();
        while (IsKeyword("import"))
        {
            if (ParseImport() is { } import) imports.Add(import);
            EndOfStatement();
        }
        var rules = new List<Rule>();
        while (Current.Kind != TokenKind.End)
        {
            if (IsKeyword("import")) throw Error("imports stand together, directly below the package line; move this one up.");
            if (IsKeyword("package")) throw Error("a file holds one package; put this one into a file of its own.");
            rules.AddRange(Rules());
            EndOfStatement();
        }
        return new Module(_file, package, imports, rules, position) { Annotations = annotations };
    }

    private List<string> PackagePath()
    {
        var path = DottedPath();
        return path[0] == "data" && path.Count > 1 ? path[1..] : path;
    }

    private Import? ParseImport()
    {
        var position = Current.Position;
        _at++;
        var path = DottedPath();
        var alias = TakeKeyword("as") ? Name("an alias") : null;
        switch (path[0])
        {
            case "rego" when path is ["rego", "v1"]:
            case "future" when path.Count >= 2 && path[1] == "keywords":
                return null;
            case "rego" or "future":
                throw new RegoException(RegoErrorCodes.Parse, $"'{string.Join('.', path)}' cannot be imported; known are rego.v1 and future.keywords.", position);
            case "data" or "input":
                return new Import(path, alias ?? path[^1], position);
            default:
                throw new RegoException(RegoErrorCodes.Parse, $"unexpected import path, must begin with one of: {{data, future, input, rego}}, got: {path[0]}.", position);
        }
    }

    /// <summary><c>a.b["c"]</c>; after a dot any word is a name, keywords too.</summary>
    private List<string> DottedPath()
    {
        var path = new List<string> { Name("a name") };
        while (true)
        {
            if (Current.Is(".") && !Current.SpaceBefore)
            {
                _at++;
                if (Current.Kind != TokenKind.Identifier || Current.SpaceBefore) throw Error("a name must follow the dot.");
                path.Add(Current.Text);
                _at++;
            }
            else if (Current.Is("[") && !Current.SpaceBefore)
            {
                _at++;
                if (Current.Kind != TokenKind.String) throw Error("only a string in quotes may stand here.");
                path.Add(Current.Text);
                _at++;
                Expect("]");
            }
            else return path;
        }
    }

    /// <summary>Statements end at a line break, a semicolon or the end of the file.</summary>
    private void EndOfStatement()
    {
        if (Current.Kind == TokenKind.End || Current.LineBefore) return;
        if (!Current.Is(";")) throw Unexpected("start a new line, or separate with ';'");
        while (Take(";"))
        {
        }
    }

    private bool IsKeyword(string word) => Current.Kind == TokenKind.Identifier && Current.Text == word && !StartsDottedName;

    /// <summary>A keyword directly followed by a dot is the first name of a reference (<c>if.foo</c>).</summary>
    private bool StartsDottedName => Following.Is(".") && !Following.SpaceBefore;

    private bool IsAnyKeyword => Current.Kind == TokenKind.Identifier && Keywords.Contains(Current.Text) && !StartsDottedName;

    private bool TakeKeyword(string word)
    {
        if (!IsKeyword(word)) return false;
        _at++;
        return true;
    }

    /// <summary>Goes back to where one reading began, to try another.</summary>
    private void Return((int At, int Depth) start) => (_at, _depth) = start;

    private bool Take(string symbol)
    {
        if (!Current.Is(symbol)) return false;
        _at++;
        return true;
    }

    private void Expect(string symbol)
    {
        if (!Take(symbol)) throw Unexpected($"expected '{symbol}'");
    }

    private string Name(string what)
    {
        if (Current.Kind != TokenKind.Identifier) throw Unexpected($"expected {what}");
        if (IsAnyKeyword) throw Error($"'{Current.Text}' is a keyword and cannot be {what}; choose another word.");
        return _tokens[_at++].Text;
    }

    private RegoException Unexpected(string expectation) => Error($"unexpected {Current.Shown}: {expectation}.");

    private RegoException Error(string message) => new(RegoErrorCodes.Parse, message, Current.Position);
}
