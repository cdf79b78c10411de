using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace GovernanceConsole.Rego.Builtins.Patterns;

/// <summary>
/// A regular expression that matches in time linear in the text (.NET's non-backtracking engine). Compiled patterns are kept, up to a bound;
/// a pattern RE2 would not take throws <see cref="BuiltinException"/>.
/// </summary>
internal sealed class CompiledPattern
{
    private const int MaxKept = 200;
    private const int StepsToCompile = 200;
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<(string Pattern, bool WithAstral), CompiledPattern> Kept = new();

    private CompiledPattern(string pattern, bool withAstral)
    {
        try
        {
            (var translated, Groups) = Re2Translator.Translate(pattern, withAstral);
            Regex = new Regex(translated, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, MatchTimeout);
        }
        catch (Exception refused) when (refused is FormatException or ArgumentException or NotSupportedException)
        {
            throw BuiltinException.Failure(refused is FormatException ? refused.Message : "error parsing regexp: expression is too large");
        }
    }

    public Regex Regex { get; }

    /// <summary>The names of the groups by number, null for those without.</summary>
    public IReadOnlyList<string?> Groups { get; }

    /// <summary>The pattern made ready for a text: only one with surrogates needs classes that know pairs.</summary>
    public static CompiledPattern For(BuiltinContext context, string pattern, string text)
    {
        context.ChargeText(text.Length * 4L);
        var key = (pattern, text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || pattern.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'));
        if (Kept.TryGetValue(key, out var found)) return found;
        context.Charge(StepsToCompile + pattern.Length);
        if (Kept.Count >= MaxKept) Kept.Clear();
        return Kept[key] = new CompiledPattern(pattern, key.Item2);
    }

    public static bool IsValid(string pattern)
    {
        try
        {
            Re2Translator.Translate(pattern, withAstral: false);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    public bool IsMatch(string text) => Guarded(() => Regex.IsMatch(text));

    /// <summary>The matches as Go finds them: an empty match right behind another match does not count.</summary>
    public List<Match> Matches(BuiltinContext context, string text, int limit) => Guarded(() =>
    {
        var found = new List<Match>();
        var previousEnd = -1;
        for (var match = limit == 0 ? Match.Empty : Regex.Match(text); match.Success; match = match.NextMatch())
        {
            context.Charge(2);
            if (match.Length > 0 || match.Index != previousEnd) found.Add(match);
            previousEnd = match.Index + match.Length;
            if (found.Count == limit) break;
        }

        return found;
    });

    /// <summary>Go's expansion of <c>$1</c>, <c>${1}</c>, <c>$name</c> and <c>$$</c>; an unknown group is empty.</summary>
    public void Expand(StringBuilder output, string template, Match match)
    {
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] != '$' || at + 1 == template.Length)
            {
                output.Append(template[at]);
                continue;
            }

            if (template[at + 1] == '$')
            {
                output.Append('$');
                at++;
                continue;
            }

            var braced = template[at + 1] == '{';
            var start = at + (braced ? 2 : 1);
            var end = start;
            while (end < template.Length && (char.IsAsciiLetterOrDigit(template[end]) || template[end] == '_')) end++;
            if (end == start || (braced && (end == template.Length || template[end] != '}')))
            {
                output.Append('$');
                continue;
            }

            output.Append(GroupNamed(template[start..end], match));
            at = braced ? end : end - 1;
        }
    }

    private string GroupNamed(string name, Match match)
    {
        if (!int.TryParse(name, System.Globalization.NumberStyles.None, null, out var number)) number = IndexOf(name);
        return number >= 0 && number < Groups.Count ? match.Groups[number].Value : "";
    }

    private int IndexOf(string name)
    {
        for (var i = 1; i < Groups.Count; i++)
            if (Groups[i] == name) return i;
        return -1;
    }

    private static T Guarded<T>(Func<T> match)
    {
        try
        {
            return match();
        }
        catch (RegexMatchTimeoutException)
        {
            throw new RegoException(RegoErrorCodes.Cancelled, "a regular expression took longer than a second");
        }
    }
}
