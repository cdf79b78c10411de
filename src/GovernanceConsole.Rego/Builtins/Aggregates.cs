using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Counting, summing, extremes and membership over collections.</summary>
internal static class Aggregates
{
    private static readonly Operand[] Collection = [Operand.SetOrArray];

    public static IReadOnlyList<Builtin> All { get; } =
    [
        Builtin.Of("count", [Operand.OneOf(ValueKind.Array, ValueKind.Object, ValueKind.Set, ValueKind.String)], Count),
        Builtin.Of("sum", Collection, (context, arguments) => Fold(context, arguments, NumberValue.Of(0), NumberArithmetic.Add)),
        Builtin.Of("product", Collection, (context, arguments) => Fold(context, arguments, NumberValue.Of(1), NumberArithmetic.Multiply)),
        Builtin.Of("max", Collection, (context, arguments) => Extreme(context, arguments, 1)),
        Builtin.Of("min", Collection, (context, arguments) => Extreme(context, arguments, -1)),
        Builtin.Of("sort", Collection, Sort),
        Builtin.Deprecated("all", [Operand.ArrayOrSet], AllTrue),
        Builtin.Deprecated("any", [Operand.ArrayOrSet], (_, arguments) => BooleanValue.Of(arguments.Members(1).Contains(BooleanValue.True))),
        Builtin.Of("internal.member_2", [Operand.Any, Operand.Any], Member),
        Builtin.Of("internal.member_3", [Operand.Any, Operand.Any, Operand.Any], MemberWithKey),
    ];

    private static NumberValue Count(BuiltinContext context, ReadOnlySpan<Value> arguments) =>
        NumberValue.Of(arguments[0] is StringValue text ? text.CodePoints : arguments[0].Count);

    private static NumberValue Fold(BuiltinContext context, ReadOnlySpan<Value> arguments, NumberValue start, Func<NumberValue, NumberValue, NumberValue> step)
    {
        var members = arguments.Members(1);
        var result = start;
        foreach (var member in members)
        {
            context.Charge(1);
            result = step(result, member as NumberValue ?? throw BuiltinException.Element(1, arguments[0], member, "number"));
        }

        return result;
    }

    private static Value? Extreme(BuiltinContext context, ReadOnlySpan<Value> arguments, int sign)
    {
        var members = arguments.Members(1);
        if (members.IsEmpty) return null;
        if (arguments[0] is SetValue) return sign > 0 ? members[^1] : members[0];
        context.Charge(members.Length);
        var extreme = members[0];
        foreach (var member in members)
            if (member.CompareTo(extreme) * sign > 0) extreme = member;
        return extreme;
    }

    private static ArrayValue Sort(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var members = arguments.Members(1);
        context.Charge(members.Length);
        var sorted = members.ToArray();
        if (arguments[0] is ArrayValue) Array.Sort(sorted);
        return ArrayValue.Owning(sorted);
    }

    private static BooleanValue AllTrue(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        foreach (var member in arguments.Members(1))
            if (!member.Equals(BooleanValue.True)) return BooleanValue.False;
        return BooleanValue.True;
    }

    private static BooleanValue Member(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var wanted = arguments[0];
        if (arguments[1] is SetValue set) return BooleanValue.Of(set.Contains(wanted));
        var members = arguments[1] switch
        {
            ArrayValue array => array.Items,
            ObjectValue values => values.Values,
            _ => [],
        };
        context.Charge(members.Length / 8);
        foreach (var member in members)
            if (member.Equals(wanted)) return BooleanValue.True;
        return BooleanValue.False;
    }

    private static BooleanValue MemberWithKey(BuiltinContext context, ReadOnlySpan<Value> arguments) =>
        BooleanValue.Of(arguments[2].Find(arguments[0]) is { } found && found.Equals(arguments[1]));
}
