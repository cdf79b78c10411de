using System.Numerics;
using System.Text;
using GovernanceConsole.Rego.Builtins.Formatting;
using GovernanceConsole.Rego.Builtins.Templates;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Searching, cutting and formatting texts; positions and lengths count code points.</summary>
internal static class Strings
{
    private static readonly Operand[] One = [Operand.String];
    private static readonly Operand[] Two = [Operand.String, Operand.String];
    private static readonly Operand TextOrTexts = Operand.OneOf(ValueKind.String, ValueKind.Set, ValueKind.Array);

    public static IReadOnlyList<Builtin> All { get; } =
    [
        Test("contains", static (text, part) => text.Contains(part, StringComparison.Ordinal)),
        Test("startswith", static (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
        Test("endswith", static (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
        Builtin.Of("strings.any_prefix_match", [TextOrTexts, TextOrTexts], (context, arguments) => AnyMatch(context, arguments, prefix: true)),
        Builtin.Of("strings.any_suffix_match", [TextOrTexts, TextOrTexts], (context, arguments) => AnyMatch(context, arguments, prefix: false)),
        Builtin.Of("concat", [Operand.String, Operand.SetOrArray], Concat),
        Map("lower", static text => text.ToLowerInvariant()),
        Map("upper", static text => text.ToUpperInvariant()),
        Map("strings.reverse", Reverse),
        Builtin.Of("split", Two, Split),
        Builtin.Of("replace", [Operand.String, Operand.String, Operand.String], Replace),
        Builtin.Of("strings.replace_n", [Operand.Object, Operand.String], ReplaceAll),
        Builtin.Of("strings.count", Two, Count),
        Builtin.Of("indexof", Two, IndexOf),
        Builtin.Of("indexof_n", Two, IndexesOf),
        Builtin.Of("substring", [Operand.String, Operand.Number, Operand.Number], Substring),
        Builtin.Of("format_int", [Operand.Number, Operand.Number], FormatInteger),
        Builtin.Of("sprintf", [Operand.String, Operand.Array], Sprintf),
        Builtin.Of("strings.render_template", [Operand.String, Operand.Object], (context, arguments) => StringValue.Of(TemplateRun.Render(context, arguments.Text(1), arguments.Object(2)))),
    ];

    private static Builtin Test(string name, Func<string, string, bool> test) => Builtin.Of(name, Two, (context, arguments) =>
    {
        context.ChargeText(arguments.Text(1).Length);
        return BooleanValue.Of(test(arguments.Text(1), arguments.Text(2)));
    });

    private static Builtin Map(string name, Func<string, string> map) => Builtin.Of(name, One, (context, arguments) =>
    {
        context.ChargeText(arguments.Text(1).Length);
        return StringValue.Of(map(arguments.Text(1)));
    });

    private static BooleanValue AnyMatch(BuiltinContext context, ReadOnlySpan<Value> arguments, bool prefix)
    {
        var (texts, parts) = (arguments.Texts(1), arguments.Texts(2));
        context.Charge((long)texts.Length * parts.Length);
        foreach (var text in texts)
            foreach (var part in parts)
                if (prefix ? text.StartsWith(part, StringComparison.Ordinal) : text.EndsWith(part, StringComparison.Ordinal)) return BooleanValue.True;
        return BooleanValue.False;
    }

    private static StringValue Concat(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var texts = arguments.Texts(2);
        var size = (long)arguments.Text(1).Length * texts.Length;
        foreach (var text in texts) size += text.Length;
        context.ReserveOutput(size);
        return StringValue.Of(string.Join(arguments.Text(1), texts));
    }

    private static string Reverse(string text)
    {
        var reversed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Reverse()) reversed.Append(rune.ToString());
        return reversed.ToString();
    }

    private static ArrayValue Split(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var (text, separator) = (arguments.Text(1), arguments.Text(2));
        context.Charge(1 + text.Length);
        return ArrayValue.OfStrings(separator.Length > 0 ? text.Split(separator) : text.EnumerateRunes().Select(rune => rune.ToString()));
    }

    private static StringValue Replace(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var (text, old, fresh) = (arguments.Text(1), arguments.Text(2), arguments.Text(3));
        return StringValue.Of(TextReplacement.Apply(context, text, [(old, fresh)]));
    }

    private static StringValue ReplaceAll(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var patterns = arguments.Object(1);
        var pairs = new (string Old, string Fresh)[patterns.Count];
        for (var i = 0; i < pairs.Length; i++)
        {
            if (patterns.KeyAt(i) is not StringValue old) throw BuiltinException.Operand(1, "non-string key found in pattern object");
            if (patterns.ValueAt(i) is not StringValue fresh) throw BuiltinException.Operand(1, "non-string value found in pattern object");
            pairs[i] = (old.Text, fresh.Text);
        }

        return StringValue.Of(TextReplacement.Apply(context, arguments.Text(2), pairs));
    }

    private static NumberValue Count(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var (text, part) = (arguments.Text(1), arguments.Text(2));
        context.ChargeText(text.Length);
        return NumberValue.Of(part.Length == 0 ? ((StringValue)arguments[0]).CodePoints + 1 : text.AsSpan().Count(part));
    }

    private static NumberValue IndexOf(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var (text, part) = SearchTerms(context, arguments);
        var found = text.IndexOf(part, StringComparison.Ordinal);
        return NumberValue.Of(found < 0 ? -1 : StringValue.Of(text[..found]).CodePoints);
    }

    private static ArrayValue IndexesOf(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var (text, part) = SearchTerms(context, arguments);
        var found = new List<Value>();
        var codePoint = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (i > 0 && char.IsSurrogatePair(text[i - 1], text[i])) continue;
            if (string.CompareOrdinal(text, i, part, 0, part.Length) == 0) found.Add(NumberValue.Of(codePoint));
            codePoint++;
        }

        context.Charge(text.Length + found.Count);
        return ArrayValue.Owning([.. found]);
    }

    private static (string Text, string Part) SearchTerms(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        context.ChargeText(arguments.Text(1).Length);
        return arguments.Text(2).Length > 0 ? (arguments.Text(1), arguments.Text(2)) : throw BuiltinException.Failure("empty search character");
    }

    private static StringValue Substring(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var text = (StringValue)arguments[0];
        var (offset, length) = (arguments.Index(2), arguments.Index(3));
        if (offset < 0) throw BuiltinException.Failure("negative offset");
        context.ChargeText(text.Text.Length);
        var count = text.CodePoints;
        if (offset >= count) return StringValue.Empty;
        var end = length < 0 ? count : Math.Min(count, (long)offset + length);
        if (count == text.Text.Length) return StringValue.Of(text.Text[offset..(int)end]);
        return StringValue.Of(string.Concat(text.Text.EnumerateRunes().Skip(offset).Take((int)end - offset)));
    }

    private static StringValue FormatInteger(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        if (!arguments.Number(2).TryGetPlainInteger(out var numberBase) || numberBase is not (2 or 8 or 10 or 16))
            throw BuiltinException.Operand(2, "must be one of {2, 8, 10, 16}");
        var number = arguments.Number(1).ToBigInteger();
        return StringValue.Of((number.Sign < 0 ? "-" : "") + GoInteger.InBase(BigInteger.Abs(number), numberBase));
    }

    private static StringValue Sprintf(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var text = GoPrinter.Print(context, arguments.Text(1), arguments.Array(2));
        context.ReserveOutput(text.Length);
        return StringValue.Of(text);
    }
}
