using System.Buffers;
using System.Text;
using System.Text.Json;

namespace GovernanceConsole.Rego.Values;

/// <summary>
/// Turns JSON text into values: numbers keep their text, of a key given twice the last one counts, as in OPA. A text that is no JSON or exceeds
/// the limits throws <see cref="JsonException"/>.
/// </summary>
public static class JsonReader
{
    public static Value Read(string json, JsonLimits? limits = null) => Read(Encoding.UTF8.GetBytes(json), limits);

    public static Value Read(ReadOnlySpan<byte> utf8, JsonLimits? limits = null)
    {
        limits ??= JsonLimits.Input;
        if (utf8.Length > limits.Bytes) throw new JsonException($"the text has more than {limits.Bytes} bytes");
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = limits.Depth });
        if (!reader.Read()) throw new JsonException("the text is empty");
        var value = ReadValue(ref reader);
        if (reader.Read()) throw new JsonException("text follows the value");
        return value;
    }

    public static Value Read(JsonElement element) => Read(JsonSerializer.SerializeToUtf8Bytes(element));

    private static Value ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => NullValue.Instance,
        JsonTokenType.True => BooleanValue.True,
        JsonTokenType.False => BooleanValue.False,
        JsonTokenType.String => StringValue.Of(ReadText(ref reader)),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.StartArray => ReadArray(ref reader),
        _ => ReadObject(ref reader),
    };

    private static NumberValue ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan is [not (byte)'-', ..] && reader.TryGetInt64(out var small) && reader.ValueSpan.IndexOfAny("eE."u8) < 0) return NumberValue.Of(small);
        var text = Encoding.ASCII.GetString(reader.ValueSpan);
        return NumberValue.TryParse(text, out var number) ? number : throw new JsonException("a number has too many digits");
    }

    private static ArrayValue ReadArray(ref Utf8JsonReader reader)
    {
        var items = ArrayPool<Value>.Shared.Rent(8);
        var count = 0;
        try
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (count == items.Length) items = Grow(items);
                items[count++] = ReadValue(ref reader);
            }

            return ArrayValue.Owning(items.AsSpan(0, count).ToArray());
        }
        finally
        {
            ArrayPool<Value>.Shared.Return(items, clearArray: true);
        }
    }

    private static Value[] Grow(Value[] items)
    {
        var larger = ArrayPool<Value>.Shared.Rent(items.Length * 2);
        items.CopyTo(larger, 0);
        ArrayPool<Value>.Shared.Return(items, clearArray: true);
        return larger;
    }

    private static ObjectValue ReadObject(ref Utf8JsonReader reader)
    {
        var keys = ArrayPool<Value>.Shared.Rent(8);
        var values = ArrayPool<Value>.Shared.Rent(8);
        var count = 0;
        try
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (count == keys.Length) keys = Grow(keys);
                if (count == values.Length) values = Grow(values);
                keys[count] = reader.ValueIsEscaped ? StringValue.Of(ReadText(ref reader)) : KeyCache.Of(reader.ValueSpan);
                reader.Read();
                values[count] = ReadValue(ref reader);
                count++;
            }

            return ObjectBuilder.Build(keys.AsSpan(0, count), values.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<Value>.Shared.Return(keys, clearArray: true);
            ArrayPool<Value>.Shared.Return(values, clearArray: true);
        }
    }

    /// <summary>An escaped lone surrogate becomes the replacement character, as in Go, instead of an error.</summary>
    private static string ReadText(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return Encoding.UTF8.GetString(reader.ValueSpan);
        return JsonText.Unescape(Encoding.UTF8.GetString(reader.ValueSpan));
    }
}
