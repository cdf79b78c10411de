namespace GovernanceConsole.Rego;

/// <summary>A place in a policy file; row and column count from 1.</summary>
public sealed record SourcePosition(string File, int Row, int Column)
{
    public override string ToString() => $"{File}:{Row}:{Column}";
}
