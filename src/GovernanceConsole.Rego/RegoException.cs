namespace GovernanceConsole.Rego;

/// <summary>A policy that cannot be loaded, or an evaluation that cannot finish: OPA's error code, where it happened, and a sentence that names the mend.</summary>
public sealed class RegoException : Exception
{
    /// <summary>OPA's code, e.g. <c>rego_parse_error</c> or <c>eval_conflict_error</c> (see <see cref="RegoErrorCodes"/>).</summary>
    public string Code { get; }

    /// <summary>Where in the source, or null when no place can be named.</summary>
    public SourcePosition? Position { get; }

    public RegoException(string code, string message, SourcePosition? position = null)
        : base(position is null ? $"{code}: {message}" : $"{position}: {code}: {message}")
    {
        Code = code;
        Position = position;
        Reason = message;
    }

    /// <summary>Several mistakes found at once; code and place are those of the first.</summary>
    public RegoException(IReadOnlyList<RegoException> errors)
        : base($"{errors.Count} errors occurred:\n{string.Join('\n', errors.Select(error => error.Message))}")
    {
        Code = errors[0].Code;
        Position = errors[0].Position;
        Reason = errors[0].Reason;
        _all = errors;
    }

    private readonly IReadOnlyList<RegoException>? _all;

    /// <summary>Every mistake that was found; this one alone when there is only one.</summary>
    public IReadOnlyList<RegoException> All => _all ?? [this];

    /// <summary>The sentence alone, without place and code.</summary>
    public string Reason { get; }
}
