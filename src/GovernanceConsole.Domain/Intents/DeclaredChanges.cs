using System.Text.Json;
using GovernanceConsole.Domain.Intents.Formats;

namespace GovernanceConsole.Domain.Intents;

/// <summary>Reads the changes of an intent in the form its type asks for: any JSON, text, SQL, or lists of permissions.</summary>
internal static class DeclaredChanges
{
    public static IReadOnlyList<DeclaredChange> Read(ChangesRule? rule, JsonElement? value, FieldReading at)
    {
        if (value is null)
        {
            if (rule is { Required: true })
                at.Refuse("Is required: what changes, before and after.");
            return [];
        }

        if (rule is null)
            at.Refuse("This type of intent declares no changes.");
        else if (value.Value.ValueKind != JsonValueKind.Array)
            at.Refuse($"Must be an array, not {FieldReading.Kind(value.Value)}.");
        else if (value.Value.GetArrayLength() > rule.Most || (rule.Required && value.Value.GetArrayLength() == 0))
            at.Refuse($"Must have {(rule.Required ? 1 : 0)} to {rule.Most} items.");
        else
            return [.. value.Value.EnumerateArray().Select((change, i) => ReadOne(rule, change, at.Item(i))).OfType<DeclaredChange>()];
        return [];
    }

    private static DeclaredChange? ReadOne(ChangesRule rule, JsonElement change, FieldReading at)
    {
        if (change.ValueKind != JsonValueKind.Object)
        {
            at.Refuse($"Must be an object, not {FieldReading.Kind(change)}.");
            return null;
        }

        foreach (var member in change.EnumerateObject())
        {
            if (member.Name is not ("target" or "before" or "after"))
                at.Member(member.Name).Refuse("A change has no such member; it has target, before and after.");
        }

        var target = change.TryGetProperty("target", out var name) ? at.Member("target").Text(name, 300) : null;
        if (target is null && !change.TryGetProperty("target", out _))
            at.Member("target").Refuse("Is required: what is changed.");
        var before = Side(rule.Format, change, "before", at);
        var after = Side(rule.Format, change, "after", at);
        if (before is null && after is null)
            at.Refuse("Says neither what was before nor what will be after.");
        return target is null ? null : new DeclaredChange(target, before, after);
    }

    private static JsonElement? Side(ChangesFormat format, JsonElement change, string side, FieldReading at)
    {
        if (!change.TryGetProperty(side, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        var here = at.Member(side);
        switch (format)
        {
            case ChangesFormat.Text or ChangesFormat.Sql when value.ValueKind != JsonValueKind.String:
                here.Refuse($"Must be a string, not {FieldReading.Kind(value)}.");
                break;
            case ChangesFormat.Permission when value.ValueKind != JsonValueKind.Array:
                here.Refuse($"Must be an array of permissions, not {FieldReading.Kind(value)}.");
                break;
            case ChangesFormat.Permission:
                Permissions(value, here);
                break;
        }

        return value;
    }

    private static void Permissions(JsonElement value, FieldReading at)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var here = at.Item(index++);
            if (here.Text(item, 200) is not { } permission)
                continue;
            if (permission.Any(char.IsWhiteSpace))
                here.Refuse("Must not hold blanks or line breaks.");
            else if (!seen.Add(permission))
                here.Refuse("Stands twice.");
        }
    }
}
