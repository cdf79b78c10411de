using System.Runtime.CompilerServices;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Many paths as one tree, so that filtering and removing walk a document once. The elements of arrays go by their index as text.</summary>
internal sealed class JsonPathTree
{
    private Dictionary<Value, JsonPathTree>? _children;

    /// <summary>Whether a path ends here; nothing below it counts any more.</summary>
    private bool IsEnd { get; set; }

    public static JsonPathTree Of(BuiltinContext context, ReadOnlySpan<Value> paths)
    {
        var root = new JsonPathTree { _children = [] };
        foreach (var path in paths)
        {
            var keys = JsonPath.Parse(path);
            context.Charge(1 + keys.Length);
            if (keys.Length > 0) root.Add(keys);
        }

        return root;
    }

    private void Add(Value[] keys)
    {
        var node = this;
        foreach (var key in keys)
        {
            if (node.IsEnd) return;
            node._children ??= [];
            if (!node._children.TryGetValue(key, out var child)) node._children[key] = child = new();
            node = child;
        }

        node.IsEnd = true;
    }

    /// <summary>What the paths lead to, in the shape of the document.</summary>
    public Value Filter(BuiltinContext context, Value document)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        context.Charge(1 + document.Count);
        return IsEnd ? document : Rebuild(document, (child, value) => child?.Filter(context, value));
    }

    /// <summary>The document without what the paths lead to.</summary>
    public Value Remove(BuiltinContext context, Value document)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        context.Charge(1 + document.Count);
        return Rebuild(document, (child, value) => child is null ? value : child.IsEnd ? null : child.Remove(context, value));
    }

    /// <summary>Copies a collection member by member; a null of the map leaves the member out.</summary>
    private Value Rebuild(Value document, Func<JsonPathTree?, Value, Value?> map)
    {
        switch (document)
        {
            case ObjectValue members:
                var built = new ObjectBuilder(members.Count);
                for (var i = 0; i < members.Count; i++)
                    if (map(Child(members.KeyAt(i)), members.ValueAt(i)) is { } value) built.Set(members.KeyAt(i), value);
                return built.Build();
            case ArrayValue items:
                var kept = new List<Value>(items.Count);
                for (var i = 0; i < items.Count; i++)
                    if (map(Child(StringValue.Of(NumberValue.Of(i).ToString())), items[i]) is { } value) kept.Add(value);
                return ArrayValue.Owning([.. kept]);
            case SetValue set:
                var chosen = new SetBuilder();
                foreach (var member in set.Members)
                    if (map(Child(member), member) is { } value) chosen.Add(value);
                return chosen.Build();
            default:
                return document;
        }
    }

    private JsonPathTree? Child(Value key) => _children is not null && _children.TryGetValue(key, out var child) ? child : null;
}
