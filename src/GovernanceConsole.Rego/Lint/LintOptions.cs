namespace GovernanceConsole.Rego.Lint;

/// <summary>What the lints know of the house a policy works for.</summary>
public sealed record LintOptions
{
    /// <summary>Rules that stop something when they fire: that they do not fire must not come from something missing.</summary>
    public IReadOnlySet<string> GuardingRules { get; init; } = new HashSet<string>(StringComparer.Ordinal) { "deny", "escalate" };

    /// <summary>Parts of the input that are always there, and of the type the host says: <c>input.intent.type</c>. What a path leads through is there, too.</summary>
    public IReadOnlySet<string> GuaranteedPaths { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Decisions, e.g. <c>data.intents.decision</c>, beside those that say <c>entrypoint: true</c> themselves.</summary>
    public IReadOnlySet<string> Entrypoints { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    internal bool IsGuaranteed(string path) => path == "input" || GuaranteedPaths.Any(known => known == path || (known.StartsWith(path, StringComparison.Ordinal) && known[path.Length] is '.' or '['));

    /// <summary>Whether the host also vouches for the type: the path itself is on the list, and not only one below it.</summary>
    internal bool IsTyped(string path) => GuaranteedPaths.Contains(path);
}
