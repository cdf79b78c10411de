namespace GovernanceConsole.Rego.Values;

/// <summary>The seven types of Rego, in the order in which values of different types sort.</summary>
public enum ValueKind
{
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
    Set,
}

/// <summary>The words Rego uses for its types.</summary>
public static class ValueKindNames
{
    private static readonly string[] Names = ["null", "boolean", "number", "string", "array", "object", "set"];

    public static string Name(this ValueKind kind) => Names[(int)kind];
}
