using System.Text;

namespace GovernanceConsole.Domain.Intents;

/// <summary>The writing systems told apart when words are checked for mixing. Everything that is not a letter is Common.</summary>
internal enum Script
{
    Common,
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Cherokee,
    Georgian,
    EastAsian,
    Other,
}

/// <summary>
/// Which script a letter belongs to, and which letters pass for Latin ones (after UTS #39, the part of it that fraud uses). .NET has no Script property, so the ranges stand here;
/// a letter outside them is Other, which mixes with nothing.
/// </summary>
internal static class Scripts
{
    private static readonly (int From, int To, Script Script)[] Ranges =
    [
        (0x0041, 0x024F, Script.Latin), (0x0250, 0x02AF, Script.Latin), (0x0370, 0x03FF, Script.Greek), (0x0400, 0x052F, Script.Cyrillic),
        (0x0531, 0x058F, Script.Armenian), (0x0590, 0x05FF, Script.Hebrew), (0x0600, 0x06FF, Script.Arabic), (0x0750, 0x077F, Script.Arabic),
        (0x0870, 0x08FF, Script.Arabic), (0x10A0, 0x10FF, Script.Georgian), (0x1100, 0x11FF, Script.EastAsian), (0x13A0, 0x13FF, Script.Cherokee),
        (0x1C80, 0x1C8F, Script.Cyrillic), (0x1C90, 0x1CBF, Script.Georgian), (0x1D00, 0x1DBF, Script.Latin), (0x1E00, 0x1EFF, Script.Latin),
        (0x1F00, 0x1FFF, Script.Greek), (0x2C60, 0x2C7F, Script.Latin), (0x2D00, 0x2D2F, Script.Georgian), (0x2DE0, 0x2DFF, Script.Cyrillic),
        (0x2E80, 0x2FDF, Script.EastAsian), (0x3005, 0x3007, Script.EastAsian), (0x3040, 0x31FF, Script.EastAsian), (0x3400, 0x9FFF, Script.EastAsian),
        (0xA640, 0xA69F, Script.Cyrillic), (0xA720, 0xA7FF, Script.Latin), (0xAB30, 0xAB6F, Script.Latin), (0xAB70, 0xABBF, Script.Cherokee),
        (0xAC00, 0xD7FF, Script.EastAsian), (0xF900, 0xFAFF, Script.EastAsian), (0xFB00, 0xFB06, Script.Latin), (0xFB1D, 0xFB4F, Script.Hebrew),
        (0xFB50, 0xFDFF, Script.Arabic), (0xFE70, 0xFEFC, Script.Arabic), (0xFF21, 0xFF5A, Script.Latin), (0xFF66, 0xFFDC, Script.EastAsian),
        (0x1D400, 0x1D6A5, Script.Latin), (0x1D6A8, 0x1D7CB, Script.Greek), (0x20000, 0x3FFFF, Script.EastAsian),
    ];

    /// <summary>Letters of other alphabets whose usual shape is that of a Latin letter.</summary>
    private static readonly HashSet<char> LatinShapes =
    [
        // Cyrillic
        .. "\u0430\u0435\u043E\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04BB\u0501\u051B\u051D\u0432\u043D\u043A\u043C\u0442\u043F\u0433\u0457\u0461\u0475\u04CF\u04AF\u0491",
        .. "\u0410\u0412\u0415\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0423\u0425\u0405\u0406\u0408\u0407\u04AE\u04C0\u051A\u051C\u0417\u0474",
        // Greek
        .. "\u03BF\u03B1\u03B9\u03BA\u03BD\u03C1\u03C5\u03C4\u03C7\u03B3\u03C3\u03C9\u03B5\u03F2\u03F3",
        .. "\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7\u03F9\u037F",
        // Armenian
        .. "\u0585\u057D\u0578\u0570\u0566\u0581\u0563\u0561\u0575\u053C\u054F\u0555\u054D",
        // Cherokee
        .. "\u13A0\u13A1\u13A2\u13A5\u13A9\u13AA\u13AB\u13AC\u13B3\u13B7\u13BB\u13C0\u13C2\u13C3\u13CF\u13DA\u13DE\u13DF\u13E2\u13E4\u13E6\u13F4",
    ];

    /// <summary>Latin letters and signs that pass for an ASCII one wherever they stand.</summary>
    private static readonly HashSet<int> AsciiShapes =
    [
        0x0251, 0x0261, 0x026A, 0x0269, 0x0274, 0x0280, 0x028F, 0x01C0, 0x01C3, 0x02D0, 0x2010, 0x2011, 0x2012, 0x2024, 0x2027, 0x2044, 0x2215, 0x2216, 0x2223, 0x2236, 0x2212,
        0x29F8, 0x2571, 0x3002, 0xA789, 0xFE52, 0x0589, 0x05C3, 0x06D4, 0x2E31,
    ];

    public static Script Of(Rune rune)
    {
        if (!Rune.IsLetter(rune))
            return Script.Common;
        var value = rune.Value;
        if (value is 0xAA or 0xBA)
            return Script.Common;
        int low = 0, high = Ranges.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (value < Ranges[middle].From)
                high = middle - 1;
            else if (value > Ranges[middle].To)
                low = middle + 1;
            else
                return Ranges[middle].Script;
        }

        return Script.Other;
    }

    /// <summary>True for a letter of another alphabet that would be read as a Latin one.</summary>
    public static bool HasLatinShape(Rune rune) => rune.IsBmp && LatinShapes.Contains((char)rune.Value);

    /// <summary>True for compatibility forms and signs that would be read as an ASCII character: full width, mathematical letters, slashes and dots that are none.</summary>
    public static bool PassesForAscii(Rune rune) =>
        rune.Value is (>= 0xFF01 and <= 0xFF5E) or (>= 0x1D400 and <= 0x1D7FF) or (>= 0x1F130 and <= 0x1F189) or (>= 0x24B6 and <= 0x24E9) || AsciiShapes.Contains(rune.Value);

    public static bool IsRightToLeft(Script script) => script is Script.Hebrew or Script.Arabic;

    /// <summary>East Asian names mix with Latin as a habit; any other two alphabets in one word do not.</summary>
    public static bool Mix(Script a, Script b) =>
        a != b && a != Script.Common && b != Script.Common
        && !(a is Script.EastAsian or Script.Latin && b is Script.EastAsian or Script.Latin);
}
