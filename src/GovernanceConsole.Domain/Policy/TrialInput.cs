using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GovernanceConsole.Domain.Policy;

/// <summary>
/// An input that a person wrote by hand to ask a policy about: one JSON object of at most <see cref="MostBytes"/>, no member twice. Refused with line and column of what is wrong. Written out again it is indented,
/// and what hides or reorders stands as <c>\uXXXX</c>: whoever edits it sees what is there.
/// </summary>
public sealed partial class TrialInput
{
    public const int MostBytes = 64 * 1024;

    private readonly JsonElement _root;

    private TrialInput(JsonElement root, byte[] bytes)
    {
        _root = root;
        Bytes = bytes;
        Text = Visible(root);
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Indented, with every character visible.</summary>
    public string Text { get; }

    /// <summary>The type that is asked about, where the input names one.</summary>
    public string? IntentType => Named("intent", "type");

    /// <summary>The highest of the type's floor and the agent's tier, as at a declaration. A tier that is there and is none counts as the highest.</summary>
    public Risk Floor(Risk ofType) => SafetyNet.Max(ofType, Member("agent", "risk_tier") is not { } tier ? Risk.Routine
        : tier.ValueKind == JsonValueKind.String && SafetyNet.RiskOf(tier.GetString()!) is { } named ? named : Risk.Critical);

    /// <summary>The instant the input is about; null when it names none.</summary>
    public DateTime? Now => Member("now") is { ValueKind: JsonValueKind.String } now && DateTimeOffset.TryParse(now.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.UtcDateTime : null;

    public static Outcome<TrialInput> Read(byte[] bytes)
    {
        if (bytes.Length > MostBytes)
            return TooBig(bytes.Length);
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new TrialInput(document.RootElement.Clone(), bytes)
                : PolicyRefusals.TrialInput.At(new FieldError("/input", "It must be an object: { \"intent\": …, \"agent\": …, \"facts\": … }."));
        }
        catch (JsonException fault)
        {
            var place = fault.LineNumber is { } line ? $"Line {line + 1}, column {Column(bytes, line, fault.BytePositionInLine ?? 0)}: " : "";
            return PolicyRefusals.TrialInput.At(new FieldError("/input", place + Trailer().Replace(fault.Message, "")));
        }
        catch (InvalidOperationException)
        {
            return PolicyRefusals.TrialInput.At(new FieldError("/input", "A text in it ends in the middle of a character (\\ud800 and the like): half a pair is no text."));
        }
    }

    public static Refusal TooBig(long bytes) =>
        PolicyRefusals.TrialInput.At(new FieldError("/input", $"It has {(bytes + 1023) / 1024} KiB, and the bench takes {MostBytes / 1024}. Leave out what no rule looks at."));

    private static string Visible(JsonElement root)
    {
        using var written = new MemoryStream();
        using (var writer = new Utf8JsonWriter(written, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            root.WriteTo(writer);
        var text = Encoding.UTF8.GetString(written.ToArray());
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Hides(rune))
                foreach (var unit in rune.ToString())
                    visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
            else
                visible.Append(rune.ToString());
        }
        return visible.ToString();
    }

    private static bool Hides(Rune rune) => rune.Value is not ('\n' or ' ') && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private string? Named(params string[] path) => Member(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private JsonElement? Member(params string[] path)
    {
        var at = _root;
        foreach (var name in path)
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return null;
        return at;
    }

    /// <summary>In characters, as an editor counts.</summary>
    private static int Column(byte[] bytes, long line, long bytesIn)
    {
        var start = 0;
        for (; line > 0 && start < bytes.Length; start++)
            if (bytes[start] == '\n')
                line--;
        return 1 + Encoding.UTF8.GetCharCount(bytes, start, (int)Math.Min(bytesIn, bytes.Length - start));
    }

    [GeneratedRegex(@"\s+(Path: .*)?\s*LineNumber: .*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Trailer();
}
