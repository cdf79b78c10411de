namespace GovernanceConsole.Rego.Tests.Builtins;

public sealed class TemplatesTests
{
    [Theory]
    [InlineData("hello {{.name}}", """{"name": "world"}""", "hello world")]
    [InlineData("{{range $i, $name := .names}}{{if $i}},{{end}}hello {{$name}}{{end}}", """{"names": ["rohan", "john doe"]}""", "hello rohan,hello john doe")]
    [InlineData("{{ .a.b.c }}", """{"a": {"b": {"c": 1.50}}}""", "1.50")]
    [InlineData("{{if .x}}yes{{else if .y}}maybe{{else}}no{{end}}", """{"x": "", "y": true}""", "maybe")]
    [InlineData("{{with .a}}{{.b}}{{end}}|{{with .n}}x{{else}}none{{end}}", """{"a": {"b": 1}, "n": null}""", "1|none")]
    [InlineData("a {{- /* note */ -}} b {{- 5 -}} c", "{}", "ab5c")]
    [InlineData("{{range .m}}{{.}};{{end}}", """{"m": {"b": 2, "a": 1}}""", "1;2;")]
    [InlineData("{{range .e}}x{{else}}empty{{end}}", """{"e": []}""", "empty")]
    [InlineData("{{printf \"%s-%v\" .a (len .b)}} {{.b}} {{.c}}", """{"a": "x", "b": [1, 2], "c": {"k": true}}""", "x-2 [1 2] map[k:true]")]
    [InlineData("{{eq .a \"x\"}} {{and .a .b}} {{not .b}} {{index .l 1}}", """{"a": "x", "b": false, "l": ["p", "q"]}""", "true false true q")]
    [InlineData("{{$t := \"\"}}{{range .l}}{{if eq . \"b\"}}{{continue}}{{end}}{{$t = .}}{{end}}{{$t}}", """{"l": ["a", "b"]}""", "a")]
    [InlineData("{{.a | printf \"<%s>\"}}", """{"a": "x"}""", "<x>")]
    public void Renders_as_Gos_templates(string template, string variables, string expected) =>
        Assert.Equal(expected, Expression.Text($"strings.render_template(`{template}`, {variables})"));

    [Theory]
    [InlineData("{{.missing}}")]
    [InlineData("{{.a.b}}")]
    [InlineData("{{if .a}}")]
    [InlineData("{{.a")]
    [InlineData("{{nope .a}}")]
    [InlineData("{{end}}")]
    [InlineData("{{\"a}}")]
    [InlineData("{{template \"x\"}}")]
    [InlineData("{{$x}}")]
    public void A_template_that_cannot_be_rendered_is_undefined(string template) =>
        Assert.Equal("undefined", Expression.Answer($"strings.render_template(`{template}`, {{\"a\": 1}})"));

    [Fact]
    public void A_template_that_multiplies_ends_within_the_budget()
    {
        var loops = string.Concat(Enumerable.Repeat("{{range $.l}}", 20)) + "x" + string.Concat(Enumerable.Repeat("{{end}}", 20));
        Assert.Equal("eval_cancel_error", Expression.Answer($"count(strings.render_template(`{loops}`, {{\"l\": numbers.range(1, 50)}}))"));
    }
}
