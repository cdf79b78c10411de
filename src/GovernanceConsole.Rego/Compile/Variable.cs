namespace GovernanceConsole.Rego.Compile;

/// <summary>A local variable of one rule. Its slot is its place in the frame of the rule; two variables of the same name in different scopes have different slots.</summary>
internal sealed class Variable(string name, int slot, SourcePosition position)
{
    public string Name { get; } = name;
    public int Slot { get; } = slot;
    public SourcePosition Position { get; } = position;

    /// <summary>Made by the compiler, or written <c>_</c>: never named in a message.</summary>
    public bool IsAnonymous => Name is "_" || Name[0] == '$';

    public override string ToString() => Name;
}
