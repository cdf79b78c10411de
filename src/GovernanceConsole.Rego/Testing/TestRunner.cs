using GovernanceConsole.Rego.Explain;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Testing;

/// <summary>Runs the <c>test_</c> rules of a policy as <c>opa test</c> does: a test passes when its rule is defined and not false.</summary>
public sealed class TestRunner
{
    private readonly RegoPolicy _policy;
    private readonly RegoInput _input;
    private readonly CoverageRecorder _coverage = new();

    private TestRunner(RegoPolicy policy, RegoInput input)
    {
        _policy = policy;
        _input = input;
    }

    /// <summary>Compiles the files and runs every test within the budget of the given input. Fails with <see cref="RegoException"/> when the files do not compile.</summary>
    public static TestReport Run(IReadOnlyList<RegoModule> modules, Value? data, RegoInput input)
    {
        var runner = new TestRunner(RegoPolicy.Compile(modules, data), input);
        return new TestReport([.. Tests(modules).Select(test => runner.Run(test.Package, test.Rule))], runner._coverage.Of(modules.Where(module => !HasTests(module))));
    }

    /// <summary>Whether the policy passes all of its tests; stops at the first that does not.</summary>
    internal static bool IsGreen(RegoPolicy policy, RegoInput input) =>
        Tests(policy.Modules).Where(test => !IsTodo(test.Rule)).All(test => Prepare(policy, test.Package, test.Rule).Evaluate(input) is { Value.IsFalse: false });

    internal static bool HasTests(RegoModule module) => module.Syntax.Rules.Any(IsTest);

    private static bool IsTest(Rule rule) => !rule.Head.IsFunction && (rule.Name.StartsWith("test_", StringComparison.Ordinal) || IsTodo(rule));

    private static bool IsTodo(Rule rule) => rule.Name.StartsWith("todo_test_", StringComparison.Ordinal);

    private static IEnumerable<(Module Package, Rule Rule)> Tests(IReadOnlyList<RegoModule> modules) =>
        modules.SelectMany(module => module.Syntax.Rules.Where(IsTest).Select(rule => (module.Syntax, rule))).DistinctBy(test => (test.Syntax.PackagePath, test.rule.Name));

    private static RegoQuery Prepare(RegoPolicy policy, Module module, Rule rule) =>
        policy.Prepare($"data{string.Concat(module.Package.Append(rule.Name).Select(name => $"[{StringValue.Of(name)}]"))}");

    private TestResult Run(Module module, Rule rule)
    {
        var name = $"{module.PackagePath}.{rule.Name}";
        if (IsTodo(rule)) return new TestResult(name, rule.Position, TestOutcome.Skipped, TimeSpan.Zero, null, [], []);
        var printed = new List<string>();
        var query = Prepare(_policy, module, rule);
        var result = query.Evaluate(_input with { Tracer = _coverage, Print = printed.Add });
        var outcome = result.Error is not null ? TestOutcome.Error : result.Value is { IsFalse: false } ? TestOutcome.Passed : TestOutcome.Failed;
        return new TestResult(name, rule.Position, outcome, result.Elapsed, result.Error, outcome == TestOutcome.Failed ? WhyFailed(query, name) : [], printed);
    }

    private IReadOnlyList<ConditionFailure> WhyFailed(RegoQuery query, string name) =>
        [.. query.Explain(_input).Explanation.Attempts.Where(attempt => attempt.Path == name && !attempt.Matched).SelectMany(attempt => attempt.Failures)];
}
