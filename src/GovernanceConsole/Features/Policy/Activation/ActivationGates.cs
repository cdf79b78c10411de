using GovernanceConsole.Data;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Policy;
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
    public static async Task<IReadOnlyList<Gate>> Of(GovernanceDb db, BundleTrust trust, CompiledBundle bundle, DateTime now, RequesterChain makers)
    {
        var gates = new List<Gate> { Tests(bundle), Answerable(bundle, await Candidates.All(db, now), await Trees(db), makers) };
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

    private static Gate Answerable(CompiledBundle bundle, IReadOnlyList<Candidate> people, HashSet<string> trees, RequesterChain makers)
    {
        var named = NamedTargets.Of(bundle);
        var missing = named.Where(gate => !IsTree(gate.Target) && !Met(gate, makers)).Select(gate => Unmet(gate) + (Met(gate, RequesterChain.Nobody) ? " Whoever made this version does not count." : "")).Distinct()
            .Concat(named.Where(gate => IsTree(gate.Target) && !trees.Contains(gate.Target)).Select(gate => $"There is no escalation tree {gate.Target[EscalationTarget.Tree.Length..]}.").Distinct()).ToList();
        var everybody = named.Select(gate => gate.Quorum.IsPlain ? gate.Target : gate.Quorum.Text).Distinct();
        return new Gate("people", missing.Count == 0, missing.Count == 0 ? $"Everybody it can ask is there: {string.Join(", ", everybody)}." : "It can ask people who are not there.", missing);

        bool Met(NamedGate gate, RequesterChain chain) => SeparationOfDuties.CanMeet(new ApprovalGate(gate.Target, new Requirement(gate.Quorum, Control.FourEyes, Assurance.Passkey), chain), people);

        static string Unmet(NamedGate gate) => !gate.Quorum.IsPlain ? $"A quorum of {gate.Quorum} may be asked for, and too few of these people could sign."
            : $"{gate.Target} may be asked for {gate.Quorum.Least} signature{(gate.Quorum.Least == 1 ? "" : "s")}, and too few of its people could give {(gate.Quorum.Least == 1 ? "it" : "them")}.";

        static bool IsTree(string target) => target.StartsWith(EscalationTarget.Tree, StringComparison.Ordinal);
    }
}
