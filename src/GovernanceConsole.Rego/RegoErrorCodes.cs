namespace GovernanceConsole.Rego;

/// <summary>The error codes OPA uses, so that tools written for OPA read ours.</summary>
public static class RegoErrorCodes
{
    public const string Parse = "rego_parse_error";
    public const string Compile = "rego_compile_error";
    public const string Type = "rego_type_error";
    public const string UnsafeVariable = "rego_unsafe_var_error";
    public const string Recursion = "rego_recursion_error";
    public const string Conflict = "eval_conflict_error";
    public const string EvaluationType = "eval_type_error";
    public const string Builtin = "eval_builtin_error";
    public const string Internal = "eval_internal_error";
    public const string WithMerge = "eval_with_merge_error";

    /// <summary>Two base documents say different things at one place.</summary>
    public const string Merge = "merge_error";

    /// <summary>A budget ran out: steps, time, depth or output size.</summary>
    public const string Cancelled = "eval_cancel_error";
}
