using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>The types a builtin takes at one place; the order is the one in which OPA's messages name them.</summary>
public sealed class Operand
{
    private readonly int _accepted;
    private readonly string _expectation;

    private Operand(string? label, params ValueKind[] kinds)
    {
        Kinds = kinds;
        foreach (var kind in kinds) _accepted |= 1 << (int)kind;
        _expectation = label is not null || kinds.Length == 1
            ? $"must be {label ?? kinds[0].Name()}"
            : $"must be one of {{{string.Join(", ", kinds.Select(kind => kind.Name()))}}}";
    }

    public static Operand Any { get; } = new("any", Enum.GetValues<ValueKind>());

    public static Operand Boolean { get; } = new(null, ValueKind.Boolean);

    public static Operand Number { get; } = new(null, ValueKind.Number);

    /// <summary>A number whose value must be whole; the builtin itself refuses fractions.</summary>
    public static Operand Integer { get; } = new("integer", ValueKind.Number);

    public static Operand String { get; } = new(null, ValueKind.String);

    public static Operand Array { get; } = new(null, ValueKind.Array);

    public static Operand Object { get; } = new(null, ValueKind.Object);

    public static Operand Set { get; } = new(null, ValueKind.Set);

    public static Operand SetOrArray { get; } = new(null, ValueKind.Set, ValueKind.Array);

    public static Operand ArrayOrSet { get; } = new(null, ValueKind.Array, ValueKind.Set);

    public IReadOnlyList<ValueKind> Kinds { get; }

    public static Operand OneOf(params ValueKind[] kinds) => new(null, kinds);

    /// <summary>An operand that OPA's messages describe with words of their own.</summary>
    public static Operand Called(string label, params ValueKind[] kinds) => new(label, kinds);

    public bool Accepts(ValueKind kind) => (_accepted & (1 << (int)kind)) != 0;

    /// <summary>"operand 2 must be one of {set, array} but got string".</summary>
    public string Mismatch(int position, ValueKind got) => $"operand {position} {_expectation} but got {got.Name()}";
}
