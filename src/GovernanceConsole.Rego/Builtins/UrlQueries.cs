using System.Globalization;
using System.Text;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Query strings as Go's net/url writes and reads them: blanks as plus signs, everything but letters, digits and <c>-_.~</c> escaped.</summary>
internal static class UrlQueries
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        Builtin.Of("urlquery.encode", [Operand.String], (context, arguments) => Text(context, Escape(arguments.Text(1)))),
        Builtin.Of("urlquery.decode", [Operand.String], (context, arguments) => Text(context, Unescape(arguments.Text(1)))),
        Builtin.Of("urlquery.encode_object", [Operand.Object], EncodeObject),
        Builtin.Of("urlquery.decode_object", [Operand.String], DecodeObject),
    ];

    private static StringValue Text(BuiltinContext context, string text)
    {
        context.ReserveOutput(text.Length);
        return StringValue.Of(text);
    }

    private static string Escape(string text)
    {
        var output = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            var unit = (char)octet;
            if (char.IsAsciiLetterOrDigit(unit) || unit is '-' or '_' or '.' or '~') output.Append(unit);
            else if (unit == ' ') output.Append('+');
            else output.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
        }

        return output.ToString();
    }

    private static string Unescape(string text)
    {
        var source = Encoding.UTF8.GetBytes(text);
        var output = new List<byte>(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] != '%')
            {
                output.Add(source[i] == '+' ? (byte)' ' : source[i]);
                continue;
            }

            var escape = Encoding.UTF8.GetString(source.AsSpan(i, Math.Min(3, source.Length - i)));
            if (escape.Length != 3 || !byte.TryParse(escape.AsSpan(1), NumberStyles.AllowHexSpecifier, null, out var octet))
                throw BuiltinException.Failure($"invalid URL escape {StringValue.Of(escape)}");
            output.Add(octet);
            i += 2;
        }

        return Encoding.UTF8.GetString([.. output]);
    }

    private static StringValue EncodeObject(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var members = arguments.Object(1);
        var pairs = new List<string>();
        for (var i = 0; i < members.Count; i++)
        {
            var key = members.KeyAt(i) is StringValue text ? text.Text : JsonWriter.ToText(members.KeyAt(i));
            context.Charge(1 + members.ValueAt(i).Count);
            foreach (var value in Texts(members.ValueAt(i))) pairs.Add($"{Escape(key)}={Escape(value)}");
        }

        return Text(context, string.Join('&', pairs));
    }

    private static IEnumerable<string> Texts(Value value) => value switch
    {
        StringValue text => [text.Text],
        ArrayValue array => array.AsEnumerable().Select(Member),
        SetValue set => set.AsEnumerable().Select(Member),
        _ => throw WrongValues(),
    };

    private static string Member(Value member) => member is StringValue text ? text.Text : throw WrongValues();

    private static BuiltinException WrongValues() => BuiltinException.Operand(1, "values must be string, array[string], or set[string]");

    private static ObjectValue DecodeObject(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var text = arguments.Text(1);
        context.Charge(1 + text.Length);
        var values = new Dictionary<string, List<Value>>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&'))
        {
            if (pair.Length == 0) continue;
            if (pair.Contains(';')) throw BuiltinException.Failure("invalid semicolon separator in query");
            var equals = pair.IndexOf('=');
            var key = Unescape(equals < 0 ? pair : pair[..equals]);
            if (!values.TryGetValue(key, out var list)) values[key] = list = [];
            list.Add(StringValue.Of(Unescape(equals < 0 ? "" : pair[(equals + 1)..])));
        }

        var members = new ObjectBuilder(values.Count);
        foreach (var (key, list) in values) members.Set(StringValue.Of(key), ArrayValue.Owning([.. list]));
        return members.Build();
    }
}
