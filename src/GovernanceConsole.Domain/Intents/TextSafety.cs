using System.Globalization;
using System.Text;

namespace GovernanceConsole.Domain.Intents;

/// <summary>Where a text stands, which decides what belongs in it.</summary>
public enum TextUse
{
    /// <summary>One line of a name or an identifier: no line breaks, no pictures.</summary>
    Name,

    /// <summary>One line of words.</summary>
    Line,

    /// <summary>Paragraphs: line breaks belong.</summary>
    Prose,

    /// <summary>One line of SQL, JSON or the like: indentation belongs, tabs are shown.</summary>
    Code,
}

/// <summary>
/// Makes hostile text visible. Characters that hide, reorder, blank out or imitate become escapes such as <c>⟦U+202E⟧</c>, floods are shortened with their count, an over-long value is cut in
/// the middle; what was found is flagged. Nothing is dropped without a trace, and text without such characters comes out unchanged. Never fails.
/// </summary>
public static class TextSafety
{
    public const int Unlimited = int.MaxValue;
    private const int MostMarks = 3;
    private const int MostSpaces = 3;
    private const int MostIndent = 40;

    /// <summary>The text as it may be shown, with at most about <paramref name="most"/> characters; the same call with <see cref="Unlimited"/> gives the whole.</summary>
    public static SafeText Show(string value, TextUse use = TextUse.Line, int most = 200)
    {
        if (IsOrdinary(value) && value.Length <= most)
            return new SafeText([new TextSegment(value, SegmentKind.Plain)], [], false);
        var shown = new Shown(use);
        shown.Read([.. value.EnumerateRunes()]);
        return shown.Finish(most);
    }

    /// <summary>Printable ASCII without runs of blanks: nearly everything, and nothing to do.</summary>
    private static bool IsOrdinary(string value) =>
        value.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 && !value.Contains("    ", StringComparison.Ordinal);

    /// <summary>The visible form being built, in units that are never torn apart: one character or one escape.</summary>
    private sealed class Shown(TextUse use)
    {
        private readonly List<TextSegment> _units = [];
        private readonly SortedSet<string> _flags = new(StringComparer.Ordinal);

        public void Read(Rune[] runes)
        {
            var foreign = Foreign(runes);
            var marks = 0;
            for (var i = 0; i < runes.Length; i++)
            {
                var rune = runes[i];
                var category = Rune.GetUnicodeCategory(rune);
                if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark && Fault(rune, category) is null)
                {
                    var run = RunOf(runes, i, static rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);
                    if (marks == 0 && (i == 0 || !InWord(runes[i - 1])))
                    {
                        Escape(rune, TextFlags.MarkFlood);
                    }
                    else if (marks + run > MostMarks && marks == MostMarks)
                    {
                        Escape($"⟦+{run} marks⟧", TextFlags.MarkFlood);
                        i += run - 1;
                    }
                    else
                    {
                        Plain(rune);
                    }

                    marks++;
                    continue;
                }

                marks = 0;
                if (rune.Value == ' ')
                    i += Spaces(runes, i) - 1;
                else if (rune.Value == '\n' && use == TextUse.Prose)
                    i += Breaks(runes, i) - 1;
                else if (rune.Value == '\r' && use == TextUse.Prose && i + 1 < runes.Length && runes[i + 1].Value == '\n')
                    continue;
                else if (rune.Value == '\t' && use == TextUse.Code)
                    Escape("⇥");
                else if (Fault(rune, category) is { } fault)
                    Escape(rune, fault);
                else if (foreign[i] is { } flag)
                    Escape($"⟦{rune} U+{rune.Value:X4}⟧", flag);
                else
                    Plain(rune);
            }
        }

        public SafeText Finish(int most)
        {
            var length = _units.Sum(static unit => unit.Text.Length);
            if (length <= most)
                return new SafeText(Merge(_units), [.. _flags], false);

            int head = 0, tail = _units.Count;
            for (var room = most * 2 / 3; head < tail && room >= _units[head].Text.Length; head++)
                room -= _units[head].Text.Length;
            for (var room = most / 3; tail > head && room >= _units[tail - 1].Text.Length; tail--)
                room -= _units[tail - 1].Text.Length;
            var left = string.Create(CultureInfo.InvariantCulture, $" ⟦… {tail - head:N0} of {_units.Count:N0} characters left out …⟧ ");
            return new SafeText(Merge([.. _units[..head], new TextSegment(left, SegmentKind.Cut), .. _units[tail..]]), [.. _flags], true);
        }

        private static List<TextSegment> Merge(List<TextSegment> units)
        {
            var merged = new List<TextSegment>();
            var run = new StringBuilder();
            for (var i = 0; i < units.Count; i++)
            {
                run.Append(units[i].Text);
                // Each escape stays a segment of its own, so that a page can box it.
                if (i + 1 < units.Count && units[i + 1].Kind == units[i].Kind && units[i].Kind == SegmentKind.Plain)
                    continue;
                merged.Add(new TextSegment(run.ToString(), units[i].Kind));
                run.Clear();
            }

            return merged;
        }

        /// <summary>What hides in one character, whatever stands around it.</summary>
        private static string? Fault(Rune rune, UnicodeCategory category) => rune.Value switch
        {
            0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => TextFlags.Bidi,
            0x00AD or 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0 => TextFlags.Invisible,
            (>= 0x180B and <= 0x180F) or (>= 0x200B and <= 0x200D) or (>= 0x2060 and <= 0x206F) or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF => TextFlags.Invisible,
            (>= 0xE0000 and <= 0xE0FFF) => TextFlags.Invisible,
            0x2028 or 0x2029 => TextFlags.Control,
            0xFFFD => TextFlags.UnknownCharacter,
            // our own brackets, or a text could fake an escape
            0x27E6 or 0x27E7 => TextFlags.LookAlike,
            _ => category switch
            {
                UnicodeCategory.Control => TextFlags.Control,
                UnicodeCategory.Format => TextFlags.Invisible,
                UnicodeCategory.SpaceSeparator when rune.Value != ' ' => TextFlags.UnusualSpace,
                UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate => TextFlags.UnknownCharacter,
                _ => null,
            },
        };

        /// <summary>For each character the flag that the words around it earn it, or null.</summary>
        private string?[] Foreign(Rune[] runes)
        {
            var flags = new string?[runes.Length];
            var scripts = Array.ConvertAll(runes, Scripts.Of);
            bool latin = scripts.Contains(Script.Latin), rightToLeft = Array.Exists(scripts, Scripts.IsRightToLeft);
            if (latin && rightToLeft)
                _flags.Add(TextFlags.RightToLeft);

            for (var i = 0; i < runes.Length; i++)
            {
                var rune = runes[i];
                var category = Rune.GetUnicodeCategory(rune);
                if (Scripts.PassesForAscii(rune) && (use is TextUse.Name or TextUse.Code || Rune.IsLetterOrDigit(rune)))
                    flags[i] = TextFlags.LookAlike;
                else if (category is UnicodeCategory.DecimalDigitNumber && !rune.IsAscii)
                    flags[i] = TextFlags.MixedDigits;
                else if (category is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol && use == TextUse.Name && !rune.IsAscii && Fault(rune, category) is null)
                    _flags.Add(TextFlags.Symbol);
            }

            // A whole word in look-alike letters is a disguise where Latin stands beside it, or where nothing but such letters stands; in prose it is a Russian "and".
            var disguise = use is TextUse.Name or TextUse.Code
                && (latin || Enumerable.Range(0, runes.Length).All(i => scripts[i] == Script.Common || Scripts.HasLatinShape(runes[i])));
            for (int from = 0, to; from < runes.Length; from = to + 1)
            {
                to = from;
                while (to < runes.Length && InWord(runes[to]))
                    to++;
                if (to > from)
                    Word(runes, scripts, flags, from, to, disguise);
            }

            return flags;
        }

        private static bool InWord(Rune rune) =>
            Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format;

        private static void Word(Rune[] runes, Script[] scripts, string?[] flags, int from, int to, bool disguise)
        {
            Span<int> counts = stackalloc int[(int)Script.Other + 1];
            var all = disguise;
            for (var i = from; i < to; i++)
            {
                if (scripts[i] == Script.Common)
                    continue;
                counts[(int)scripts[i]]++;
                all &= Scripts.HasLatinShape(runes[i]);
            }

            var main = Script.Latin;
            for (var script = Script.Latin; script <= Script.Other; script++)
            {
                if (counts[(int)script] > counts[(int)main])
                    main = script;
            }

            for (var i = from; i < to; i++)
            {
                if (Scripts.Mix(scripts[i], main))
                    flags[i] ??= TextFlags.MixedScript;
                else if (all && scripts[i] is not (Script.Common or Script.Latin))
                    flags[i] ??= TextFlags.LookAlike;
            }
        }

        private int Spaces(Rune[] runes, int at)
        {
            var run = RunOf(runes, at, static rune => rune.Value == ' ');
            if (run > (use == TextUse.Code ? MostIndent : MostSpaces))
            {
                Escape($"⟦{run} spaces⟧", TextFlags.Padding);
                return run;
            }

            for (var i = 0; i < run; i++)
                Plain(runes[at]);
            return run;
        }

        private int Breaks(Rune[] runes, int at)
        {
            var run = RunOf(runes, at, static rune => rune.Value is '\n' or '\r');
            var breaks = runes.AsSpan(at, run).Count(new Rune('\n'));
            if (breaks > 2)
                Escape($"⟦{breaks} line breaks⟧", TextFlags.Padding);
            for (var i = 0; i < Math.Min(breaks, 2); i++)
                Plain(new Rune('\n'));
            return run;
        }

        private static int RunOf(Rune[] runes, int at, Func<Rune, bool> belongs)
        {
            var end = at;
            while (end < runes.Length && belongs(runes[end]))
                end++;
            return end - at;
        }

        private void Plain(Rune rune) => _units.Add(new TextSegment(rune.ToString(), SegmentKind.Plain));

        private void Escape(Rune rune, string flag) => Escape($"⟦U+{rune.Value:X4}⟧", flag);

        private void Escape(string text, string? flag = null)
        {
            _units.Add(new TextSegment(text, SegmentKind.Escape));
            if (flag is not null)
                _flags.Add(flag);
        }
    }
}
