using System.Text;
using System.Text.Json;
using GovernanceConsole.Rego;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Commands;

/// <summary>Reads a file as a text or as a JSON or YAML document, no more of it than the engine takes in. Fails with exit code 2 where there is no such file, with 1 and the place where its content is at fault.</summary>
internal static class Document
{
    /// <summary>A source of more bytes than this has more characters than the parser takes; it says so itself.</summary>
    private const int TextBytes = 16 * 1024 * 1024;

    public static bool HasDocumentEnding(string path) => path.EndsWith(".json", StringComparison.Ordinal) || IsYaml(path);

    public static Value Read(string path) => Parse(path, Bytes(path, JsonLimits.Data.Bytes));

    public static Value Read(Stream stream) => Parse("standard input", Bytes(stream, "standard input", JsonLimits.Data.Bytes));

    public static string ReadText(string path)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(WithoutMark(Bytes(path, TextBytes)));
        }
        catch (ArgumentException)
        {
            throw new RegoException(RegoErrorCodes.Parse, "the file is not UTF-8: save it with that encoding.", new SourcePosition(path, 1, 1));
        }
    }

    private static bool IsYaml(string path) => path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal);

    private static Value Parse(string name, byte[] bytes)
    {
        if (IsYaml(name))
            return Yaml(name, bytes);
        try
        {
            return JsonReader.Read(WithoutMark(bytes), JsonLimits.Data);
        }
        catch (JsonException fault)
        {
            var place = fault.LineNumber is { } line ? $":{line + 1}:{(fault.BytePositionInLine ?? 0) + 1}" : "";
            var sentence = fault.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
            throw new CommandFailed(CommandFailed.Fault, $"{name}{place}: this is no JSON: {sentence}");
        }
    }

    /// <summary>YAML is what the policies themselves take for it.</summary>
    private static Value Yaml(string name, byte[] bytes)
    {
        var text = RegoPolicy.Compile([]).Evaluate("yaml.unmarshal(input)", new RegoInput(StringValue.Of(Encoding.UTF8.GetString(WithoutMark(bytes))), DateTimeOffset.UnixEpoch) { StrictBuiltinErrors = true });
        return text.Value ?? throw new CommandFailed(CommandFailed.Fault, $"{name}: this is no YAML: {text.Error?.Reason}");
    }

    private static byte[] Bytes(string path, int most)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Bytes(stream, path, most);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw CommandFailed.Misused(Path.Exists(path) ? $"'{path}' cannot be read: {fault.Message}" : $"'{path}' does not exist.");
        }
    }

    private static byte[] Bytes(Stream stream, string name, int most)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (bytes.Length + read > most)
                throw new CommandFailed(CommandFailed.Fault, $"{name}: more than {most / 1024 / 1024} MB.");
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
}
