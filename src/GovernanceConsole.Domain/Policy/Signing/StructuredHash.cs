using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GovernanceConsole.Domain.Policy.Signing;

/// <summary>
/// The digest of a file as OPA's bundle signatures take it: <c>data.json</c> and <c>.manifest</c> over their value written without blanks, members in the order of their names' bytes and numbers
/// as they stand in the file; every other file over its bytes. So a signature outlives another indentation, and nothing else.
/// </summary>
internal static class StructuredHash
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Null for an algorithm that is not known here. OPA would also take MD5, SHA-1 and the cut variants; none of them is wanted in a signature.</summary>
    /// <exception cref="FormatException">A structured file that cannot be read in one way only.</exception>
    public static byte[]? Of(string path, byte[] file, string algorithm)
    {
        Func<byte[], byte[]>? hash = algorithm switch
        {
            "SHA-256" => SHA256.HashData,
            "SHA-384" => SHA384.HashData,
            "SHA-512" => SHA512.HashData,
            _ => null,
        };
        return hash?.Invoke(IsStructured(path) ? Written(file) : file);
    }

    public static bool IsStructured(string path) => path[(path.LastIndexOf('/') + 1)..] is "data.json" or ".manifest";

    private static byte[] Written(byte[] file)
    {
        try
        {
            using var document = JsonDocument.Parse(file, Strict);
            var text = new StringBuilder(file.Length);
            Write(text, document.RootElement);
            return Encoding.UTF8.GetBytes(text.ToString());
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new FormatException(fault.Message, fault);
        }
    }

    private static void Write(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var first = true;
                foreach (var member in value.EnumerateObject().OrderBy(m => m.Name, ByBytes))
                {
                    text.Append(first ? '{' : ',');
                    WriteString(text, member.Name);
                    Write(text.Append(':'), member.Value);
                    first = false;
                }
                text.Append(first ? "{}" : "}");
                break;
            case JsonValueKind.Array:
                text.Append('[');
                for (var i = 0; i < value.GetArrayLength(); i++)
                    Write(i > 0 ? text.Append(',') : text, value[i]);
                text.Append(']');
                break;
            case JsonValueKind.String:
                WriteString(text, value.GetString()!);
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    /// <summary>As Go's encoder writes a string when it is not asked to spare HTML.</summary>
    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var unit in value)
        {
            _ = unit switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or '\u2028' or '\u2029' => text.Append("\\u").Append(((int)unit).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(unit),
            };
        }
        text.Append('"');
    }

    private static readonly Comparer<string> ByBytes = Comparer<string>.Create((a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));
}
