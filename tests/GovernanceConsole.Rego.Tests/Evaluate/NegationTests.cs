namespace GovernanceConsole.Rego.Tests.Evaluate;

/// <summary>What OPA really does with <c>not</c>; its own cases do not show it.</summary>
public sealed class NegationTests
{
    private const string Helpers = "\nf(x) := x == 1\nnamed if input.missing == 3";

    [Theory]
    [InlineData("p if not false", "true")]
    [InlineData("p if not input.missing", "true")]
    [InlineData("p if not input.missing == 3", "true")]
    [InlineData("p if not input.missing = 3", "true")]
    [InlineData("p if not named", "true")]
    [InlineData("p if not f(2)", "true")]
    [InlineData("p if not f(1)", "undefined")]
    [InlineData("p if not f(input.missing)", "undefined")]
    [InlineData("p if not input.missing != 3", "undefined")]
    [InlineData("p if not input.missing < 3", "undefined")]
    [InlineData("p if not input.missing in [1]", "undefined")]
    [InlineData("p if not 1 in input.missing", "undefined")]
    [InlineData("p if not count(input.missing) == 1", "undefined")]
    [InlineData("p if not [input.missing] == [1]", "undefined")]
    [InlineData("p if not data.t.q[input.missing]\nq := {}", "undefined")]
    [InlineData("p if not input.x with input.x as true", "undefined")]
    [InlineData("p if not input.x with input.x as false", "true")]
    [InlineData("p := x if { x := 1; not x == 2 }", "1")]
    public void Calls_and_nested_references_are_evaluated_before_the_negation(string rules, string expected) =>
        Assert.Equal(expected, Rego.Answer(rules + Helpers, "{}"));
}
