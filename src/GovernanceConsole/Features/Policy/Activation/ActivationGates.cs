using GovernanceConsole.Data;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Rego.Testing;

namespace GovernanceConsole.Features.Policy.Activation;

/// <summary>One condition of an activation: whether it is met, in a sentence, and what is missing.</summary>
public sealed record Gate(string Name, bool Met, string Says, IReadOnlyList<string> Missing);

/// <summary>What must hold before a bundle may decide: its own tests are green, and whoever it can ask is there to answer. Asked when it is proposed, when the signature is opened, and in the act that counts it.</summary>
internal static class ActivationGates
{
    public static async Task<IReadOnlyList<Gate>> Of(GovernanceDb db, CompiledBundle bundle, DateTime now) => [Tests(bundle), Answerable(bundle, await Candidates.All(db, now))];

    private static Gate Tests(CompiledBundle bundle)
    {
        var red = bundle.Tests.Results.Where(result => result.Outcome is TestOutcome.Failed or TestOutcome.Error).ToList();
        return new Gate("tests", bundle.Tests.IsGreen,
            bundle.Tests.IsGreen ? $"All {bundle.Tests.Passed} tests are green; they reach {bundle.Tests.Coverage.Percent:0} % of the lines." : bundle.Tests.Passed == 0 && red.Count == 0 ? "It has no tests." : $"{red.Count} of {bundle.Tests.Results.Count} tests are red.",
            [.. red.Select(result => $"{result.Name} ({result.Position}){(result.Error is { } error ? ": " + error.Reason : "")}")]);
    }

    private static Gate Answerable(CompiledBundle bundle, IReadOnlyList<Candidate> people)
    {
        var named = NamedTargets.Of(bundle);
        var missing = named.Where(target => !SeparationOfDuties.CanMeet(target.Value, people, target.Key, []))
            .Select(target => $"{target.Key} may be asked for {target.Value} signature{(target.Value == 1 ? "" : "s")}, and too few of its people could give {(target.Value == 1 ? "it" : "them")}.").ToList();
        return new Gate("people", missing.Count == 0, missing.Count == 0 ? $"Everybody it can ask is there: {string.Join(", ", named.Keys)}." : "It can ask people who are not there.", missing);
    }
}
