using System.Globalization;
using System.Text;

namespace GovernanceConsole.Rego.Builtins.Patterns;

/// <summary>A set of code points as ranges, written as a .NET character class: members beyond the BMP become surrogate pairs in an alternation.</summary>
internal sealed class CharacterRanges
{
    private const int LastOfBmp = 0xFFFF;
    private const int Last = 0x10FFFF;
    private readonly List<(int Low, int High)> _ranges = [];
    private readonly StringBuilder _classes = new();

    public bool IsNegated { get; set; }

    public void Add(int low, int high) => _ranges.Add((low, high));

    public void Add(CharacterRanges other)
    {
        if (!other.IsNegated) _ranges.AddRange(other._ranges);
        else _ranges.AddRange(other.Complement());
        _classes.Append(other._classes);
    }

    /// <summary>A class .NET knows by name, e.g. <c>\p{L}</c>; it covers the BMP.</summary>
    public void AddClass(string escape) => _classes.Append(escape);

    /// <summary>The class as .NET pattern text. Only texts with surrogates need the part beyond the BMP.</summary>
    public string ToPattern(bool withAstral)
    {
        var body = new StringBuilder();
        foreach (var (low, high) in _ranges)
            if (low <= LastOfBmp) AppendRange(body, low, Math.Min(high, LastOfBmp));
        body.Append(_classes);
        if (!withAstral) return body.Length == 0 ? (IsNegated ? @"[\s\S]" : @"[^\s\S]") : $"[{(IsNegated ? "^" : "")}{body}]";
        var astral = (IsNegated ? Complement() : _ranges).Where(range => range.High > LastOfBmp).ToList();
        var basic = IsNegated ? $"[^{body}\\uD800-\\uDFFF]" : body.Length == 0 ? null : $"[{body}]";
        var alternatives = astral.SelectMany(range => Pairs(Math.Max(range.Low, LastOfBmp + 1), range.High));
        return $"(?:{string.Join('|', basic is null ? alternatives : alternatives.Prepend(basic))})";
    }

    private IEnumerable<(int Low, int High)> Complement()
    {
        var next = 0;
        foreach (var (low, high) in _ranges.OrderBy(range => range.Low))
        {
            if (low > next) yield return (next, low - 1);
            next = Math.Max(next, high + 1);
        }

        if (next <= Last) yield return (next, Last);
    }

    private static IEnumerable<string> Pairs(int low, int high)
    {
        while (low <= high)
        {
            var (first, second) = Split(low);
            var block = Math.Min(high, low | 0x3FF);
            if (second == 0xDC00 && (high | 0x3FF) == high)
            {
                yield return $"[{Unit(first)}-{Unit(Split(high).First)}][\\uDC00-\\uDFFF]";
                yield break;
            }

            yield return $"{Unit(first)}[{Unit(second)}-{Unit(Split(block).Second)}]";
            low = block + 1;
        }
    }

    private static (int First, int Second) Split(int point) => (0xD800 + ((point - 0x10000) >> 10), 0xDC00 + ((point - 0x10000) & 0x3FF));

    private static void AppendRange(StringBuilder body, int low, int high)
    {
        body.Append(Unit(low));
        if (high > low) body.Append('-').Append(Unit(high));
    }

    private static string Unit(int unit) => "\\u" + unit.ToString("X4", CultureInfo.InvariantCulture);
}
