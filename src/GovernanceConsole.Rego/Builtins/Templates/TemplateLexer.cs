using System.Text;

namespace GovernanceConsole.Rego.Builtins.Templates;

/// <summary>Cuts a template of Go's text/template into texts and the tokens of its actions. A template that breaks off throws <see cref="BuiltinException"/>.</summary>
internal sealed class TemplateLexer
{
    private const string Blanks = " \t\r\n";
    private readonly string _text;
    private readonly List<TemplateToken> _tokens = [];
    private int _at;

    private TemplateLexer(string text) => _text = text;

    public static List<TemplateToken> Tokens(string text) => new TemplateLexer(text).Read();

    private List<TemplateToken> Read()
    {
        var trimStart = false;
        while (true)
        {
            var open = _text.IndexOf("{{", _at, StringComparison.Ordinal);
            var literal = open < 0 ? _text[_at..] : _text[_at..open];
            if (trimStart) literal = literal.TrimStart(Blanks.ToCharArray());
            var trims = open >= 0 && open + 3 < _text.Length && _text[open + 2] == '-' && Blanks.Contains(_text[open + 3]);
            if (trims) literal = literal.TrimEnd(Blanks.ToCharArray());
            if (literal.Length > 0) _tokens.Add(new(TemplateTokenKind.Text, literal, Glued: false));
            if (open < 0) return _tokens;
            _at = open + (trims ? 3 : 2);
            trimStart = ReadAction();
        }
    }

    /// <summary>Reads up to the end of an action; true when the text behind it loses its leading blanks.</summary>
    private bool ReadAction()
    {
        if (TrySkipComment(out var trims)) return trims;
        var blankBefore = true;
        while (true)
        {
            if (_at >= _text.Length) throw BuiltinException.Failure("template: unclosed action");
            if (Starts("}}")) return End(2, trims: false);
            if (Blanks.Contains(_text[_at]))
            {
                if (_at + 3 < _text.Length && Starts(" -}}")) return End(4, trims: true);
                _at++;
                blankBefore = true;
                continue;
            }

            _tokens.Add(ReadToken(glued: !blankBefore));
            blankBefore = false;
        }
    }

    private bool TrySkipComment(out bool trims)
    {
        trims = false;
        var start = _at;
        while (start < _text.Length && Blanks.Contains(_text[start])) start++;
        if (!_text.AsSpan(start).StartsWith("/*")) return false;
        var close = _text.IndexOf("*/", start, StringComparison.Ordinal);
        if (close < 0) throw BuiltinException.Failure("template: unclosed comment");
        _at = close + 2;
        trims = Starts(" -}}");
        if (!trims && !Starts("}}")) throw BuiltinException.Failure("template: comment ends before closing delimiter");
        _at += trims ? 4 : 2;
        return true;
    }

    private bool End(int length, bool trims)
    {
        _tokens.Add(new(TemplateTokenKind.ActionEnd, "", Glued: false));
        _at += length;
        return trims;
    }

    private TemplateToken ReadToken(bool glued)
    {
        var unit = _text[_at];
        switch (unit)
        {
            case '.' when _at + 1 >= _text.Length || !char.IsAsciiDigit(_text[_at + 1]):
                _at++;
                return new(TemplateTokenKind.Field, Name(), glued);
            case '$':
                _at++;
                return new(TemplateTokenKind.Variable, Name(), glued);
            case '"' or '`': return new(TemplateTokenKind.Quoted, Quoted(unit), glued);
            case ':' when Starts(":="):
                _at += 2;
                return new(TemplateTokenKind.Symbol, ":=", glued);
            case '=' or '|' or '(' or ')' or ',':
                _at++;
                return new(TemplateTokenKind.Symbol, unit.ToString(), glued);
        }

        if (char.IsAsciiDigit(unit) || unit is '+' or '-' or '.') return new(TemplateTokenKind.Number, While(static c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.' or '_'), glued);
        var word = Name();
        return word.Length > 0 ? new(TemplateTokenKind.Word, word, glued) : throw BuiltinException.Failure($"template: unexpected {unit} in command");
    }

    private bool Starts(string text) => _text.AsSpan(_at).StartsWith(text);

    private string Name() => While(static c => char.IsLetterOrDigit(c) || c == '_');

    private string While(Func<char, bool> belongs)
    {
        var start = _at;
        while (_at < _text.Length && belongs(_text[_at])) _at++;
        return _text[start.._at];
    }

    private string Quoted(char quote)
    {
        var text = new StringBuilder();
        for (_at++; _at < _text.Length && _text[_at] != quote; _at++)
        {
            if (quote == '`' || _text[_at] != '\\' || _at + 1 >= _text.Length)
            {
                text.Append(_text[_at]);
                continue;
            }

            text.Append(_text[++_at] switch
            {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                var other => other,
            });
        }

        if (_at++ >= _text.Length) throw BuiltinException.Failure("template: unterminated quoted string");
        return text.ToString();
    }
}
