using System.Text.Json;

namespace GovernanceConsole.Domain.Intents;

/// <summary>
/// Reads one object of a definition file or a statement strictly and notes everything wrong with it, so that a file is mended in one go: missing members, wrong kinds, values out of bounds
/// and, on <see cref="Finish"/>, members nobody asked for. Answers a harmless default after an error.
/// </summary>
internal sealed class ObjectReader(JsonElement element, string pointer, List<FieldError> errors)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public string Pointer => pointer;

    public List<FieldError> Errors => errors;

    public void Refuse(string member, string message) => errors.Add(new FieldError(member.Length == 0 ? pointer : JsonPointer.Member(pointer, member), message));

    public string? OptionalText(string member)
    {
        if (Find(member) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()))
            return value.GetString();
        Refuse(member, "Must be a string with something in it.");
        return null;
    }

    public string Text(string member)
    {
        if (!Has(member))
            Refuse(member, "Is missing.");
        return OptionalText(member) ?? "";
    }

    public long Whole(string member, long least, long most, long? otherwise = null)
    {
        if (Find(member) is not { } value)
        {
            if (otherwise is null)
                Refuse(member, "Is missing.");
            return otherwise ?? least;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least && number <= most)
            return number;
        Refuse(member, $"Must be an integer from {least} to {most}.");
        return least;
    }

    public bool Flag(string member, bool? otherwise = false)
    {
        switch (Find(member)?.ValueKind)
        {
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case null when otherwise is { } value:
                return value;
            default:
                Refuse(member, "Must be true or false.");
                return false;
        }
    }

    public string Choice(string member, string? otherwise, params ReadOnlySpan<string> choices)
    {
        var text = otherwise is not null && !Has(member) ? otherwise : Text(member);
        if (text.Length == 0 || choices.Contains(text))
            return text;
        Refuse(member, $"Must be one of {string.Join(", ", choices.ToArray())}.");
        return "";
    }

    /// <summary>Any JSON, as text; of one kind when <paramref name="kind"/> says so.</summary>
    public string Raw(string member, JsonValueKind? kind)
    {
        if (Find(member) is { } value && (kind is null || value.ValueKind == kind))
            return value.GetRawText();
        Refuse(member, kind is null ? "Is missing." : $"Must be an {kind.Value.ToString().ToLowerInvariant()}.");
        return "null";
    }

    public IReadOnlyList<string>? Texts(string member, bool orNone = false)
    {
        if (Find(member) is not { } value)
        {
            if (orNone)
                Refuse(member, "Is missing.");
            return null;
        }

        if (value.ValueKind == JsonValueKind.Array && (orNone || value.GetArrayLength() > 0) && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && item.GetString()!.Length > 0))
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        Refuse(member, "Must be an array of strings.");
        return null;
    }

    /// <summary>The object under a member; an empty one, so that its own defaults apply, when it is absent.</summary>
    public ObjectReader Object(string member)
    {
        if (Find(member) is { } value && value.ValueKind != JsonValueKind.Object)
            Refuse(member, "Must be an object.");
        var found = Find(member) is { ValueKind: JsonValueKind.Object } members ? members : JsonElement.Parse("{}"u8);
        return new ObjectReader(found, JsonPointer.Member(pointer, member), errors);
    }

    public IEnumerable<ObjectReader> Objects(string member)
    {
        if (Find(member) is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
        {
            Refuse(member, "Must be an array of objects, with one at least.");
            yield break;
        }

        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var at = JsonPointer.Item(JsonPointer.Member(pointer, member), index++);
            if (item.ValueKind == JsonValueKind.Object)
                yield return new ObjectReader(item, at, errors);
            else
                errors.Add(new FieldError(at, "Must be an object."));
        }
    }

    public bool Has(string member) => Find(member) is not null;

    public bool IsNull(string member) => Find(member) is { ValueKind: JsonValueKind.Null };

    /// <summary>Refuses what nobody asked for: a misspelt member must not be a bound that silently does not hold.</summary>
    public void Finish()
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!_asked.Contains(member.Name))
                Refuse(member.Name, "Is not known here.");
        }
    }

    private JsonElement? Find(string member)
    {
        _asked.Add(member);
        return element.TryGetProperty(member, out var value) ? value : null;
    }
}
