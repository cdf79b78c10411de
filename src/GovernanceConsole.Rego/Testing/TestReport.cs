using GovernanceConsole.Rego.Explain;

namespace GovernanceConsole.Rego.Testing;

public enum TestOutcome
{
    Passed,

    /// <summary>The rule is undefined or false.</summary>
    Failed,

    /// <summary>The evaluation ended with an error.</summary>
    Error,

    /// <summary>Named <c>todo_test_…</c>.</summary>
    Skipped,
}

/// <summary>One <c>test_</c> rule and how it ended.</summary>
/// <param name="Failures">For a test that failed: its own conditions that did not hold.</param>
/// <param name="Printed">What the test printed.</param>
public sealed record TestResult(string Name, SourcePosition Position, TestOutcome Outcome, TimeSpan Elapsed, RegoException? Error, IReadOnlyList<ConditionFailure> Failures, IReadOnlyList<string> Printed);

/// <summary>All tests of a policy and the lines they reached.</summary>
public sealed record TestReport(IReadOnlyList<TestResult> Results, Coverage Coverage)
{
    public int Passed => Results.Count(result => result.Outcome == TestOutcome.Passed);

    /// <summary>Nothing failed, and something was tested.</summary>
    public bool IsGreen => Passed > 0 && Results.All(result => result.Outcome is TestOutcome.Passed or TestOutcome.Skipped);
}

/// <summary>The lines of one file that can be reached, and those that were: a statement when it was tried, the head of a rule when it gave a value.</summary>
public sealed record FileCoverage(string File, IReadOnlySet<int> Lines, IReadOnlySet<int> Covered)
{
    public IEnumerable<int> Missed => Lines.Except(Covered).Order();
}

/// <summary>Coverage of the files that are tested; files that hold tests are not counted.</summary>
public sealed record Coverage(IReadOnlyList<FileCoverage> Files)
{
    public int Lines => Files.Sum(file => file.Lines.Count);
    public int Covered => Files.Sum(file => file.Covered.Count);

    /// <summary>From 0 to 100; 100 when there is nothing to cover.</summary>
    public double Percent => Lines == 0 ? 100 : 100.0 * Covered / Lines;
}
