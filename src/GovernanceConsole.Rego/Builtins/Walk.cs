using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>The relation walk: every part of a document with the path to it, the document itself first. Its depth is bounded by memory, not by the stack.</summary>
internal static class Walk
{
    private const int PathPerStep = 8;

    public static IReadOnlyList<Builtin> All { get; } = [Builtin.Relation("walk", Operand.Any, Visit)];

    private static IEnumerable<Value> Visit(BuiltinContext context, Value document)
    {
        yield return Pair(context, [], document);
        if (document.Count == 0 || !document.IsCollection) yield break;
        var path = new List<Value>();
        var open = new Stack<(Value Parent, int Position)>();
        open.Push((document, 0));
        while (open.TryPop(out var next))
        {
            var (parent, position) = next;
            if (path.Count > open.Count) path.RemoveRange(open.Count, path.Count - open.Count);
            if (position == parent.Count) continue;
            open.Push((parent, position + 1));
            path.Add(parent.KeyAt(position));
            var child = parent.ValueAt(position);
            yield return Pair(context, path, child);
            if (child.IsCollection && child.Count > 0) open.Push((child, 0));
        }
    }

    private static ArrayValue Pair(BuiltinContext context, List<Value> path, Value value)
    {
        context.Charge(1 + (path.Count / PathPerStep));
        return ArrayValue.Of(ArrayValue.Owning([.. path]), value);
    }
}
