using System.Text.Json;
using GovernanceConsole.Domain.Intents.Formats;

namespace GovernanceConsole.Domain.Intents;

/// <summary>The declared fields as the shape of the body: a member is a field, an object that holds fields, or refused.</summary>
internal sealed class FieldTree
{
    private readonly Dictionary<string, FieldTree> _members = new(StringComparer.Ordinal);
    private IntentField? _field;

    /// <summary>False when the field would lie inside another one, or around it.</summary>
    public bool Add(IntentField field)
    {
        var at = this;
        foreach (var name in JsonPointer.Split(field.Pointer).Skip(1))
        {
            if (at._field is not null)
                return false;
            if (!at._members.TryGetValue(name, out var next))
                at._members.Add(name, next = new FieldTree());
            at = next;
        }

        if (at._members.Count > 0 || at._field is not null)
            return false;
        at._field = field;
        return true;
    }

    /// <summary>Reads every declared value below <paramref name="value"/> and refuses every other; null stands for an object that is not there.</summary>
    public void Read(JsonElement? value, FieldReading at, Dictionary<string, TypedValue> typed)
    {
        if (_field is not null)
        {
            if (value is { } present && _field.Format.Read(present, at) is { } read)
                typed.Add(_field.Pointer, read);
            else if (value is null && _field.Required)
                at.Refuse("Is required.");
            return;
        }

        if (value is { ValueKind: not JsonValueKind.Object } other)
        {
            at.Refuse($"Must be an object, not {FieldReading.Kind(other)}.");
            return;
        }

        if (value is { } members)
        {
            foreach (var member in members.EnumerateObject())
            {
                if (!_members.ContainsKey(member.Name))
                    at.Member(member.Name).Refuse("This type of intent declares no such member.");
            }
        }

        foreach (var (name, node) in _members)
            node.Read(value is { } inside && inside.TryGetProperty(name, out var found) ? found : null, at.Member(name), typed);
    }
}
