namespace GovernanceConsole.Rego.Builtins.Patterns;

/// <summary>The character classes RE2 knows by name; all but Unicode's are ASCII, where .NET's mean all of Unicode.</summary>
internal static class NamedClasses
{
    /// <summary>The class of <c>\d</c>, <c>\W</c> and the like, or null when the letter names none.</summary>
    public static CharacterRanges? Perl(char letter)
    {
        var ranges = char.ToLowerInvariant(letter) switch
        {
            'd' => Of("09"),
            'w' => Of("09AZaz__"),
            's' => Of("\t\n\f\r  "),
            _ => null,
        };
        if (ranges is not null) ranges.IsNegated = char.IsUpper(letter);
        return ranges;
    }

    /// <summary>The class of <c>[:alpha:]</c> and the like, or null when there is none of the name.</summary>
    public static CharacterRanges? Posix(string name)
    {
        var negated = name.StartsWith('^');
        var ranges = name.TrimStart('^') switch
        {
            "alnum" => Of("09AZaz"),
            "alpha" => Of("AZaz"),
            "ascii" => Of("\u0000\u007F"),
            "blank" => Of("\t\t  "),
            "cntrl" => Of("\u0000\u001F\u007F\u007F"),
            "digit" => Of("09"),
            "graph" => Of("!~"),
            "lower" => Of("az"),
            "print" => Of(" ~"),
            "punct" => Of("!/:@[`{~"),
            "space" => Of("\t\r  "),
            "upper" => Of("AZ"),
            "word" => Of("09AZaz__"),
            "xdigit" => Of("09AFaf"),
            _ => null,
        };
        if (ranges is not null) ranges.IsNegated = negated;
        return ranges;
    }

    /// <summary>A Unicode category or script; null when RE2 has none of the name or we do not carry the script.</summary>
    public static CharacterRanges? Unicode(string name, bool negated)
    {
        var ranges = name switch
        {
            "Any" => Of("\u0000\uFFFF"),
            "Latin" => Of("AZaz\u00AA\u00AA\u00BA\u00BA\u00C0\u00D6\u00D8\u00F6\u00F8\u02B8\u1E00\u1EFF\uFF21\uFF3A\uFF41\uFF5A"),
            "Greek" => Of("\u0370\u0373\u0375\u0377\u037A\u037D\u0384\u0384\u0386\u0386\u0388\u03E1\u03F0\u03FF\u1F00\u1FFE"),
            "Cyrillic" => Of("\u0400\u0484\u0487\u052F\u1C80\u1C8A\u2DE0\u2DFF\uA640\uA69F"),
            "Han" => Of("\u2E80\u2FD5\u3005\u3005\u3007\u3007\u3021\u3029\u3038\u303B\u3400\u4DBF\u4E00\u9FFF\uF900\uFAD9"),
            "Hiragana" => Of("\u3041\u3096\u309D\u309F"),
            "Katakana" => Of("\u30A1\u30FA\u30FD\u30FF\u31F0\u31FF\uFF66\uFF6F\uFF71\uFF9D"),
            "Arabic" => Of("\u0600\u0604\u0606\u060B\u060D\u061A\u061C\u061E\u0620\u063F\u0641\u064A\u0656\u066F\u0671\u06DC\u06DE\u06FF\u0750\u077F"),
            "Hebrew" => Of("\u0591\u05C7\u05D0\u05EA\u05EF\u05F4\uFB1D\uFB4F"),
            _ => null,
        };
        if (ranges is not null)
        {
            ranges.IsNegated = negated;
            return ranges;
        }

        if (!IsCategory(name)) return null;
        var category = new CharacterRanges();
        category.AddClass($"\\{(negated ? 'P' : 'p')}{{{name}}}");
        return category;
    }

    private static bool IsCategory(string name) =>
        name is "L" or "Lu" or "Ll" or "Lt" or "Lm" or "Lo" or "M" or "Mn" or "Mc" or "Me" or "N" or "Nd" or "Nl" or "No" or "P" or "Pc" or "Pd" or "Ps"
            or "Pe" or "Pi" or "Pf" or "Po" or "S" or "Sm" or "Sc" or "Sk" or "So" or "Z" or "Zs" or "Zl" or "Zp" or "C" or "Cc" or "Cf" or "Co" or "Cs";

    private static CharacterRanges Of(string pairs)
    {
        var ranges = new CharacterRanges();
        for (var i = 0; i < pairs.Length; i += 2) ranges.Add(pairs[i], pairs[i + 1]);
        return ranges;
    }
}
