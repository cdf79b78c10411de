using System.Runtime.CompilerServices;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>
/// RFC 6902 over Rego values, sets included. A document is copied along the path of each operation; an operation that cannot be done makes the
/// whole patch undefined, without an error, as in OPA. Copying a document into itself again and again ends at the bound of outputs.
/// </summary>
internal static class JsonPatch
{
    public static Value? Apply(BuiltinContext context, Value document, ArrayValue operations)
    {
        Value? patched = document;
        foreach (var operation in operations.Items)
        {
            if (operation is not ObjectValue members || patched is null) return null;
            patched = Apply(context, patched, members);
            if (patched?.Weight > BuiltinContext.MaxOutput) context.ReserveOutput(patched.Weight);
        }

        return patched;
    }

    private static Value? Apply(BuiltinContext context, Value document, ObjectValue operation)
    {
        if (operation["op"] is not StringValue name || Path(operation["path"]) is not { } path) return null;
        var value = operation["value"];
        switch (name.Text)
        {
            case "add": return value is null ? null : Add(context, document, path, value);
            case "remove": return Remove(context, document, path);
            case "replace":
                if (value is null) return null;
                if (path.IsEmpty) return value;
                return Remove(context, document, path) is { } removed ? Add(context, removed, path, value) : null;
            case "test": return value is not null && Find(document, path) is { } found && found.Equals(value) ? document : null;
            case "copy" or "move":
                if (Path(operation["from"]) is not { } from || Find(document, from) is not { } chunk) return null;
                var source = name.Text == "move" ? Remove(context, document, from) : document;
                return source is null ? null : Add(context, source, path, chunk);
            default: return null;
        }
    }

    private static ReadOnlyMemory<Value>? Path(Value? path) => path is StringValue or ArrayValue ? JsonPath.Parse(path) : null;

    private static Value? Find(Value document, ReadOnlyMemory<Value> path)
    {
        Value? found = document;
        foreach (var key in path.Span)
        {
            found = Child(found, key);
            if (found is null) return null;
        }

        return found;
    }

    private static Value? Child(Value parent, Value key)
    {
        if (parent is not ArrayValue array) return parent.Find(key);
        return Index(array, key) is { } index && index < array.Count ? array[index] : null;
    }

    private static Value? Add(BuiltinContext context, Value document, ReadOnlyMemory<Value> path, Value value)
    {
        if (path.IsEmpty) return value;
        var key = path.Span[0];
        if (path.Length > 1) return Descend(context, document, path, (child, rest) => Add(context, child, rest, value));
        context.Charge(1 + document.Count);
        switch (document)
        {
            case ObjectValue members: return With(members, key, value);
            case SetValue set: return key.Equals(value) ? set.Union(SetValue.Of(value)) : null;
            case ArrayValue array when Index(array, key) is { } index:
                var items = array.Items;
                return ArrayValue.Owning([.. items[..index], value, .. items[index..]]);
            default: return null;
        }
    }

    private static Value? Remove(BuiltinContext context, Value document, ReadOnlyMemory<Value> path)
    {
        if (path.IsEmpty) return null;
        var key = path.Span[0];
        if (path.Length > 1) return Descend(context, document, path, (child, rest) => Remove(context, child, rest));
        context.Charge(1 + document.Count);
        switch (document)
        {
            case ObjectValue members when members.ContainsKey(key): return Without(members, key);
            case SetValue set when set.Contains(key): return set.Except(SetValue.Of(key));
            case ArrayValue array when Index(array, key) is { } index && index < array.Count:
                var items = array.Items;
                return ArrayValue.Owning([.. items[..index], .. items[(index + 1)..]]);
            default: return null;
        }
    }

    /// <summary>Changes one child and copies its parent around it.</summary>
    private static Value? Descend(BuiltinContext context, Value document, ReadOnlyMemory<Value> path, Func<Value, ReadOnlyMemory<Value>, Value?> change)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        context.Charge(1 + document.Count);
        var key = path.Span[0];
        if (Child(document, key) is not { } child || change(child, path[1..]) is not { } changed) return null;
        switch (document)
        {
            case ObjectValue members: return With(members, key, changed);
            case SetValue set: return set.Except(SetValue.Of(key)).Union(SetValue.Of(changed));
            default:
                var items = ((ArrayValue)document).Items.ToArray();
                items[Index((ArrayValue)document, key)!.Value] = changed;
                return ArrayValue.Owning(items);
        }
    }

    private static ObjectValue With(ObjectValue members, Value key, Value value)
    {
        var changed = new ObjectBuilder(members, 1);
        changed.Set(key, value);
        return changed.Build();
    }

    private static ObjectValue Without(ObjectValue members, Value key)
    {
        var kept = new ObjectBuilder(members.Count);
        for (var i = 0; i < members.Count; i++)
            if (!members.KeyAt(i).Equals(key)) kept.Set(members.KeyAt(i), members.ValueAt(i));
        return kept.Build();
    }

    /// <summary>The place in an array a key means, up to one behind its end; null when it means none. A dash is the end, leading zeros are refused.</summary>
    private static int? Index(ArrayValue array, Value key)
    {
        if (key is StringValue { Text: "-" }) return array.Count;
        var number = key as NumberValue;
        if (key is StringValue text && (text.Text == "0" || text.Text is [>= '1' and <= '9', ..]) && NumberValue.TryParse(text.Text, out var parsed)) number = parsed;
        return number is not null && number.TryGetPlainInteger(out var index) && index >= 0 && index <= array.Count ? index : null;
    }
}
