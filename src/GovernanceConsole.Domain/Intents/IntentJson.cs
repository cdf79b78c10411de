using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace GovernanceConsole.Domain.Intents;

/// <summary>
/// The input profile intent-json/1, read strictly in one pass: I-JSON (RFC 7493) of at most 64 KiB, depth 16 and 512 members, one object, no name twice, integers within ±(2^53−1) and
/// nothing else as numbers, text in NFC without surrogates or noncharacters, no control character in a name, no byte order mark, comment, trailing comma or trailing data.
/// What does not fit is refused with a pointer and never mended, because two readers would mend it differently.
/// </summary>
public static class IntentJson
{
    public const int MaxBytes = 64 * 1024;
    public const int MaxDepth = 16;
    public const int MaxMembers = 512;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = MaxDepth + 1, CommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = false };

    public static Outcome<IntentDocument> Parse(ReadOnlySpan<byte> body)
    {
        if (body.Length > MaxBytes)
            return IntentRefusals.TooLarge.At(new FieldError("", $"{body.Length} bytes; at most {MaxBytes} are read."));
        if (body.StartsWith("\uFEFF"u8))
            return Malformed("", "Starts with a byte order mark; leave it out.");
        if (!Utf8.IsValid(body))
            return Malformed("", "Is not UTF-8.");

        var walk = new Walk();
        try
        {
            walk.Through(new Utf8JsonReader(body, Strict));
        }
        catch (JsonException wrong)
        {
            walk.Errors.Add(new FieldError(walk.Place(), $"Not JSON at line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}."));
        }

        return walk.Errors.Count > 0
            ? IntentRefusals.Malformed with { Errors = walk.Errors }
            : new IntentDocument(JsonElement.Parse(body));
    }

    private static Refusal Malformed(string pointer, string message) => IntentRefusals.Malformed.At(new FieldError(pointer, message));

    /// <summary>One level of nesting: where in it the reader is.</summary>
    private sealed class Frame
    {
        public bool IsArray;
        public int Index;
        public string? Name;
        public readonly HashSet<string> Names = new(StringComparer.Ordinal);
    }

    /// <summary>The walk over one body. Stops at what makes going on pointless: bad syntax, too deep, too many members, or <see cref="IntentRefusals.MostErrors"/> errors.</summary>
    private sealed class Walk
    {
        private readonly Frame?[] _frames = new Frame?[MaxDepth];
        private int _depth;
        private int _members;

        public List<FieldError> Errors { get; } = [];

        public void Through(Utf8JsonReader reader)
        {
            while (Errors.Count < IntentRefusals.MostErrors && reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        if (!Enter(ref reader))
                            return;
                        continue;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        _depth--;
                        continue;
                    default:
                        Step();
                        break;
                }

                if (_depth == 0 && reader.TokenType != JsonTokenType.StartObject)
                {
                    Refuse("Must be an object.");
                    return;
                }

                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        if (!Open(reader.TokenType == JsonTokenType.StartArray))
                            return;
                        break;
                    case JsonTokenType.Number when NumberFault(reader.ValueSpan) is { } fault:
                        Refuse(fault);
                        break;
                    case JsonTokenType.String when TextFault(ref reader, out _) is { } fault:
                        Refuse(fault);
                        break;
                }
            }
        }

        /// <summary>The pointer of the value the reader is at.</summary>
        public string Place() => Place(_depth);

        private string Place(int depth)
        {
            var pointer = "";
            for (var i = 0; i < depth; i++)
            {
                var frame = _frames[i]!;
                if (frame.IsArray)
                    pointer = frame.Index < 0 ? pointer : JsonPointer.Item(pointer, frame.Index);
                else if (frame.Name is not null)
                    pointer = JsonPointer.Member(pointer, frame.Name);
            }

            return pointer;
        }

        private void Refuse(string message) => Errors.Add(new FieldError(Place(), message));

        private void Step()
        {
            if (_depth > 0 && _frames[_depth - 1] is { IsArray: true } frame)
                frame.Index++;
        }

        private bool Open(bool isArray)
        {
            if (_depth == MaxDepth)
            {
                Refuse($"Nested deeper than {MaxDepth} levels.");
                return false;
            }

            var frame = _frames[_depth++] ??= new Frame();
            frame.IsArray = isArray;
            frame.Index = -1;
            frame.Name = null;
            frame.Names.Clear();
            return true;
        }

        private bool Enter(ref Utf8JsonReader reader)
        {
            var frame = _frames[_depth - 1]!;
            frame.Name = null;
            if (++_members > MaxMembers)
            {
                Refuse($"The body has more than {MaxMembers} members.");
                return false;
            }

            if (TextFault(ref reader, out var name) is { } fault)
            {
                Refuse("A member name is refused: " + fault);
                return true;
            }

            foreach (var unit in name)
            {
                if (!char.IsControl(unit))
                    continue;
                Refuse("A member name holds a control character.");
                return true;
            }

            frame.Name = name;
            if (!frame.Names.Add(name))
                Refuse("The name stands twice in one object.");
            return true;
        }

        private static string? NumberFault(ReadOnlySpan<byte> raw)
        {
            if (raw.IndexOfAny(".eE"u8) >= 0)
                return "Only integers are numbers here; write a decimal as a string.";
            if (raw.SequenceEqual("-0"u8))
                return "Minus zero is refused; write 0.";
            return long.TryParse(raw, out var integer) && integer is <= CanonicalJson.MaxInteger and >= -CanonicalJson.MaxInteger
                ? null
                : "Beyond ±(2^53−1); write larger numbers as a string.";
        }

        private static string? TextFault(ref Utf8JsonReader reader, out string text)
        {
            text = "";
            var isName = reader.TokenType == JsonTokenType.PropertyName;
            if (!reader.ValueIsEscaped && Ascii.IsValid(reader.ValueSpan))
            {
                if (isName)
                    text = reader.GetString()!;
                return null;
            }

            try
            {
                text = reader.GetString()!;
            }
            catch (InvalidOperationException)
            {
                return "Text holds a lone surrogate.";
            }

            foreach (var rune in text.EnumerateRunes())
            {
                if ((rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF)
                    return "Text holds a noncharacter of Unicode.";
            }

            return text.IsNormalized(NormalizationForm.FormC) ? null : "Text is not in Unicode normalisation form C.";
        }
    }
}
