namespace GovernanceConsole.Domain;

/// <summary>One thing wrong with one place of the input. <paramref name="Pointer"/> is a JSON Pointer (RFC 6901), <paramref name="Message"/> says what to mend.</summary>
public sealed record FieldError(string Pointer, string Message);

/// <summary>
/// The expected way to say no: a stable code, a sentence for a person, and what to mend. Each feature lists its own in one file; HTTP maps the
/// code to a status once, pages show the sentence. A refused act leaves nothing behind.
/// </summary>
public sealed record Refusal(string Code, string Message, IReadOnlyList<FieldError>? Errors = null)
{
    /// <summary>The same refusal with the places that are wrong.</summary>
    public Refusal At(params FieldError[] errors) => this with { Errors = errors };
}
