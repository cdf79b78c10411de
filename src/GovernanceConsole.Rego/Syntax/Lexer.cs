using System.Text;

namespace GovernanceConsole.Rego.Syntax;

/// <summary>Cuts source text into tokens in one linear pass and keeps the comments aside. Fails with <c>rego_parse_error</c> on a character, number or string that Rego does not know.</summary>
internal sealed class Lexer
{
    private static readonly string[] TwoCharacterSymbols = [":=", "==", "!=", "<=", ">="];
    private const string OneCharacterSymbols = "{}[](),:;.=<>+-*/%&|";

    private readonly string _file;
    private readonly string _text;
    private readonly List<Comment> _comments = [];
    private int _at;
    private int _row = 1;
    private int _lineStart;

    private Lexer(string file, string text)
    {
        _file = file;
        _text = text;
    }

    public static (IReadOnlyList<Token> Tokens, IReadOnlyList<Comment> Comments) Cut(string file, string text)
    {
        if (text.Length > SyntaxLimits.SourceLength)
            throw new RegoException(RegoErrorCodes.Parse, $"the file has more than {SyntaxLimits.SourceLength} characters; split it.", new SourcePosition(file, 1, 1));
        var lexer = new Lexer(file, text);
        return (lexer.CutUntil(closingBrace: false, depth: 0), lexer._comments);
    }

    private SourcePosition Here => PositionAt(_at);
    private char Current => _at < _text.Length ? _text[_at] : '\0';
    private char Next => _at + 1 < _text.Length ? _text[_at + 1] : '\0';

    private SourcePosition PositionAt(int offset) => new(_file, _row, offset - _lineStart + 1);

    private RegoException Error(string message, SourcePosition? position = null) => new(RegoErrorCodes.Parse, message, position ?? Here);

    /// <summary>Cuts to the end of the text, or (within a template) to the brace that closes the expression, which is left standing.</summary>
    private List<Token> CutUntil(bool closingBrace, int depth)
    {
        if (depth > SyntaxLimits.Nesting) throw Error("template strings are nested too deep; name the inner ones with ':='.");
        var tokens = new List<Token>();
        var open = 0;
        while (true)
        {
            var (space, line) = SkipSpace();
            line |= tokens.Count == 0 && !closingBrace;
            if (_at >= _text.Length)
            {
                if (closingBrace) throw Error("the expression in this template string is not closed; add '}'.");
                tokens.Add(new Token(TokenKind.End, "", Here, true, true));
                return tokens;
            }
            if (closingBrace && Current == '}' && open == 0)
            {
                tokens.Add(new Token(TokenKind.End, "", Here, true, true));
                return tokens;
            }
            if (Current == '{') open++;
            else if (Current == '}') open--;
            var start = _at;
            tokens.Add(One(space || line, line, depth) with { Span = start.._at });
        }
    }

    private (bool Space, bool Line) SkipSpace()
    {
        bool space = false, line = false;
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (c == '#') SkipComment();
            else if (c is ' ' or '\t' or '\r' or '\uFEFF') _at++;
            else if (c == '\n') { _at++; NewRow(); line = true; }
            else break;
            space = true;
        }
        return (space, line);
    }

    private void NewRow()
    {
        _row++;
        _lineStart = _at;
    }

    private void SkipComment()
    {
        var position = Here;
        var end = _text.IndexOf('\n', _at);
        if (end < 0) end = _text.Length;
        _comments.Add(new Comment(_text[(_at + 1)..end].TrimEnd('\r'), position));
        _at = end;
    }

    private Token One(bool space, bool line, int depth)
    {
        var position = Here;
        var c = Current;
        if (IsLetter(c)) return new(TokenKind.Identifier, Identifier(), position, space, line);
        if (char.IsAsciiDigit(c)) return new(TokenKind.Number, Number(), position, space, line);
        if (c == '"') return new(TokenKind.String, QuotedString(), position, space, line);
        if (c == '`') return new(TokenKind.String, RawString(), position, space, line);
        if (c == '$' && Next is '"' or '`') return new(TokenKind.Template, "", position, space, line) { Pieces = Template(depth) };
        foreach (var symbol in TwoCharacterSymbols)
            if (string.CompareOrdinal(_text, _at, symbol, 0, 2) == 0)
            {
                _at += 2;
                return new(TokenKind.Symbol, symbol, position, space, line);
            }
        if (!OneCharacterSymbols.Contains(c, StringComparison.Ordinal)) throw Error(WhatIsWrongWith(c));
        _at++;
        return new(TokenKind.Symbol, SymbolText(c), position, space, line);
    }

    private static string SymbolText(char c) => string.Intern(c.ToString());

    private static bool IsLetter(char c) => char.IsAsciiLetter(c) || c == '_';

    private static string WhatIsWrongWith(char c) => c switch
    {
        '\'' => "strings stand in double quotes, not in single ones.",
        '!' => "illegal token '!'; negation is written 'not'.",
        _ => $"illegal token '{c}'.",
    };

    private string Identifier()
    {
        var start = _at;
        while (IsLetter(Current) || char.IsAsciiDigit(Current)) _at++;
        return _text[start.._at];
    }

    private string Number()
    {
        var start = _at;
        if (Current == '0' && char.IsAsciiDigit(Next)) throw Error("expected number without leading zeros.");
        Digits();
        if (Current == '.')
        {
            if (!char.IsAsciiDigit(Next)) throw Error("illegal number format: digits must follow the point.");
            _at++;
            Digits();
        }
        if (Current is 'e' or 'E')
        {
            _at++;
            if (Current is '+' or '-') _at++;
            if (!char.IsAsciiDigit(Current)) throw Error("illegal number format: the exponent has no digits.");
            Digits();
        }
        if (IsLetter(Current)) throw Error($"illegal number format: '{_text[start..(_at + 1)]}' starts like a number but contains letters.");
        return _text[start.._at];
    }

    private void Digits()
    {
        while (char.IsAsciiDigit(Current)) _at++;
    }

    private string RawString()
    {
        var start = Here;
        var from = ++_at;
        while (Current != '`' || _at >= _text.Length)
        {
            if (_at >= _text.Length) throw Error("non-terminated string: a raw string ends with '`'.", start);
            if (_text[_at++] == '\n') NewRow();
        }
        return _text[from.._at++];
    }

    private string QuotedString()
    {
        var start = Here;
        var text = new StringBuilder();
        _at++;
        while (true)
        {
            if (_at >= _text.Length || Current == '\n') throw Error("non-terminated string: close it with '\"' on the same line, or use '`' for text over several lines.", start);
            var c = _text[_at];
            if (c == '"') { _at++; return text.ToString(); }
            if (c == '\\') { Escape(text); continue; }
            if (c < ' ') throw Error("illegal string literal: write control characters as escapes, e.g. \\t.");
            text.Append(c);
            _at++;
        }
    }

    private void Escape(StringBuilder text)
    {
        var position = Here;
        _at++;
        var c = Current;
        _at++;
        switch (c)
        {
            case '"' or '\\' or '/': text.Append(c); break;
            case 'b': text.Append('\b'); break;
            case 'f': text.Append('\f'); break;
            case 'n': text.Append('\n'); break;
            case 'r': text.Append('\r'); break;
            case 't': text.Append('\t'); break;
            case 'u': text.Append(UnicodeEscape(position)); break;
            default: throw Error($"illegal escape sequence '\\{c}'; in patterns use a raw string in back quotes.", position);
        }
    }

    private string UnicodeEscape(SourcePosition position)
    {
        var first = Hex4(position);
        if (!char.IsSurrogate(first)) return first.ToString();
        if (char.IsHighSurrogate(first) && Current == '\\' && Next == 'u')
        {
            var resume = _at;
            _at += 2;
            var second = Hex4(position);
            if (char.IsLowSurrogate(second)) return new string([first, second]);
            _at = resume;
        }
        return "\uFFFD";
    }

    private char Hex4(SourcePosition position)
    {
        if (_at + 4 > _text.Length || !ushort.TryParse(_text.AsSpan(_at, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code))
            throw Error("illegal escape sequence: four hexadecimal digits must follow \\u.", position);
        _at += 4;
        return (char)code;
    }

    /// <summary>Reads <c>$"text {expression} text"</c> or its raw form; <c>\{</c> stands for a brace.</summary>
    private List<TemplatePiece> Template(int depth)
    {
        var start = Here;
        var raw = Next == '`';
        var quote = raw ? '`' : '"';
        _at += 2;
        var pieces = new List<TemplatePiece>();
        var text = new StringBuilder();
        while (true)
        {
            if (_at >= _text.Length || (Current == '\n' && !raw)) throw Error($"non-terminated template string; close it with '{quote}'.", start);
            var c = _text[_at];
            if (c == '\\' && Next == '{') { text.Append('{'); _at += 2; continue; }
            if (c == '\\' && !raw) { Escape(text); continue; }
            if (c == quote || c == '{')
            {
                if (text.Length > 0) pieces.Add(new TemplatePiece(text.ToString(), null));
                text.Clear();
                _at++;
                if (c == quote) return pieces;
                pieces.Add(new TemplatePiece(null, CutUntil(closingBrace: true, depth + 1)));
                _at++;
                continue;
            }
            text.Append(c);
            _at++;
            if (c == '\n') NewRow();
        }
    }
}
