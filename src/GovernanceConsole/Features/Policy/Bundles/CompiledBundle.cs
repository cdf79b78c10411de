using System.Text.Json;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Rego;
using GovernanceConsole.Rego.Lint;
using GovernanceConsole.Rego.Testing;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Features.Policy.Bundles;

/// <summary>A bundle that was read, checked and compiled, ready to be asked from any thread.</summary>
internal sealed class CompiledBundle
{
    private readonly Lazy<TestReport> _tests;
    private readonly Lazy<LintReport?> _lints;

    private CompiledBundle(BundleFiles files, RegoPolicy policy)
    {
        _tests = new Lazy<TestReport>(() => TestRunner.Run(policy.Modules, policy.Data, new RegoInput(null, DateTimeOffset.UnixEpoch) { Budget = new EvaluationBudget { Time = TimeSpan.FromSeconds(5) } }));
        _lints = new Lazy<LintReport?>(Lint);
        Files = files;
        Policy = policy;
        Decision = policy.Prepare(IPolicyEngine.Entrypoint);
    }

    public BundleFiles Files { get; }

    public RegoPolicy Policy { get; }

    /// <summary>Its own tests, run once: a bundle never changes, and tests know no clock.</summary>
    public TestReport Tests => _tests.Value;

    /// <summary>Where it may fail open, looked for once; null where its rules lean on each other too deep to be checked.</summary>
    public LintReport? Lints => _lints.Value;

    /// <summary><see cref="IPolicyEngine.Entrypoint"/>, prepared.</summary>
    public RegoQuery Decision { get; }

    /// <summary>Refused with every mistake and its place; a builtin outside the profile is one.</summary>
    public static Outcome<CompiledBundle> Of(BundleFiles files)
    {
        try
        {
            var data = new BaseDocuments();
            foreach (var (path, folder, bytes) in files.Data)
                data.Add(path, folder, ReadStrictly(path, bytes));
            var modules = files.Policies.Select(file => RegoModule.Parse(file.Path, file.Text)).ToList();
            return new CompiledBundle(files, RegoPolicy.Compile(modules, data.Root));
        }
        catch (RegoException fault)
        {
            return PolicyRefusals.Bundle with { Errors = [.. fault.All.Take(20).Select(f => new FieldError("/files", f.Message))] };
        }
    }

    /// <summary>Read strictly: of a member given twice a reader may see either, so neither is taken.</summary>
    private static Value ReadStrictly(string path, byte[] bytes)
    {
        try
        {
            using var strict = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return JsonReader.Read(bytes, JsonLimits.Data);
        }
        catch (JsonException fault)
        {
            throw new RegoException(RegoErrorCodes.Parse, $"'{path}' is no JSON: {fault.Message}");
        }
    }

    private LintReport? Lint()
    {
        try
        {
            return IntentLints.Of(Policy);
        }
        catch (RegoException)
        {
            return null;
        }
    }
}
