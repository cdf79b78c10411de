using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GovernanceConsole.Domain.Intents.Formats;

/// <summary>Words: one line, or paragraphs when <paramref name="lines"/>. They may say anything, so they never stand inside a sentence of ours.</summary>
public sealed class TextFormat(int most = 500, bool lines = false) : FieldFormat
{
    public override string Name => "text";

    public override bool FitsSentence => false;

    public override TypedValue? Read(JsonElement value, FieldReading reading) =>
        reading.Text(value, most) is { } text ? new WordsValue(text, lines ? TextUse.Prose : TextUse.Line, "text") : null;
}

/// <summary>The name of a person or an organisation: at most 140 characters on one line. Any script; what imitates another is flagged when shown.</summary>
public sealed class PersonFormat : FieldFormat
{
    public override string Name => "person";

    public override TypedValue? Read(JsonElement value, FieldReading reading) =>
        reading.Text(value, 140) is { } text ? new WordsValue(text, TextUse.Name, "person") : null;
}

/// <summary>A technical name without blanks, at most 200 characters: one of a closed list, of a pattern, or any.</summary>
public sealed class IdentifierFormat(int most = 200, Regex? pattern = null, string? patternWords = null, IReadOnlyList<string>? oneOf = null) : FieldFormat
{
    public override string Name => "identifier";

    public override IReadOnlyList<string>? Choices => oneOf;

    public override TypedValue? Read(JsonElement value, FieldReading reading)
    {
        if (reading.Text(value, most) is not { } text)
            return null;
        if (text.Any(char.IsWhiteSpace))
            return reading.Refuse("Must not hold blanks or line breaks.");
        if (oneOf is not null && !oneOf.Contains(text))
            return reading.Refuse($"Must be one of {string.Join(", ", oneOf)}.");
        if (pattern is not null && !pattern.IsMatch(text))
            return reading.Refuse(patternWords ?? "Has not the form the type asks for.");
        return new WordsValue(text, TextUse.Name, "id");
    }
}

/// <summary>A text that was read, and what kind of place it stands in.</summary>
public sealed record WordsValue(string Text, TextUse Use, string Kind) : TypedValue
{
    public override string? Word => Kind == "id" ? Text : null;

    public override IEnumerable<string> Recipients => [Kind + ":" + Text.ToLowerInvariant()];

    public override JsonNode ToTyped() => Text;

    public override SafeText Render(DisplayZone zone, int most) => TextSafety.Show(Text, Use, most);
}

/// <summary>Yes or no, as true or false.</summary>
public sealed class YesNoFormat : FieldFormat
{
    public override string Name => "yes_no";

    public override IReadOnlyList<string>? Choices => ["yes", "no"];

    public override TypedValue? Read(JsonElement value, FieldReading reading) => value.ValueKind switch
    {
        JsonValueKind.True => new YesNoValue(true),
        JsonValueKind.False => new YesNoValue(false),
        _ => reading.Refuse($"Must be true or false, not {FieldReading.Kind(value)}."),
    };
}

/// <summary>A yes or a no that was read.</summary>
public sealed record YesNoValue(bool Is) : TypedValue
{
    public override string? Word => Is ? "yes" : "no";

    public override JsonNode ToTyped() => Is;

    public override SafeText Render(DisplayZone zone, int most) => SafeText.Ours(Word!);
}
