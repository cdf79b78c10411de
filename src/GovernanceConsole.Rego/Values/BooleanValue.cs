namespace GovernanceConsole.Rego.Values;

/// <summary>True or false; there is one instance of each.</summary>
public sealed class BooleanValue : Value
{
    private BooleanValue(bool truth)
        : base(ValueKind.Boolean) => IsTrue = truth;

    public static BooleanValue True { get; } = new(true);

    public static BooleanValue False { get; } = new(false);

    public bool IsTrue { get; }

    public static BooleanValue Of(bool truth) => truth ? True : False;

    private protected override int CompareSameKind(Value other) => IsTrue.CompareTo(((BooleanValue)other).IsTrue);

    private protected override bool EqualsSameKind(Value other) => IsTrue == ((BooleanValue)other).IsTrue;

    private protected override int HashOfContent() => IsTrue ? 3 : 2;
}
