using System.Text;
using System.Text.RegularExpressions;
using GovernanceConsole.Rego.Builtins.Patterns;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Regular expressions of RE2's syntax, matched in linear time.</summary>
internal static class Regexes
{
    private static readonly Operand[] Two = [Operand.String, Operand.String];
    private static readonly Operand[] TwoAndLimit = [Operand.String, Operand.String, Operand.Number];
    private static readonly Operand[] Three = [Operand.String, Operand.String, Operand.String];
    private static readonly Operand[] Four = [Operand.String, Operand.String, Operand.String, Operand.String];

    public static IReadOnlyList<Builtin> All { get; } =
    [
        Builtin.Of("regex.match", Two, Match),
        Builtin.Deprecated("re_match", Two, Match),
        Builtin.Of("regex.is_valid", [Operand.Any], IsValid),
        Builtin.Of("regex.split", Two, Split),
        Builtin.Of("regex.replace", Three, Replace),
        Builtin.Of("regex.find_n", TwoAndLimit, Find),
        Builtin.Of("regex.find_all_string_submatch_n", TwoAndLimit, FindGroups),
        Builtin.Of("regex.template_match", Four, MatchTemplate),
        Builtin.Of("regex.globs_match", Two, (context, arguments) => BooleanValue.Of(GlobIntersection.IsNonEmpty(context, arguments.Text(1), arguments.Text(2)))),
    ];

    private static BooleanValue Match(BuiltinContext context, ReadOnlySpan<Value> arguments) =>
        BooleanValue.Of(CompiledPattern.For(context, arguments.Text(1), arguments.Text(2)).IsMatch(arguments.Text(2)));

    private static BooleanValue IsValid(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        if (arguments[0] is not StringValue pattern) return BooleanValue.False;
        context.Charge(pattern.Text.Length);
        return BooleanValue.Of(CompiledPattern.IsValid(pattern.Text));
    }

    private static ArrayValue Split(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var text = arguments.Text(2);
        if (arguments.Text(1).Length > 0 && text.Length == 0) return ArrayValue.Of(StringValue.Empty);
        var parts = new List<string>();
        var (start, end) = (0, 0);
        foreach (var match in CompiledPattern.For(context, arguments.Text(1), text).Matches(context, text, limit: -1))
        {
            end = match.Index;
            if (match.Index + match.Length != 0) parts.Add(text[start..end]);
            start = match.Index + match.Length;
        }

        if (end != text.Length) parts.Add(text[start..]);
        return ArrayValue.OfStrings(parts);
    }

    private static StringValue Replace(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var (text, replacement) = (arguments.Text(1), arguments.Text(3));
        var pattern = CompiledPattern.For(context, arguments.Text(2), text);
        var output = new StringBuilder();
        var end = 0;
        foreach (var match in pattern.Matches(context, text, limit: -1))
        {
            output.Append(text, end, match.Index - end);
            pattern.Expand(output, replacement, match);
            end = match.Index + match.Length;
            if (output.Length > BuiltinContext.MaxOutput) context.ReserveOutput(output.Length);
        }

        return StringValue.Of(output.Append(text, end, text.Length - end).ToString());
    }

    private static ArrayValue Find(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var matches = CompiledPattern.For(context, arguments.Text(1), arguments.Text(2)).Matches(context, arguments.Text(2), arguments.Index(3));
        return ArrayValue.OfStrings(matches.Select(match => match.Value));
    }

    private static ArrayValue FindGroups(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var matches = CompiledPattern.For(context, arguments.Text(1), arguments.Text(2)).Matches(context, arguments.Text(2), arguments.Index(3));
        return ArrayValue.From(matches.Select(match => ArrayValue.OfStrings(match.Groups.Values.Select(group => group.Value))));
    }

    /// <summary>A text in which only the parts between the delimiters are expressions.</summary>
    private static BooleanValue MatchTemplate(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var template = arguments.Text(1);
        var (open, close) = (Delimiter("start", arguments.Text(3)), Delimiter("end", arguments.Text(4)));
        var pattern = new StringBuilder("^");
        var (level, start) = (0, 0);
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] == open)
            {
                if (level++ > 0) continue;
                pattern.Append(Quote(template[start..i]));
                start = i + 1;
            }
            else if (template[i] == close)
            {
                if (--level < 0) break;
                if (level > 0) continue;
                pattern.Append('(').Append(template, start, i - start).Append(')');
                start = i + 1;
            }
        }

        if (level != 0) throw BuiltinException.Failure($"unbalanced braces in {StringValue.Of(template)}");
        pattern.Append(Quote(template[start..])).Append('$');
        return BooleanValue.Of(CompiledPattern.For(context, pattern.ToString(), arguments.Text(2)).IsMatch(arguments.Text(2)));
    }

    private static char Delimiter(string which, string text) =>
        text.Length == 1 ? text[0] : throw BuiltinException.Failure($"{which} delimiter has to be exactly one character long but is {Encoding.UTF8.GetByteCount(text)} long");

    private static string Quote(string text) => text.Length == 0 ? "" : Regex.Replace(text, @"[\\.+*?()|\[\]{}^$]", @"\$0", RegexOptions.NonBacktracking);
}
