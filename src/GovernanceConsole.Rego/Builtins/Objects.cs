using System.Runtime.CompilerServices;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Reading, merging and comparing objects.</summary>
internal static class Objects
{
    private static readonly Operand Keys = Operand.OneOf(ValueKind.Object, ValueKind.Set, ValueKind.Array);

    public static IReadOnlyList<Builtin> All { get; } =
    [
        Builtin.Of("object.get", [Operand.Object, Operand.Any, Operand.Any], Get),
        Builtin.Of("object.keys", [Operand.Object], (_, arguments) => arguments.Object(1).KeySet()),
        Builtin.Of("object.remove", [Operand.Object, Keys], (context, arguments) => Keep(context, arguments, listed: false)),
        Builtin.Of("object.filter", [Operand.Object, Keys], (context, arguments) => Keep(context, arguments, listed: true)),
        Builtin.Of("object.union", [Operand.Object, Operand.Object], (context, arguments) => Merge(context, arguments.Object(1), arguments.Object(2))),
        Builtin.Of("object.union_n", [Operand.Array], UnionAll),
        Builtin.Of("object.subset", [Operand.Any, Operand.Any], Subset),
    ];

    private static Value Get(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        if (arguments[1] is not ArrayValue path) return arguments[0].Find(arguments[1]) ?? arguments[2];
        Value? found = arguments[0];
        foreach (var key in path.Items)
        {
            found = found.Find(key);
            if (found is null) return arguments[2];
        }

        return found;
    }

    private static ObjectValue Keep(BuiltinContext context, ReadOnlySpan<Value> arguments, bool listed)
    {
        var members = arguments.Object(1);
        var keys = arguments[1] switch
        {
            SetValue set => set,
            ObjectValue other => other.KeySet(),
            _ => SetValue.Of(arguments.Array(2).Items),
        };
        context.Charge(members.Count + keys.Count);
        var kept = new ObjectBuilder();
        for (var i = 0; i < members.Count; i++)
            if (keys.Contains(members.KeyAt(i)) == listed) kept.Set(members.KeyAt(i), members.ValueAt(i));
        return kept.Build();
    }

    private static ObjectValue UnionAll(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var result = ObjectValue.Empty;
        foreach (var item in arguments.Array(1).Items)
            result = Merge(context, result, item as ObjectValue ?? throw BuiltinException.Element(1, arguments[0], item, "object"));
        return result;
    }

    /// <summary>The right side wins, except that objects under one key are merged in turn.</summary>
    private static ObjectValue Merge(BuiltinContext context, ObjectValue left, ObjectValue right)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        context.Charge(left.Count + right.Count);
        if (left.Count == 0) return right;
        var merged = new ObjectBuilder(left, right.Count);
        for (var i = 0; i < right.Count; i++)
        {
            var (key, value) = (right.KeyAt(i), right.ValueAt(i));
            merged.Set(key, value is ObjectValue inner && left.Find(key) is ObjectValue original ? Merge(context, original, inner) : value);
        }

        return merged.Build();
    }

    private static BooleanValue Subset(BuiltinContext context, ReadOnlySpan<Value> arguments) =>
        BooleanValue.Of(IsSubset(context, arguments[0], arguments[1])
            ?? throw BuiltinException.Type("both arguments object.subset must be of the same type or array and set"));

    /// <summary>Null when the question makes no sense for these types.</summary>
    private static bool? IsSubset(BuiltinContext context, Value super, Value sub)
    {
        context.Charge(1 + super.Count + sub.Count);
        return (super, sub) switch
        {
            (ObjectValue objects, ObjectValue wanted) => HasMembers(context, objects, wanted),
            (SetValue set, SetValue wanted) => wanted.Except(set).Count == 0,
            (ArrayValue array, ArrayValue wanted) => HasRun(context, array.Items, wanted.Items),
            (ArrayValue array, SetValue wanted) => HasAll(array, wanted),
            _ => null,
        };
    }

    private static bool HasMembers(BuiltinContext context, ObjectValue super, ObjectValue sub)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        for (var i = 0; i < sub.Count; i++)
        {
            var wanted = sub.ValueAt(i);
            if (super.Find(sub.KeyAt(i)) is not { } found) return false;
            if (found.Equals(wanted)) continue;
            if (found.Kind != wanted.Kind || IsSubset(context, found, wanted) is not true) return false;
        }

        return true;
    }

    /// <summary>Whether all members of the set stand somewhere in the array; OPA finds even the empty set only in an array that is not empty.</summary>
    private static bool HasAll(ArrayValue array, SetValue wanted) => array.Count > 0 && wanted.Except(SetValue.Of(array.Items)).Count == 0;

    /// <summary>Whether the elements stand in the array side by side. Charged per comparison: the search is quadratic at worst.</summary>
    private static bool HasRun(BuiltinContext context, ReadOnlySpan<Value> array, ReadOnlySpan<Value> wanted)
    {
        for (var start = 0; start + wanted.Length <= array.Length; start++)
        {
            var matched = 0;
            while (matched < wanted.Length && array[start + matched].Equals(wanted[matched])) matched++;
            if (matched == wanted.Length) return true;
            context.Charge(matched);
        }

        return false;
    }
}
