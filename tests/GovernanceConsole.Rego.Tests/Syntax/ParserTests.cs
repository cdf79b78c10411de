using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego.Tests.Syntax;

public sealed class ParserTests
{
    [Theory]
    [InlineData("p := 1", 1, 1, "package expected")]
    [InlineData("package t\np if {\n  x := \n}", 4, 1, "expected a value")]
    [InlineData("package t\np := 'a'", 2, 6, "double quotes")]
    [InlineData("package t\np := \"a", 2, 6, "non-terminated string")]
    [InlineData("package t\np := 01", 2, 6, "leading zeros")]
    [InlineData("package t\np := 1x", 2, 7, "letters")]
    [InlineData("package t\np := \"\\q\"", 2, 7, "illegal escape")]
    [InlineData("package t\np { true }", 2, 3, "`if` keyword is required")]
    [InlineData("package t\np", 2, 2, "needs a value")]
    [InlineData("package t\np[1]", 2, 5, "name contains member")]
    [InlineData("package t\np if {}", 2, 7, "found empty body")]
    [InlineData("package t\np if { x y }", 2, 10, "expected a new line")]
    [InlineData("package t\np if !x", 2, 6, "written 'not'")]
    [InlineData("package t\np if not some x in [1]", 2, 10, "illegal negation")]
    [InlineData("package t\np if -x", 2, 7, "expected number")]
    [InlineData("package t\ndefault p", 2, 10, "needs a value")]
    [InlineData("package t\ndefault p := input.x", 2, 14, "write a constant")]
    [InlineData("package t\nif := 1", 2, 1, "keyword")]
    [InlineData("package t\nimport foo.bar", 2, 1, "must begin with one of")]
    [InlineData("package t\np := 1\nimport data.x", 3, 1, "move this one up")]
    [InlineData("package t\np := [x + 1 | some x in [1]]", 2, 15, "unexpected some keyword")]
    [InlineData("package t\np contains 1 else := 2", 2, 14, "multi-value")]
    [InlineData("package t\np := f(1", 2, 9, "expected ')'")]
    [InlineData("package t\np := $\"{x\"", 2, 10, "non-terminated string")]
    public void Mistakes_are_told_with_their_place_and_mend(string text, int row, int column, string sentence)
    {
        var error = Assert.Throws<RegoException>(() => RegoModule.Parse("a.rego", text));
        Assert.Equal(RegoErrorCodes.Parse, error.Code);
        Assert.Equal(new SourcePosition("a.rego", row, column), error.Position);
        Assert.Contains(sentence, error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p := 1; q := 2")]
    [InlineData("p if { a == 1; b == 2 }\na := 1\nb := 2")]
    [InlineData("p if not false")]
    [InlineData("p if {\n  every x in [1] { x == 1 }\n}")]
    [InlineData("p contains x if some x in [1]")]
    [InlineData("p.q.r := 1")]
    [InlineData("p[x] := y if some x, y in [1]")]
    [InlineData("p[\"a b\"].c contains 1 if true")]
    [InlineData("f(x, [y, _]) := x + y")]
    [InlineData("p := {x | x := 1} | {2}")]
    [InlineData("p := {\"a\": 1, \"b\": [1, 2,],}")]
    [InlineData("p := `raw\nstring`")]
    [InlineData("p := 1e3 - 1.5e-2")]
    [InlineData("p := (1, 2 in [[1, 2]])")]
    [InlineData("p if { true } else := 2 if { false } else := 3")]
    [InlineData("if.x := 1\np := if.x")]
    [InlineData("p := input.if.not[\"with\"]")]
    [InlineData("p := 1 if { true } { false }")]
    [InlineData("p := set()")]
    [InlineData("p := $\"a {1 + 1} \\{ {$\"inner {2}\"}\"")]
    [InlineData("# a comment\np := 1 # another")]
    [InlineData("p if contains(\"ab\", \"a\")")]
    public void Forms_of_the_language_are_read(string rules) => RegoModule.Parse("t.rego", $"package t\nimport rego.v1\nimport future.keywords.in\n{rules}");

    [Fact]
    public void Annotations_belong_to_the_rule_below()
    {
        var module = RegoModule.Parse("a.rego", """
            # METADATA
            # title: The package
            package a

            # METADATA
            # title: Small invoices
            # description: |
            #   two
            #   lines
            # entrypoint: true
            # custom:
            #   id: billing.small
            #   owner: "group:finance"
            allow if true

            # METADATA
            # title: far away

            deny if false
            """).Syntax;
        Assert.Equal("The package", module.Annotations?.Title);
        var annotations = module.Rules[0].Annotations!;
        Assert.Equal(("Small invoices", "two\nlines", true), (annotations.Title, annotations.Description, annotations.Entrypoint));
        Assert.Equal(("billing.small", "group:finance"), (annotations.Id, annotations.Owner));
        Assert.Null(module.Rules[1].Annotations);
    }

    [Fact]
    public void Positions_count_rows_and_columns_from_one()
    {
        var rule = RegoModule.Parse("a.rego", "package a\n\n  p if {\n    input.x == 1\n  }").Syntax.Rules[0];
        Assert.Equal((3, 3), (rule.Position.Row, rule.Position.Column));
        var condition = Assert.IsType<ExpressionLiteral>(Assert.Single(rule.Body));
        Assert.Equal((4, 5), (condition.Position.Row, condition.Position.Column));
    }

    [Fact]
    public void Operators_bind_by_precedence_and_to_the_left()
    {
        Assert.Equal("""[7,1,true,[1],true]""", Rego.Answer("p := [1 + 2 * 3, 4 - 2 - 1, 1 + 1 == 2, [x | x := 1], 1 in {1} | {2}]"));
    }
}
