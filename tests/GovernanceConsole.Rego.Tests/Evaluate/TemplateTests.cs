using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Tests.Evaluate;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("p := $\"plain\"", "plain")]
    [InlineData("p := $\"a {1 + 1} b\"", "a 2 b")]
    [InlineData("p := $\"{input.name}!\"", "ada!")]
    [InlineData("p := $\"{input.missing}!\"", "<undefined>!")]
    [InlineData("p := $\"{[1, \"x\"]} {{\"k\": null}} {{1}}\"", "[1, \"x\"] {\"k\": null} {1}")]
    [InlineData("p := $`raw \\{ {1} \\n`", "raw { 1 \\n")]
    [InlineData("p := $\"\\{ {$\"in {2}\"}\\n\"", "{ in 2\n")]
    [InlineData("p := x if { y := 3; x := $\"{y}{y}\" }", "33")]
    [InlineData("p := $\"{input.name with input.name as \"bob\"}\"", "bob")]
    public void Expressions_are_written_into_the_text(string rules, string expected)
    {
        var result = Rego.Policy(rules).Evaluate("data.t.p", new RegoInput(JsonReader.Read("""{"name":"ada","xs":[1,2]}"""), Rego.Now));
        Assert.Equal(StringValue.Of(expected), result.Value);
    }

    [Fact]
    public void Several_values_are_a_conflict() => Assert.Equal(RegoErrorCodes.Conflict, Rego.Answer("p := $\"{input.xs[_]}\"", """{"xs":[1,2]}"""));
}
