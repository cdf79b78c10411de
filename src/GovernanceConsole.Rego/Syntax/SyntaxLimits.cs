namespace GovernanceConsole.Rego.Syntax;

/// <summary>What a policy file may be at most. Generous for people, small enough that no file can exhaust the stack or the memory of the process.</summary>
public static class SyntaxLimits
{
    public const int SourceLength = 2 * 1024 * 1024;

    /// <summary>Brackets within brackets.</summary>
    public const int Nesting = 200;

    /// <summary>Operators in a row (<c>1 + 1 + …</c>): each is one level of the tree.</summary>
    public const int OperatorsInARow = 500;

    public const int PathSegments = 200;
}
