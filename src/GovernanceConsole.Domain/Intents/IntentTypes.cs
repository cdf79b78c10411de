using System.Collections.Frozen;
using System.Text.Json;

namespace GovernanceConsole.Domain.Intents;

/// <summary>A definition file: its name, for messages, and its bytes.</summary>
public sealed record DefinitionFile(string Name, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// The kinds of intent this console knows. Loading names everything wrong in all files at once, or answers a catalogue in which every type can validate and render.
/// An intent of a type that is not here is refused.
/// </summary>
public sealed class IntentTypes
{
    private readonly FrozenDictionary<string, IntentType> _byId;

    private IntentTypes(IEnumerable<IntentType> types)
    {
        _byId = types.ToFrozenDictionary(type => type.Id, StringComparer.Ordinal);
        All = [.. _byId.Values.OrderBy(type => type.Id, StringComparer.Ordinal)];
    }

    public IReadOnlyList<IntentType> All { get; }

    public IntentType? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Reads definition files; refused with code <c>invalid_definition</c> and, as pointers, <c>file.json#/place</c> for everything that is wrong.</summary>
    public static Outcome<IntentTypes> Load(IEnumerable<DefinitionFile> files)
    {
        var errors = new List<FieldError>();
        var types = new Dictionary<string, IntentType>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var found = new List<FieldError>();
            var document = IntentJson.Parse(file.Bytes.Span);
            if (document.IsRefused)
                found.AddRange(document.Refusal.Errors!);
            else if (IntentType.Read(document.Value, found) is { } type && !types.TryAdd(type.Id, type))
                found.Add(new FieldError("/id", "Another file defines this type already."));
            errors.AddRange(found.Select(error => error with { Pointer = $"{file.Name}#{error.Pointer}" }));
        }

        if (errors.Count == 0 && types.Count == 0)
            errors.Add(new FieldError("", "There is no definition file."));
        return errors.Count > 0
            ? new Refusal("invalid_definition", "The intent types cannot be used as they are. Mend every place named.", errors)
            : new IntentTypes(types.Values);
    }

    /// <summary>Reads what an agent sent: the profile, the envelope, the type's fields. Refused with every place that is wrong (at most <see cref="IntentRefusals.MostErrors"/>).</summary>
    public Outcome<DeclaredIntent> Declare(ReadOnlySpan<byte> body, DateTime now)
    {
        var document = IntentJson.Parse(body);
        return document.IsRefused ? document.Refusal : Declare(document.Value, now);
    }

    /// <summary>The same for a body whose profile is checked already, so that its digest can be looked up first.</summary>
    public Outcome<DeclaredIntent> Declare(IntentDocument document, DateTime now) => Read(document, now);

    /// <summary>Reads stored canonical bytes again, without judging deadlines. Refused when they no longer fit: then the type has changed, and nobody may approve what it would now show.</summary>
    public Outcome<DeclaredIntent> Recall(ReadOnlySpan<byte> canonical)
    {
        var document = IntentJson.Parse(canonical);
        return document.IsRefused ? document.Refusal : Read(document.Value, null);
    }

    private Outcome<DeclaredIntent> Read(IntentDocument document, DateTime? now)
    {
        if (!document.Root.TryGetProperty("type", out var id))
            return IntentRefusals.InvalidField.At(new FieldError("/type", "Is required."));
        if (id.ValueKind != JsonValueKind.String)
            return IntentRefusals.InvalidField.At(new FieldError("/type", "Must be a string."));
        if (!_byId.TryGetValue(id.GetString()!, out var type))
            return IntentRefusals.UnknownIntentType.At(new FieldError("/type", "No such type is known here."));
        var errors = new List<FieldError>();
        var intent = IntentEnvelope.Read(type, document, now, errors);
        return intent is null
            ? IntentRefusals.InvalidField with { Errors = [.. errors.Take(IntentRefusals.MostErrors)] }
            : intent;
    }
}
