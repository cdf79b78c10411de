using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GovernanceConsole.Rego.Values;

/// <summary>Writes values as JSON in OPA's form: keys sorted, sets as sorted arrays, keys that are no strings as their JSON text, numbers as written.</summary>
public static class JsonWriter
{
    private const int MaxDepth = 10_000;
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
        MaxDepth = MaxDepth,
    };

    public static void Write(IBufferWriter<byte> output, Value value)
    {
        using var writer = new Utf8JsonWriter(output, Options);
        Write(writer, value);
    }

    /// <summary>The JSON text as bytes. Each thread keeps its writer and buffer for the next value, unless the buffer grew large.</summary>
    public static byte[] ToUtf8(Value value)
    {
        var buffer = _buffer ?? new ArrayBufferWriter<byte>(LargestKept / 16);
        var writer = _writer ?? new Utf8JsonWriter(buffer, Options);
        (_buffer, _writer) = (null, null);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        Write(writer, value);
        writer.Flush();
        var json = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= LargestKept) (_buffer, _writer) = (buffer, writer);
        return json;
    }

    /// <summary>The JSON text as OPA's json.marshal gives it, characters escaped as Go escapes them.</summary>
    public static string ToText(Value value)
    {
        var output = new StringBuilder();
        Append(output, value);
        return output.ToString();
    }

    public static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value)
        {
            case NullValue: writer.WriteNullValue(); break;
            case BooleanValue boolean: writer.WriteBooleanValue(boolean.IsTrue); break;
            case NumberValue number when number.TryGetPlainInt64(out var small) && small != 0: writer.WriteNumberValue(small); break;
            case NumberValue number: writer.WriteRawValue(GoNumberFormat.Json(number.Text), skipInputValidation: true); break;
            case StringValue text: writer.WriteStringValue(text.Text); break;
            case ObjectValue members: WriteObject(writer, members); break;
            default: WriteArray(writer, value); break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, ObjectValue members)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        writer.WriteStartObject();
        for (var i = 0; i < members.Count; i++)
        {
            writer.WritePropertyName(KeyText(members.KeyAt(i)));
            Write(writer, members.ValueAt(i));
        }

        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, Value items)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        writer.WriteStartArray();
        for (var i = 0; i < items.Count; i++) Write(writer, items.ValueAt(i));
        writer.WriteEndArray();
    }

    private static void Append(StringBuilder output, Value value)
    {
        switch (value)
        {
            case NumberValue number: output.Append(GoNumberFormat.Json(number.Text)); break;
            case StringValue text: JsonText.AppendJson(output, text.Text); break;
            case ObjectValue: AppendMembers(output, value, '{', '}'); break;
            case ArrayValue or SetValue: AppendMembers(output, value, '[', ']'); break;
            default: TermWriter.Append(output, value); break;
        }
    }

    private static void AppendMembers(StringBuilder output, Value collection, char open, char close)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        output.Append(open);
        for (var i = 0; i < collection.Count; i++)
        {
            if (i > 0) output.Append(',');
            if (collection is ObjectValue)
            {
                JsonText.AppendJson(output, KeyText(collection.KeyAt(i)));
                output.Append(':');
            }

            Append(output, collection.ValueAt(i));
        }

        output.Append(close);
    }

    private static string KeyText(Value key) => key is StringValue text ? text.Text : ToText(key);
}
