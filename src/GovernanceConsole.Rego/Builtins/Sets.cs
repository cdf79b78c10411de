using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Set algebra.</summary>
internal static class Sets
{
    private static readonly Operand[] Two = [Operand.Set, Operand.Set];

    public static IReadOnlyList<Builtin> All { get; } =
    [
        Builtin.Of("and", Two, (context, arguments) => Charged(context, arguments).Intersect(arguments.Set(2))),
        Builtin.Of("or", Two, (context, arguments) => Charged(context, arguments).Union(arguments.Set(2))),
        Builtin.Of("union", [Operand.Set], Union),
        Builtin.Of("intersection", [Operand.Set], Intersection),
        Builtin.Deprecated("set_diff", Two, (context, arguments) => Charged(context, arguments).Except(arguments.Set(2))),
    ];

    private static SetValue Charged(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        context.Charge(arguments[0].Count + arguments[1].Count);
        return arguments.Set(1);
    }

    private static SetValue Union(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var members = new SetBuilder();
        foreach (var member in arguments.Set(1).Members)
        {
            context.Charge(member.Count);
            foreach (var inner in SetIn(member).Members) members.Add(inner);
        }

        return members.Build();
    }

    private static SetValue Intersection(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        SetValue? shared = null;
        foreach (var member in arguments.Set(1).Members)
        {
            context.Charge(member.Count);
            shared = shared is null ? SetIn(member) : shared.Intersect(SetIn(member));
        }

        return shared ?? SetValue.Empty;
    }

    private static SetValue SetIn(Value member) => member as SetValue ?? throw BuiltinException.Operand(1, $"must be set but got {member.TypeName}");
}
