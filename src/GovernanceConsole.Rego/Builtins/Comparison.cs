using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Comparison over Rego's total order: values of different types compare too, so <c>null &lt; 2000</c> is true.</summary>
internal static class Comparison
{
    private static readonly Operand[] Two = [Operand.Any, Operand.Any];

    public static IReadOnlyList<Builtin> All { get; } =
    [
        Builtin.Of("equal", Two, (_, arguments) => BooleanValue.Of(arguments[0].Equals(arguments[1]))),
        Builtin.Of("neq", Two, (_, arguments) => BooleanValue.Of(!arguments[0].Equals(arguments[1]))),
        Builtin.Of("lt", Two, (_, arguments) => BooleanValue.Of(arguments[0].CompareTo(arguments[1]) < 0)),
        Builtin.Of("lte", Two, (_, arguments) => BooleanValue.Of(arguments[0].CompareTo(arguments[1]) <= 0)),
        Builtin.Of("gt", Two, (_, arguments) => BooleanValue.Of(arguments[0].CompareTo(arguments[1]) > 0)),
        Builtin.Of("gte", Two, (_, arguments) => BooleanValue.Of(arguments[0].CompareTo(arguments[1]) >= 0)),
    ];
}
