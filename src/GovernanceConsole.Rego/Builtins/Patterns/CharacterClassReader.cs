namespace GovernanceConsole.Rego.Builtins.Patterns;

/// <summary>Reads a bracketed character class of RE2's syntax; a class that does not end or runs backwards throws <see cref="FormatException"/>.</summary>
internal sealed class CharacterClassReader(string pattern, int start)
{
    private readonly CharacterRanges _ranges = new();
    private readonly int _start = start;
    private int _at = start;

    /// <summary>The class whose opening bracket stands before the start; end is behind its closing bracket.</summary>
    public CharacterRanges Read(out int end)
    {
        if (Peek() == '^')
        {
            _ranges.IsNegated = true;
            _at++;
        }

        var first = true;
        while (first || Peek() != ']')
        {
            first = false;
            if (!TryReadNamed()) ReadRange();
        }

        end = _at + 1;
        return _ranges;
    }

    private bool TryReadNamed()
    {
        var rest = pattern.AsSpan(_at);
        if (rest.StartsWith("[:"))
        {
            var close = rest.IndexOf(":]");
            if (close < 0) return false;
            _ranges.Add(NamedClasses.Posix(rest[2..close].ToString()) ?? throw Invalid("character class range", rest[..(close + 2)].ToString()));
            _at += close + 2;
            return true;
        }

        if (rest is not ['\\', 'p' or 'P' or 'd' or 'D' or 'w' or 'W' or 's' or 'S', ..]) return false;
        _at++;
        _ranges.Add(EscapeReader.Class(pattern, ref _at));
        return true;
    }

    private void ReadRange()
    {
        var begin = _at;
        var low = ReadCharacter();
        var high = low;
        if (Peek() == '-' && _at + 1 < pattern.Length && pattern[_at + 1] != ']')
        {
            _at++;
            high = ReadCharacter();
            if (high < low) throw Invalid("character class range", pattern[begin.._at]);
        }

        _ranges.Add(low, high);
    }

    private int ReadCharacter()
    {
        var unit = Peek();
        _at++;
        if (unit == '\\') return EscapeReader.CodePoint(pattern, ref _at);
        return char.IsHighSurrogate(unit) && _at < pattern.Length && char.IsLowSurrogate(pattern[_at]) ? char.ConvertToUtf32(unit, pattern[_at++]) : unit;
    }

    private char Peek() => _at < pattern.Length ? pattern[_at] : throw Invalid("missing closing ]", pattern[(_start - 1)..]);

    private static FormatException Invalid(string what, string where) =>
        new($"error parsing regexp: {(what.StartsWith("missing", StringComparison.Ordinal) ? what : "invalid " + what)}: `{where}`");
}
