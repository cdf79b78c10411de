using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>
/// The builtins of the profile rego-core-1 by name, and those of OPA that are left out on purpose, each with the reason a load error tells.
/// </summary>
public static class BuiltinCatalog
{
    public const string Profile = "rego-core-1";

    private static readonly FrozenDictionary<string, Builtin> ByName = Families().SelectMany(family => family).ToFrozenDictionary(builtin => builtin.Name);

    /// <summary>All builtins, by name.</summary>
    public static IReadOnlyCollection<Builtin> All { get; } = [.. ByName.Values.OrderBy(builtin => builtin.Name, StringComparer.Ordinal)];

    public static bool TryGet(string name, [MaybeNullWhen(false)] out Builtin builtin) => ByName.TryGetValue(name, out builtin);

    /// <summary>Why a builtin of OPA is not to be had, or null when OPA has none of this name.</summary>
    public static string? WhyForbidden(string name) => ForbiddenBuiltins.Reason(name);

    private static IEnumerable<IReadOnlyList<Builtin>> Families() =>
    [
        Comparison.All,
        Numbers.All,
        Aggregates.All,
        Sets.All,
        Arrays.All,
        Objects.All,
        Types.All,
        Strings.All,
        Trimming.All,
        Regexes.All,
        Globs.All,
        Yaml.All,
        Times.All,
        Cidr.All,
        Json.All,
        Encodings.All,
        UrlQueries.All,
        Hashes.All,
        Semver.All,
        Units.All,
        Walk.All,
        Graphs.All,
        Uuids.All,
        Internals.All,
    ];
}
