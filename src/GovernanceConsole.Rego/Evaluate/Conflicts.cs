namespace GovernanceConsole.Rego.Evaluate;

/// <summary>Rules that contradict each other, in OPA's words.</summary>
internal static class Conflicts
{
    public static RegoException Complete(SourcePosition position) =>
        new(RegoErrorCodes.Conflict, "complete rules must not produce multiple outputs", position);

    public static RegoException Function(SourcePosition position) =>
        new(RegoErrorCodes.Conflict, "functions must not produce multiple outputs for same inputs", position);

    public static RegoException Keys(SourcePosition? position) =>
        new(RegoErrorCodes.Conflict, "object keys must be unique", position);

    public static RegoException Template(SourcePosition position) =>
        new(RegoErrorCodes.Conflict, "template-strings must not produce multiple outputs", position);
}
