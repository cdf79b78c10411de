using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Joining, cutting, turning and flattening arrays.</summary>
internal static class Arrays
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        Builtin.Of("array.concat", [Operand.Array, Operand.Array], Concat),
        Builtin.Of("array.slice", [Operand.Array, Operand.Number, Operand.Number], Slice),
        Builtin.Of("array.reverse", [Operand.Array], Reverse),
        Builtin.Of("array.flatten", [Operand.Array], Flatten),
    ];

    private static ArrayValue Concat(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var left = arguments.Array(1).Items;
        var right = arguments.Array(2).Items;
        context.ReserveOutput(left.Length + (long)right.Length);
        context.Charge(left.Length + right.Length);
        return ArrayValue.Owning([.. left, .. right]);
    }

    /// <summary>The elements from start up to stop; both are clamped to the array.</summary>
    private static ArrayValue Slice(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var items = arguments.Array(1).Items;
        var stop = Math.Clamp(arguments.Index(3), 0, items.Length);
        var start = Math.Clamp(arguments.Index(2), 0, stop);
        context.Charge(stop - start);
        return ArrayValue.Owning(items[start..stop].ToArray());
    }

    private static ArrayValue Reverse(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var items = arguments.Array(1).Items.ToArray();
        context.Charge(items.Length);
        Array.Reverse(items);
        return ArrayValue.Owning(items);
    }

    /// <summary>Replaces each element that is an array by its elements, one level deep.</summary>
    private static ArrayValue Flatten(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var flat = new List<Value>();
        foreach (var item in arguments.Array(1).Items)
        {
            context.Charge(1 + item.Count);
            if (item is ArrayValue inner) flat.AddRange(inner.Items);
            else flat.Add(item);
        }

        return ArrayValue.Owning([.. flat]);
    }
}
