using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovernanceConsole.Domain.Intents.Formats;

/// <summary>
/// How one kind of value is read and shown. Reading is strict: what does not fit is an error with the pointer of the place that is wrong, never a value mended or guessed.
/// What was read can always be shown, so an intent that was accepted can be inspected.
/// </summary>
public abstract class FieldFormat
{
    /// <summary>The name in definition files.</summary>
    public abstract string Name { get; }

    /// <summary>The typed value, or null after at least one error went to <paramref name="reading"/>.</summary>
    public abstract TypedValue? Read(JsonElement value, FieldReading reading);

    /// <summary>True when a value is short enough and of a kind to stand inside a sentence of ours.</summary>
    public virtual bool FitsSentence => true;

    /// <summary>The closed list of values, when there is one.</summary>
    public virtual IReadOnlyList<string>? Choices => null;
}

/// <summary>Where a value is being read, at what time (null when a stored intent is recalled, whose deadlines may have passed), and what was wrong so far.</summary>
public sealed record FieldReading(string Pointer, DateTime? Now, List<FieldError> Errors)
{
    public FieldReading Member(string name) => this with { Pointer = JsonPointer.Member(Pointer, name) };

    public FieldReading Item(int index) => this with { Pointer = JsonPointer.Item(Pointer, index) };

    /// <summary>Notes the error and answers null, so that a format can return it.</summary>
    public TypedValue? Refuse(string message)
    {
        Errors.Add(new FieldError(Pointer, message));
        return null;
    }

    /// <summary>The text of a string value of 1 to <paramref name="most"/> characters that is not all blank; null after an error.</summary>
    public string? Text(JsonElement value, int most)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            Refuse($"Must be a string, not {Kind(value)}.");
            return null;
        }

        var text = value.GetString()!;
        if (string.IsNullOrWhiteSpace(text))
            Refuse("Must not be empty.");
        else if (new StringInfo(text).LengthInTextElements > most || text.Length > most * 8)
            Refuse(string.Create(CultureInfo.InvariantCulture, $"Must have at most {most} characters."));
        else
            return text;
        return null;
    }

    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.Number => "a number",
        JsonValueKind.String => "a string",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}

/// <summary>A value that a format has read: what policies compare (<see cref="ToTyped"/>) and what people see (<see cref="Render"/>).</summary>
public abstract record TypedValue
{
    /// <summary>The member of <c>intent.typed</c>: integers, normalised strings, never a decimal string.</summary>
    public abstract JsonNode ToTyped();

    /// <summary>The value in about at most <paramref name="most"/> characters.</summary>
    public abstract SafeText Render(DisplayZone zone, int most);

    /// <summary>The plain word that conditions in consequence templates compare; null where comparing makes no sense.</summary>
    public virtual string? Word => null;

    /// <summary>Those who receive something by this value when its field names recipients, normalised so that spelling does not make a payee new.</summary>
    public virtual IEnumerable<string> Recipients => [];

    /// <summary>The amount this value stands for, if it stands for one.</summary>
    public virtual Money? Amount => null;
}
