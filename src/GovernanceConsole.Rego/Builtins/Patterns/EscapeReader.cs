using System.Globalization;

namespace GovernanceConsole.Rego.Builtins.Patterns;

/// <summary>Reads what follows a backslash in RE2's syntax, inside and outside of character classes.</summary>
internal static class EscapeReader
{
    /// <summary>A class letter: <c>d</c>, <c>W</c>, <c>pL</c>, <c>p{Greek}</c>; stands on the letter at first and behind the escape afterwards.</summary>
    public static CharacterRanges Class(string pattern, ref int at)
    {
        var letter = pattern[at++];
        if (NamedClasses.Perl(letter) is { } perl) return perl;
        if (at >= pattern.Length) throw Invalid("character class range");
        string name;
        if (pattern[at] == '{')
        {
            var close = pattern.IndexOf('}', at);
            if (close < 0) throw Invalid("character class range");
            name = pattern[(at + 1)..close];
            at = close + 1;
        }
        else
        {
            name = pattern[at++].ToString();
        }

        var negated = letter == 'P' ^ name.StartsWith('^');
        return NamedClasses.Unicode(name.TrimStart('^'), negated) ?? throw Invalid($"character class range: `\\{letter}{{{name}}}`");
    }

    /// <summary>An escape that stands for one character.</summary>
    public static int CodePoint(string pattern, ref int at)
    {
        if (at >= pattern.Length) throw Invalid("escape sequence at end of expression");
        var letter = pattern[at++];
        switch (letter)
        {
            case 'a': return '\a';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'v': return '\v';
            case 'x': return Hexadecimal(pattern, ref at);
            case '0' or (>= '1' and <= '7') when letter == '0' || (at < pattern.Length && pattern[at] is >= '0' and <= '7'): return Octal(pattern, ref at);
            default:
                if (char.IsAscii(letter) && !char.IsAsciiLetterOrDigit(letter)) return letter;
                throw Invalid($"escape sequence: `\\{letter}`");
        }
    }

    private static int Octal(string pattern, ref int at)
    {
        var value = pattern[at - 1] - '0';
        for (var i = 0; i < 2 && at < pattern.Length && pattern[at] is >= '0' and <= '7'; i++) value = (value * 8) + pattern[at++] - '0';
        return value;
    }

    private static int Hexadecimal(string pattern, ref int at)
    {
        var (start, length) = (at, 2);
        if (at < pattern.Length && pattern[at] == '{')
        {
            start = at + 1;
            length = pattern.IndexOf('}', start) - start;
            at = start + length + 1;
        }
        else
        {
            at += 2;
        }

        if (length is < 1 or > 6 || start + length > pattern.Length) throw Invalid("escape sequence: `\\x`");
        if (!int.TryParse(pattern.AsSpan(start, length), NumberStyles.AllowHexSpecifier, null, out var point) || point > 0x10FFFF) throw Invalid("escape sequence: `\\x`");
        return point;
    }

    private static FormatException Invalid(string what) => new($"error parsing regexp: invalid {what}");
}
