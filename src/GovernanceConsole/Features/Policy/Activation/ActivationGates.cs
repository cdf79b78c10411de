using GovernanceConsole.Data;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Rego.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Policy.Activation;

/// <summary>One condition of an activation: whether it is met, in a sentence, and what is missing.</summary>
public sealed record Gate(string Name, bool Met, string Says, IReadOnlyList<string> Missing);

/// <summary>What must hold before a bundle may decide: its own tests are green, whoever it can ask is there to answer, and it is signed where signatures are required. Asked when it is proposed, when the signature is opened, and in the act that counts it.</summary>
internal static class ActivationGates
{
    public static async Task<IReadOnlyList<Gate>> Of(GovernanceDb db, BundleTrust trust, CompiledBundle bundle, DateTime now)
    {
        var gates = new List<Gate> { Tests(bundle), Answerable(bundle, await Candidates.All(db, now), await Trees(db)) };
        if (trust.Required)
            gates.Add(Signed(trust, await db.BundleVersions.Where(b => b.Digest == bundle.Files.Digest).Select(b => b.SignedBy).SingleOrDefaultAsync()));
        return gates;
    }

    private static Gate Signed(BundleTrust trust, string? signedBy) => new("signature", trust.Accepts(signedBy), signedBy is null
        ? "It is unsigned, and only signed versions may decide here. Take it in again with its signature."
        : trust.Accepts(signedBy) ? $"It was signed with the key {signedBy}." : $"It was signed with the key {signedBy}, which does not count any more. Take it in again, signed with one that does.", []);

    private static Gate Tests(CompiledBundle bundle)
    {
        var red = bundle.Tests.Results.Where(result => result.Outcome is TestOutcome.Failed or TestOutcome.Error).ToList();
        return new Gate("tests", bundle.Tests.IsGreen,
            bundle.Tests.IsGreen ? $"All {bundle.Tests.Passed} tests are green; they reach {bundle.Tests.Coverage.Percent:0} % of the lines." : bundle.Tests.Passed == 0 && red.Count == 0 ? "It has no tests." : $"{red.Count} of {bundle.Tests.Results.Count} tests are red.",
            [.. red.Select(result => $"{result.Name} ({result.Position}){(result.Error is { } error ? ": " + error.Reason : "")}")]);
    }

    /// <summary>The names of the trees in force. Whether each is covered was asked when it was defined.</summary>
    private static async Task<HashSet<string>> Trees(GovernanceDb db) => [.. await db.EscalationTrees.Where(t => t.UntilAt == null).Select(t => EscalationTarget.Tree + t.Name).ToListAsync()];

    private static Gate Answerable(CompiledBundle bundle, IReadOnlyList<Candidate> people, HashSet<string> trees)
    {
        var named = NamedTargets.Of(bundle);
        var (toTrees, toPeople) = (named.Keys.Where(IsTree), named.Where(target => !IsTree(target.Key)));
        var missing = toPeople.Where(target => !SeparationOfDuties.CanMeet(target.Value, people, target.Key, []))
            .Select(target => $"{target.Key} may be asked for {target.Value} signature{(target.Value == 1 ? "" : "s")}, and too few of its people could give {(target.Value == 1 ? "it" : "them")}.")
            .Concat(toTrees.Where(tree => !trees.Contains(tree)).Select(tree => $"There is no escalation tree {tree[EscalationTarget.Tree.Length..]}.")).ToList();
        return new Gate("people", missing.Count == 0, missing.Count == 0 ? $"Everybody it can ask is there: {string.Join(", ", named.Keys)}." : "It can ask people who are not there.", missing);

        static bool IsTree(string target) => target.StartsWith(EscalationTarget.Tree, StringComparison.Ordinal);
    }
}
