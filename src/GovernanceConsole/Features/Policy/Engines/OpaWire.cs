using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovernanceConsole.Features.Policy.Engines;

/// <summary>OPA's Data API as bytes: the question's envelope, and what of an answer this console looks at. Everything OPA says is text of a stranger: bounded, and without control characters where it is quoted.</summary>
internal static class OpaWire
{
    /// <summary>The largest answer that is read.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>A member said twice has two meanings: refused, as in a decision document.</summary>
    public static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary><c>{"input": …}</c>; null when the input is not exactly one JSON value, which could otherwise say more than the input.</summary>
    public static byte[]? Question(ReadOnlySpan<byte> input)
    {
        var bytes = new ArrayBufferWriter<byte>(input.Length + 16);
        try
        {
            using var json = new Utf8JsonWriter(bytes);
            json.WriteStartObject();
            json.WritePropertyName("input");
            json.WriteRawValue(input, skipInputValidation: false);
            json.WriteEndObject();
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Null when there is more than <see cref="MostBytes"/>.</summary>
    public static async Task<byte[]?> ReadBounded(Stream stream, CancellationToken cancel)
    {
        using var all = new MemoryStream();
        var piece = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(piece, cancel)) > 0)
        {
            if (all.Length + read > MostBytes)
                return null;
            all.Write(piece, 0, read);
        }
        return all.ToArray();
    }

    /// <summary>OPA's error document in a few words (<c>code</c>, and the message of the first error in it); null when the body is none.</summary>
    public static string? Complaint(byte[] body)
    {
        try
        {
            if (JsonNode.Parse(body, null, Strict) is not JsonObject error || Text(error["code"]) is not { } code)
                return null;
            var first = error["errors"] is JsonArray { Count: > 0 } errors ? errors[0] as JsonObject : null;
            return Quoted($"{code}: {Text(first?["message"]) ?? Text(error["message"]) ?? "no message"}");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string? Version(JsonObject answer) => Text((answer["provenance"] as JsonObject)?["version"]) is { Length: > 0 and <= 40 } version && version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+') ? version : null;

    /// <summary>
    /// The revision OPA reports where none of those it reports is <paramref name="wanted"/>. An OPA whose bundles carry no revision, or that was handed its policy otherwise, reports none: then there is
    /// nothing to compare.
    /// </summary>
    public static string? OtherRevision(JsonObject answer, string wanted)
    {
        if (answer["provenance"] is not JsonObject provenance)
            return null;
        var bundles = provenance["bundles"] as JsonObject;
        var reported = (bundles ?? []).Select(bundle => Text((bundle.Value as JsonObject)?["revision"])).Append(Text(provenance["revision"])).Where(revision => !string.IsNullOrEmpty(revision)).ToList();
        return reported.Count == 0 || reported.Contains(wanted) ? null : Quoted(reported[0]!);
    }

    /// <summary>Fit for a reason and a line of the log.</summary>
    public static string Quoted(string text) => new([.. text.Take(300).Select(c => char.IsControl(c) ? ' ' : c)]);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
