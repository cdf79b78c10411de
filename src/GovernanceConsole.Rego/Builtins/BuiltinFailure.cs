namespace GovernanceConsole.Rego.Builtins;

/// <summary>Why a builtin gave no value, in OPA's words: the code, and <c>name: reason</c> as the message.</summary>
public sealed record BuiltinFailure(string Code, string Builtin, string Reason)
{
    public string Message => $"{Builtin}: {Reason}";
}
