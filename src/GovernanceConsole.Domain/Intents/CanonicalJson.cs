using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovernanceConsole.Domain.Intents;

/// <summary>
/// The one way JSON becomes bytes that are hashed or signed: RFC 8785 (JCS) for the profile intent-json/1, where numbers are integers within ±(2^53−1). Names are ordered by
/// UTF-16 code unit (§3.2.3), strings carry the fewest escapes (§3.2.2.2), nothing stands between tokens. What the profile does not know (a fraction, an exponent, a lone surrogate, a
/// name twice) throws <see cref="FormatException"/>: input is refused by <see cref="IntentJson"/> before, so here it is a bug.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The largest integer that every JSON implementation keeps exactly (RFC 7493 §2.2).</summary>
    public const long MaxInteger = 9_007_199_254_740_991;

    private static readonly SearchValues<char> MustEscape = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Comparison<JsonProperty> ByName = static (a, b) => string.CompareOrdinal(a.Name, b.Name);

    public static byte[] Write(JsonNode? node)
    {
        var to = new ArrayBufferWriter<byte>(512);
        WriteNode(to, node);
        return to.WrittenSpan.ToArray();
    }

    public static byte[] Write(JsonElement element)
    {
        var to = new ArrayBufferWriter<byte>(512);
        WriteElement(to, element);
        return to.WrittenSpan.ToArray();
    }

    private static void WriteNode(ArrayBufferWriter<byte> to, JsonNode? node)
    {
        switch (node)
        {
            case null:
                to.Write("null"u8);
                break;
            case JsonObject members:
                to.Write("{"u8);
                var first = true;
                foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    if (!first)
                        to.Write(","u8);
                    first = false;
                    WriteString(to, name);
                    to.Write(":"u8);
                    WriteNode(to, value);
                }

                to.Write("}"u8);
                break;
            case JsonArray items:
                to.Write("["u8);
                for (var i = 0; i < items.Count; i++)
                {
                    if (i > 0)
                        to.Write(","u8);
                    WriteNode(to, items[i]);
                }

                to.Write("]"u8);
                break;
            case JsonValue value:
                WriteValue(to, value);
                break;
        }
    }

    private static void WriteValue(ArrayBufferWriter<byte> to, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                WriteString(to, value.TryGetValue<string>(out var text) ? text : throw new FormatException("A string value is not held as a string."));
                break;
            case JsonValueKind.Number:
                WriteInteger(to, value.ToJsonString());
                break;
            case JsonValueKind.True:
                to.Write("true"u8);
                break;
            case JsonValueKind.False:
                to.Write("false"u8);
                break;
            case JsonValueKind.Null:
                to.Write("null"u8);
                break;
            default:
                WriteElement(to, value.GetValue<JsonElement>());
                break;
        }
    }

    private static void WriteElement(ArrayBufferWriter<byte> to, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteMembers(to, element);
                break;
            case JsonValueKind.Array:
                to.Write("["u8);
                var first = true;
                foreach (var item in element.EnumerateArray())
                {
                    if (!first)
                        to.Write(","u8);
                    first = false;
                    WriteElement(to, item);
                }

                to.Write("]"u8);
                break;
            case JsonValueKind.String:
                WriteString(to, Text(element));
                break;
            case JsonValueKind.Number:
                WriteInteger(to, element.GetRawText());
                break;
            case JsonValueKind.True:
                to.Write("true"u8);
                break;
            case JsonValueKind.False:
                to.Write("false"u8);
                break;
            case JsonValueKind.Null:
                to.Write("null"u8);
                break;
            default:
                throw new FormatException("There is no JSON value here.");
        }
    }

    private static void WriteMembers(ArrayBufferWriter<byte> to, JsonElement element)
    {
        var count = element.GetPropertyCount();
        var members = ArrayPool<JsonProperty>.Shared.Rent(count);
        try
        {
            var at = 0;
            foreach (var member in element.EnumerateObject())
                members[at++] = member;
            var sorted = members.AsSpan(0, count);
            sorted.Sort(ByName);
            to.Write("{"u8);
            for (var i = 0; i < count; i++)
            {
                var name = sorted[i].Name;
                if (i > 0)
                {
                    if (name == sorted[i - 1].Name)
                        throw new FormatException("A member name stands twice.");
                    to.Write(","u8);
                }

                WriteString(to, name);
                to.Write(":"u8);
                WriteElement(to, sorted[i].Value);
            }

            to.Write("}"u8);
        }
        finally
        {
            ArrayPool<JsonProperty>.Shared.Return(members, clearArray: true);
        }
    }

    private static string Text(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException wrong)
        {
            throw new FormatException("A string holds a lone surrogate.", wrong);
        }
    }

    private static void WriteInteger(ArrayBufferWriter<byte> to, string raw)
    {
        // JCS writes numbers as ECMAScript does; for integers in this range that is the plain decimal, so any other spelling is outside the profile.
        if (!long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            || integer is > MaxInteger or < -MaxInteger
            || raw == "-0")
        {
            throw new FormatException("A number is not an integer within ±(2^53−1).");
        }

        var span = to.GetSpan(20);
        integer.TryFormat(span, out var written, default, CultureInfo.InvariantCulture);
        to.Advance(written);
    }

    private static void WriteString(ArrayBufferWriter<byte> to, string text)
    {
        to.Write("\""u8);
        var rest = text.AsSpan();
        while (true)
        {
            var at = rest.IndexOfAny(MustEscape);
            WriteUtf8(to, at < 0 ? rest : rest[..at]);
            if (at < 0)
                break;
            WriteEscape(to, rest[at]);
            rest = rest[(at + 1)..];
        }

        to.Write("\""u8);
    }

    private static void WriteUtf8(ArrayBufferWriter<byte> to, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return;
        try
        {
            to.Advance(Utf8.GetBytes(text, to.GetSpan(Utf8.GetMaxByteCount(text.Length))));
        }
        catch (EncoderFallbackException wrong)
        {
            throw new FormatException("A string holds a lone surrogate.", wrong);
        }
    }

    private static void WriteEscape(ArrayBufferWriter<byte> to, char escaped)
    {
        switch (escaped)
        {
            case '"': to.Write("\\\""u8); break;
            case '\\': to.Write("\\\\"u8); break;
            case '\b': to.Write("\\b"u8); break;
            case '\t': to.Write("\\t"u8); break;
            case '\n': to.Write("\\n"u8); break;
            case '\f': to.Write("\\f"u8); break;
            case '\r': to.Write("\\r"u8); break;
            default:
                to.Write("\\u00"u8);
                var hex = to.GetSpan(2);
                hex[0] = "0123456789abcdef"u8[escaped >> 4];
                hex[1] = "0123456789abcdef"u8[escaped & 15];
                to.Advance(2);
                break;
        }
    }
}
