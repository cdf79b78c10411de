namespace GovernanceConsole.Rego.Lint;

/// <summary>A place where a policy may decide otherwise than its author means, because something is missing or is not what it should be.</summary>
/// <param name="Id">Which lint, see <see cref="LintIds"/>.</param>
/// <param name="Rule">The rule as it is called in reports, e.g. <c>data.intents.deny</c>.</param>
/// <param name="Sentence">What happens.</param>
/// <param name="Mend">What to do about it.</param>
/// <param name="Replacement">Text that could stand there instead, where that is easily said.</param>
public sealed record LintFinding(string Id, string Rule, SourcePosition Position, string Sentence, string Mend, string? Replacement = null);

/// <summary>A finding that a comment answers for, and its reason.</summary>
public sealed record SilencedFinding(LintFinding Finding, string Because);

/// <summary>All findings by file and place.</summary>
public sealed record LintReport(IReadOnlyList<LintFinding> Findings, IReadOnlyList<SilencedFinding> Silenced);

/// <summary>The names of the lints, as <c># lint:ignore</c> takes them.</summary>
public static class LintIds
{
    /// <summary><c>not</c> over something that may be undefined.</summary>
    public const string Negation = "negated-undefined";

    /// <summary><c>&lt;</c> and its kin on a value from input whose type nobody checked.</summary>
    public const string Order = "untyped-order";

    /// <summary>A rule that guards, and does not fire when a part of the input is missing.</summary>
    public const string OptionalInput = "optional-input";

    /// <summary>A decision that may be undefined.</summary>
    public const string Decision = "undefined-decision";

    /// <summary>A <c># lint:ignore</c> that silences nothing, or gives no reason.</summary>
    public const string IdleIgnore = "idle-ignore";

    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.Ordinal) { Negation, Order, OptionalInput, Decision };
}
