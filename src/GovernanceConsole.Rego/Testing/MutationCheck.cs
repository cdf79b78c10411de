using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Testing;

/// <summary>One change of one token, and whether a test noticed it.</summary>
public sealed record Mutant(SourcePosition Position, string Original, string Replacement, bool Killed);

/// <summary>How well the tests guard the policy: a mutant that survives is a change nobody would notice.</summary>
public sealed record MutationReport(IReadOnlyList<Mutant> Mutants)
{
    public int Killed => Mutants.Count(mutant => mutant.Killed);

    public IEnumerable<Mutant> Survivors => Mutants.Where(mutant => !mutant.Killed);
}

/// <summary>
/// Changes the policy one token at a time (comparisons, numbers, texts, <c>not</c>, truth values, <c>min</c> and <c>max</c>) and runs its tests against each change.
/// Changes that do not compile are not counted. The policy must be green unchanged.
/// </summary>
public static class MutationCheck
{
    /// <summary>Checks the files without tests of their own. <paramref name="most"/> bounds the work; the mutants are then spread evenly over the files.</summary>
    public static MutationReport Run(IReadOnlyList<RegoModule> modules, Value? data, RegoInput input, int most = 500, IProgress<int>? progress = null)
    {
        var candidates = modules.Where(module => !TestRunner.HasTests(module)).SelectMany(module => Mutations.Of(module)).ToList();
        var chosen = candidates.Count <= most ? candidates : [.. Enumerable.Range(0, most).Select(i => candidates[(int)((long)i * candidates.Count / most)])];
        var mutants = new List<Mutant>();
        for (var i = 0; i < chosen.Count; i++)
        {
            input.Cancellation.ThrowIfCancellationRequested();
            if (IsKilled(chosen[i], modules, data, input) is { } killed) mutants.Add(new Mutant(chosen[i].Position, chosen[i].Original, chosen[i].Replacement, killed));
            progress?.Report((i + 1) * 100 / chosen.Count);
        }
        // A test that was cancelled is no test that noticed something.
        input.Cancellation.ThrowIfCancellationRequested();
        return new MutationReport(mutants);
    }

    /// <summary>Null when the change does not compile.</summary>
    private static bool? IsKilled(Mutation mutation, IReadOnlyList<RegoModule> modules, Value? data, RegoInput input)
    {
        try
        {
            var changed = RegoModule.Parse(mutation.Module.Name, mutation.Text);
            var policy = RegoPolicy.Compile(modules.Select(module => ReferenceEquals(module, mutation.Module) ? changed : module), data);
            return !TestRunner.IsGreen(policy, input);
        }
        catch (RegoException)
        {
            return null;
        }
    }
}
