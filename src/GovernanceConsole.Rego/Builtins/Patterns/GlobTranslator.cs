using System.Text;

namespace GovernanceConsole.Rego.Builtins.Patterns;

/// <summary>
/// Turns a glob into a regular expression of RE2's syntax: <c>*</c> and <c>?</c> stop at delimiters, <c>**</c> does not, <c>[a-c]</c>, <c>[!abc]</c>,
/// <c>{one,two}</c> nested at will, backslash escapes. A glob that does not end throws <see cref="BuiltinException"/>.
/// </summary>
internal sealed class GlobTranslator
{
    private const int MaxDepth = 50;
    private readonly string _glob;
    private readonly string _notDelimiter;
    private readonly StringBuilder _pattern = new("(?s)^");
    private int _at;
    private int _depth;

    private GlobTranslator(string glob, string delimiters)
    {
        _glob = glob;
        _notDelimiter = delimiters.Length == 0 ? "." : $"[^{string.Concat(delimiters.EnumerateRunes().Select(Escape))}]";
    }

    public static string Translate(string glob, string delimiters)
    {
        var translator = new GlobTranslator(glob, delimiters);
        while (translator._at < glob.Length) translator.Token();
        if (translator._depth > 0) throw BuiltinException.Failure("unexpected end of input");
        return translator._pattern.Append('$').ToString();
    }

    private void Token()
    {
        var unit = _glob[_at++];
        switch (unit)
        {
            case '*' when _at < _glob.Length && _glob[_at] == '*':
                _at++;
                _pattern.Append(".*");
                break;
            case '*': _pattern.Append(_notDelimiter).Append('*'); break;
            case '?': _pattern.Append(_notDelimiter); break;
            case '[': Set(); break;
            case '{':
                if (++_depth > MaxDepth) throw BuiltinException.Failure("alternatives nest too deeply");
                _pattern.Append("(?:");
                break;
            case '}' when _depth > 0:
                _depth--;
                _pattern.Append(')');
                break;
            case ',' when _depth > 0: _pattern.Append('|'); break;
            case '\\' when _at < _glob.Length:
                _pattern.Append(Escape(RuneAt(ref _at)));
                break;
            default:
                _at--;
                _pattern.Append(Escape(RuneAt(ref _at)));
                break;
        }
    }

    /// <summary>One range, or a list of characters, behind an optional exclamation mark.</summary>
    private void Set()
    {
        var negated = _at < _glob.Length && _glob[_at] == '!';
        if (negated) _at++;
        var members = new List<Rune>();
        var isRange = false;
        while (_at < _glob.Length && _glob[_at] != ']')
        {
            if (_glob[_at] == '\\' && _at + 1 < _glob.Length) _at++;
            else if (_glob[_at] == '-' && members.Count == 1)
            {
                isRange = true;
                _at++;
                if (_at >= _glob.Length) break;
            }

            members.Add(RuneAt(ref _at));
        }

        if (_at >= _glob.Length) throw BuiltinException.Failure("unexpected end of input");
        _at++;
        if (isRange && members.Count != 2) throw BuiltinException.Failure("expected close range character");
        if (isRange && members[1] <= members[0]) throw BuiltinException.Failure($"hi character '{members[1]}' should be greater than lo '{members[0]}'");
        if (members.Count == 0) throw BuiltinException.Failure("could not parse range");
        var body = isRange ? $"{Escape(members[0])}-{Escape(members[1])}" : string.Concat(members.Select(Escape));
        _pattern.Append('[').Append(negated ? "^" : "").Append(body).Append(']');
    }

    private Rune RuneAt(ref int at)
    {
        Rune.DecodeFromUtf16(_glob.AsSpan(at), out var rune, out var length);
        at += length;
        return rune;
    }

    private static string Escape(Rune rune) => rune.IsAscii && !char.IsAsciiLetterOrDigit((char)rune.Value) && rune.Value >= ' ' && rune.Value != 0x7F ? $"\\{rune}" : rune.ToString();
}
