using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Paths into documents as json.filter, json.remove and json.patch take them: "a/b/0" (RFC 6901 escapes) or an array of keys.</summary>
internal static class JsonPath
{
    public static Value[] Parse(Value path) => path switch
    {
        StringValue { Text: "" } => [],
        StringValue text => [.. text.Text.TrimStart('/').Split('/').Select(Value (part) => StringValue.Of(Unescape(part)))],
        ArrayValue keys => keys.Items.ToArray(),
        _ => throw BuiltinException.Operand(2, $"must be one of {{set, array}} containing string paths or array of path segments but got {path.TypeName}"),
    };

    private static string Unescape(string part) => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
