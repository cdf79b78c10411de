namespace GovernanceConsole.Rego.Values;

/// <summary>The one null.</summary>
public sealed class NullValue : Value
{
    private NullValue()
        : base(ValueKind.Null)
    {
    }

    public static NullValue Instance { get; } = new();

    private protected override int CompareSameKind(Value other) => 0;

    private protected override bool EqualsSameKind(Value other) => true;

    private protected override int HashOfContent() => 1;
}
