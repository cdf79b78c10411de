using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Tests.Explain;

public sealed class ExplanationTests
{
    private const string Rules = """
        # METADATA
        # custom:
        #   id: billing.small
        #   owner: group:finance
        allow contains "small" if {
          input.amount < limit
          some tag in input.tags
          tag == "ok"
        }

        allow contains "big" if input.amount > 100

        limit := 10
        """;

    private static readonly RegoInput Input = new(JsonReader.Read("""{"amount":5,"tags":["no","ok"]}"""), Rego.Now);

    [Fact]
    public void Rules_that_gave_a_value_are_named_by_their_id_or_place()
    {
        var (result, rules) = Rego.Policy(Rules).Prepare("data.t.allow").EvaluateWithRules(Input);
        Assert.Equal("""["small"]""", Rego.Shown(result));
        Assert.Equal(["data.t.limit:14", "billing.small"], rules.Select(rule => rule.Id));
        Assert.Equal(("group:finance", true), (rules[1].Owner, rules[1].IsNamed));
    }

    [Fact]
    public void A_condition_that_failed_is_shown_with_its_values()
    {
        var (_, explanation) = Rego.Policy(Rules).Prepare("data.t.allow").Explain(Input);
        var small = explanation.Attempts.Single(attempt => attempt.Id == "billing.small");
        Assert.True(small.Matched);
        var tag = Assert.Single(small.Failures);
        Assert.Equal(("tag == \"ok\"", "\"no\""), (tag.Text, tag.Operands[0]!.ToString()));
        Assert.Equal("\"no\"", tag.Variables["tag"].ToString());

        var big = explanation.Attempts.Single(attempt => attempt.Path == "data.t.allow" && !attempt.Matched);
        Assert.Equal(["5", "100"], Assert.Single(big.Failures).Operands.Select(value => value!.ToString()));
        Assert.Equal("input.amount > 100", big.Failures[0].Text);
        Assert.False(explanation.IsCut);
    }

    [Fact]
    public void What_is_undefined_is_shown_as_nothing()
    {
        var (_, explanation) = Rego.Policy(Rules).Prepare("data.t.allow").Explain(Input with { Input = ObjectValue.Empty });
        Assert.All(explanation.Attempts.Where(attempt => attempt.Path == "data.t.allow"), attempt => Assert.Null(Assert.Single(attempt.Failures).Operands[0]));
    }

    [Fact]
    public void A_long_evaluation_is_cut()
    {
        var (_, explanation) = Rego.Policy("f(x) := x\np := count([1 | some x in numbers.range(1, 3000); f(x) > 0])").Prepare("data.t.p").Explain(Input);
        Assert.True(explanation.IsCut);
        Assert.Equal(2_000, explanation.Attempts.Count);
    }
}
