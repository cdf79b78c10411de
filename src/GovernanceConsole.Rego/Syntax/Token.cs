namespace GovernanceConsole.Rego.Syntax;

internal enum TokenKind { Identifier, Number, String, Template, Symbol, End }

/// <summary>One word of the source. <see cref="SpaceBefore"/> and <see cref="LineBefore"/> matter: <c>a[0]</c> is a reference, <c>a [0]</c> is not, and a new line ends a statement.</summary>
internal sealed record Token(TokenKind Kind, string Text, SourcePosition Position, bool SpaceBefore, bool LineBefore)
{
    /// <summary>Where the token stands in the text.</summary>
    public Range Span { get; init; }

    /// <summary>The pieces of a template string; null for every other kind.</summary>
    public IReadOnlyList<TemplatePiece>? Pieces { get; init; }

    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    /// <summary>How the token is named in a message.</summary>
    public string Shown => Kind switch
    {
        TokenKind.End => "the end of the file",
        TokenKind.String => $"the string \"{Text}\"",
        TokenKind.Template => "a template string",
        _ => $"'{Text}'",
    };
}

/// <summary>Either literal text or the tokens of one <c>{expression}</c> (closed by an End token).</summary>
internal sealed record TemplatePiece(string? Text, IReadOnlyList<Token>? Tokens);

/// <summary>A comment without its <c>#</c>.</summary>
internal sealed record Comment(string Text, SourcePosition Position);
