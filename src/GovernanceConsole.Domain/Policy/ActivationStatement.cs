using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Domain.Policy;

/// <summary>
/// What an operator signs to let a bundle decide: a <see cref="SignedStatement"/> of typ <c>policy-activation/1</c>, whose body holds <c>activation, bundle, revision, git_commit, previous</c> (digest or null)<c>,
/// proposed_by, bootstrap, tests_passed</c> and <c>files</c>, the difference that was shown: for each changed path its digests before and after (null: not there).
/// </summary>
public static class ActivationStatement
{
    public static byte[] Write(StatementFrame frame, PolicyActivation activation, BundleVersion bundle, bool bootstrap, int testsPassed, IReadOnlyList<BundleChange> changes) => frame.Write(SignedStatement.PolicyActivation, new JsonObject
    {
        ["activation"] = activation.Id,
        ["bundle"] = bundle.Digest,
        ["revision"] = bundle.Revision,
        ["git_commit"] = bundle.GitCommit,
        ["previous"] = activation.PreviousDigest,
        ["proposed_by"] = activation.ProposedById,
        ["bootstrap"] = bootstrap,
        ["tests_passed"] = testsPassed,
        ["files"] = new JsonArray([.. changes.Select(change => (JsonNode)new JsonObject { ["path"] = change.Path, ["before"] = Digest(change.Before), ["after"] = Digest(change.After) })]),
    });

    private static string? Digest(byte[]? file) => file is null ? null : IntentDigest.Of(file);
}

/// <summary>A file that two bundles do not share: its bytes before and after, null where it is not there.</summary>
public sealed record BundleChange(string Path, byte[]? Before, byte[]? After)
{
    /// <summary>What differs, by path.</summary>
    public static IReadOnlyList<BundleChange> Between(BundleFiles? before, BundleFiles after)
    {
        var old = before?.Files ?? new Dictionary<string, byte[]>();
        return [.. old.Keys.Union(after.Files.Keys).Order(StringComparer.Ordinal)
            .Select(path => new BundleChange(path, old.GetValueOrDefault(path), after.Files.GetValueOrDefault(path)))
            .Where(change => change.Before is null || change.After is null || !change.Before.AsSpan().SequenceEqual(change.After))];
    }
}
