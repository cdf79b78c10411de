using System.Buffers;
using System.Globalization;
using System.Text;

namespace GovernanceConsole.Rego.Builtins.Patterns;

/// <summary>
/// Turns a pattern of RE2's syntax into one of .NET with the same meaning: ASCII classes, <c>$</c> only at the very end, groups numbered in order,
/// code points beyond the BMP as one character. What RE2 refuses (look-around, back references, nested repetition, counts above 1,000) throws
/// <see cref="FormatException"/>.
/// </summary>
internal sealed class Re2Translator
{
    private const int MaxPattern = 10_000;
    private const int MaxRepeat = 1_000;
    private const int MaxDepth = 200;
    private static readonly SearchValues<char> WordCharacters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");
    private readonly string _pattern;
    private readonly bool _withAstral;
    private readonly StringBuilder _output = new();
    private readonly List<string?> _groups = [null];
    private int _at;
    private bool _multiline;
    private bool _dotAll;
    private bool _swapGreed;

    private Re2Translator(string pattern, bool withAstral)
    {
        _pattern = pattern;
        _withAstral = withAstral;
    }

    /// <summary>The pattern for .NET and the names of its groups by number (null for those without).</summary>
    public static (string Pattern, IReadOnlyList<string?> Groups) Translate(string pattern, bool withAstral)
    {
        if (pattern.Length > MaxPattern) throw new FormatException($"expression has more than {MaxPattern} characters");
        var translator = new Re2Translator(pattern, withAstral);
        translator.Alternation(depth: 0);
        if (translator._at < pattern.Length) throw translator.Error("unexpected )");
        return (translator._output.ToString(), translator._groups);
    }

    /// <summary>Reads up to the end or a closing parenthesis; returns how often the most repeated part of it is repeated.</summary>
    private int Alternation(int depth)
    {
        if (depth > MaxDepth) throw Error("expression nests too deeply");
        var most = 1;
        while (_at < _pattern.Length && _pattern[_at] != ')')
        {
            if (_pattern[_at] == '|')
            {
                _output.Append('|');
                _at++;
                continue;
            }

            most = Math.Max(most, Repetition(Atom(depth)));
        }

        return most;
    }

    /// <summary>Translates one atom and returns how often its most repeated part is repeated; zero when the atom cannot be repeated.</summary>
    private int Atom(int depth)
    {
        var unit = _pattern[_at++];
        switch (unit)
        {
            case '(': return Group(depth);
            case '[': _output.Append(new CharacterClassReader(_pattern, _at).Read(out _at).ToPattern(_withAstral)); return 1;
            case '\\': return Escape();
            case '^': _output.Append(_multiline ? "(?m:^)" : "\\A"); return 1;
            case '$': _output.Append(_multiline ? "(?m:$)" : "\\z"); return 1;
            case '.': _output.Append(Dot()); return 1;
            case '*' or '+' or '?': throw Error($"missing argument to repetition operator: `{unit}`");
            default: Literal(CodePointAt(unit)); return 1;
        }
    }

    private string Dot()
    {
        var any = new CharacterRanges { IsNegated = true };
        if (!_dotAll) any.Add('\n', '\n');
        return any.ToPattern(_withAstral);
    }

    private int CodePointAt(char unit) =>
        char.IsHighSurrogate(unit) && _at < _pattern.Length && char.IsLowSurrogate(_pattern[_at]) ? char.ConvertToUtf32(unit, _pattern[_at++]) : unit;

    private void Literal(int point)
    {
        if (point <= 0xFFFF) _output.Append("\\u").Append(point.ToString("X4", CultureInfo.InvariantCulture));
        else _output.Append("(?:").Append(char.ConvertFromUtf32(point)).Append(')');
    }

    private int Group(int depth)
    {
        var (multiline, dotAll, swapGreed) = (_multiline, _dotAll, _swapGreed);
        if (_at < _pattern.Length && _pattern[_at] == '?')
        {
            _at++;
            if (!OpenSpecial()) return 0;
        }
        else
        {
            _groups.Add(null);
            _output.Append('(');
        }

        var most = Alternation(depth + 1);
        if (_at >= _pattern.Length) throw Error("missing closing )");
        _at++;
        _output.Append(')');
        (_multiline, _dotAll, _swapGreed) = (multiline, dotAll, swapGreed);
        return most;
    }

    /// <summary>Reads what follows <c>(?</c>: a named group, or flags. False when flags stand alone, to hold up to the end of the group around.</summary>
    private bool OpenSpecial()
    {
        var rest = _pattern.AsSpan(_at);
        var name = rest.StartsWith("P<") ? 2 : rest.StartsWith("<") && !rest.StartsWith("<=") && !rest.StartsWith("<!") ? 1 : 0;
        if (name > 0)
        {
            var close = rest.IndexOf('>');
            if (close <= name || rest[name..close].ContainsAnyExcept(WordCharacters)) throw Error("invalid named capture");
            var text = rest[name..close].ToString();
            if (_groups.Contains(text)) throw Error("duplicate capture group name");
            _groups.Add(text);
            _output.Append('(');
            _at += close + 1;
            return true;
        }

        return Flags();
    }

    private bool Flags()
    {
        var on = true;
        var (caseOn, caseOff) = (false, false);
        for (; _at < _pattern.Length; _at++)
        {
            switch (_pattern[_at])
            {
                case 'i': (caseOn, caseOff) = (on, !on); break;
                case 'm': _multiline = on; break;
                case 's': _dotAll = on; break;
                case 'U': _swapGreed = on; break;
                case '-' when on: on = false; break;
                case ':' or ')':
                    var alone = _pattern[_at++] == ')';
                    _output.Append("(?").Append(caseOn ? "i" : caseOff ? "-i" : "").Append(alone ? ')' : ':');
                    if (alone && !caseOn && !caseOff) _output.Length -= 3;
                    return !alone;
                default: throw Error("invalid or unsupported Perl syntax");
            }
        }

        throw Error("missing closing )");
    }

    private int Escape()
    {
        if (_at >= _pattern.Length) throw Error("trailing backslash at end of expression");
        var letter = _pattern[_at];
        if (letter == 'Q') return Quoted();
        if (letter is 'A' or 'z' or 'b' or 'B')
        {
            _at++;
            _output.Append('\\').Append(letter);
            return 1;
        }

        if (letter is 'p' or 'P' or 'd' or 'D' or 'w' or 'W' or 's' or 'S')
        {
            _output.Append(EscapeReader.Class(_pattern, ref _at).ToPattern(_withAstral));
            return 1;
        }

        Literal(EscapeReader.CodePoint(_pattern, ref _at));
        return 1;
    }

    /// <summary><c>\Q…\E</c>: everything between stands for itself.</summary>
    private int Quoted()
    {
        _at++;
        var end = _pattern.IndexOf("\\E", _at, StringComparison.Ordinal);
        var stop = end < 0 ? _pattern.Length : end;
        var empty = _at == stop;
        while (_at < stop) Literal(CodePointAt(_pattern[_at++]));
        if (end >= 0) _at += 2;
        return empty ? 0 : 1;
    }

    /// <summary>Reads the repetition after an atom. Nested counts multiply and may not exceed RE2's 1,000.</summary>
    private int Repetition(int inner)
    {
        if (_at >= _pattern.Length) return Math.Max(inner, 1);
        var start = _at;
        var count = 1;
        if (_pattern[_at] is '*' or '+' or '?') _at++;
        else if (_pattern[_at] != '{' || !TryReadCount(out count)) return Math.Max(inner, 1);
        if (inner == 0) throw Error("missing argument to repetition operator");
        var product = (long)inner * Math.Max(count, 1);
        if (product > MaxRepeat) throw Error($"invalid repeat count: `{_pattern[start.._at]}`");
        _output.Append(_pattern, start, _at - start);
        var lazy = _at < _pattern.Length && _pattern[_at] == '?';
        if (lazy) _at++;
        if (lazy != _swapGreed) _output.Append('?');
        if (_at < _pattern.Length && (_pattern[_at] is '*' or '+' or '?' || (_pattern[_at] == '{' && LooksLikeCount(_at))))
            throw Error($"invalid nested repetition operator: `{_pattern[start..(_at + 1)]}`");
        return (int)product;
    }

    private bool TryReadCount(out int count)
    {
        count = 1;
        if (!LooksLikeCount(_at)) return false;
        var close = _pattern.IndexOf('}', _at);
        var bounds = _pattern[(_at + 1)..close].Split(',');
        if (!int.TryParse(bounds[0], NumberStyles.None, null, out var low) || low > MaxRepeat) throw Error("invalid repeat count");
        var high = low;
        if (bounds is [_, { Length: > 0 } upper] && (!int.TryParse(upper, NumberStyles.None, null, out high) || high > MaxRepeat || high < low))
            throw Error("invalid repeat count");
        count = high;
        _at = close + 1;
        return true;
    }

    /// <summary>Braces that hold no count stand for themselves.</summary>
    private bool LooksLikeCount(int at)
    {
        var close = _pattern.IndexOf('}', at);
        if (close < 0) return false;
        var body = _pattern.AsSpan(at + 1, close - at - 1);
        var comma = body.IndexOf(',');
        var low = comma < 0 ? body : body[..comma];
        var high = comma < 0 ? [] : body[(comma + 1)..];
        return low.Length > 0 && !low.ContainsAnyExceptInRange('0', '9') && !high.ContainsAnyExceptInRange('0', '9');
    }

    private FormatException Error(string message) => new($"error parsing regexp: {message}");
}
