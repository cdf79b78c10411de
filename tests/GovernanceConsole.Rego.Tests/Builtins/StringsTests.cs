namespace GovernanceConsole.Rego.Tests.Builtins;

public sealed class StringsTests
{
    [Theory]
    [InlineData("""count("aé😀")""", "3")]
    [InlineData("""substring("aé😀b", 1, 2)""", "\"é😀\"")]
    [InlineData("""substring("abc", 1, -1)""", "\"bc\"")]
    [InlineData("""substring("abc", 5, 1)""", "\"\"")]
    [InlineData("""indexof("aé😀b", "b")""", "3")]
    [InlineData("""indexof("abc", "z")""", "-1")]
    [InlineData("""indexof_n("banana", "ana")""", "[1,3]")]
    [InlineData("""split("a,b,,c", ",")""", "[\"a\",\"b\",\"\",\"c\"]")]
    [InlineData("""split("aé😀", "")""", "[\"a\",\"é\",\"😀\"]")]
    [InlineData("""replace("aaa", "aa", "b")""", "\"ba\"")]
    [InlineData("""replace("ab", "", "-")""", "\"-a-b-\"")]
    [InlineData("""strings.replace_n({"<": "&lt;", ">": "&gt;"}, "<b>")""", "\"\\u0026lt;b\\u0026gt;\"")]
    [InlineData("""strings.replace_n({"a": "b", "b": "a"}, "ab")""", "\"ba\"")]
    [InlineData("""strings.reverse("aé😀")""", "\"😀éa\"")]
    [InlineData("""strings.count("cheese", "e")""", "3")]
    [InlineData("""strings.any_prefix_match(["ab", "cd"], {"x", "c"})""", "true")]
    [InlineData("""strings.any_suffix_match("abc", ["bc"])""", "true")]
    [InlineData("""concat("-", {"b", "a"})""", "\"a-b\"")]
    [InlineData("""trim("xxaxx", "x")""", "\"a\"")]
    [InlineData("""trim_left("😀😀a😀", "😀")""", "\"a😀\"")]
    [InlineData("""trim_right("a😀😀", "😀")""", "\"a\"")]
    [InlineData("""trim_space("\t a \n")""", "\"a\"")]
    [InlineData("""trim_prefix("foobar", "foo")""", "\"bar\"")]
    [InlineData("""trim_suffix("foobar", "bar")""", "\"foo\"")]
    [InlineData("""format_int(255, 16)""", "\"ff\"")]
    [InlineData("""format_int(-8, 8)""", "\"-10\"")]
    [InlineData("""format_int(5.9, 2)""", "\"101\"")]
    [InlineData("""upper("straße é")""", "\"STRAßE É\"")]
    [InlineData("""startswith("abc", "")""", "true")]
    public void Answers_as_OPA(string expression, string expected) => Assert.Equal(expected, Expression.Answer(expression));

    [Theory]
    [InlineData("""substring("abc", -1, 2)""", "eval_builtin_error: substring: negative offset")]
    [InlineData("""indexof("abc", "")""", "eval_builtin_error: indexof: empty search character")]
    [InlineData("""concat(",", ["a", 1])""", "eval_type_error: concat: operand 2 must be array of strings but got array containing number")]
    [InlineData("""format_int(1, 3)""", "eval_type_error: format_int: operand 2 must be one of {2, 8, 10, 16}")]
    public void Refuses_in_OPAs_words(string expression, string expected) => Assert.Equal(expected, Expression.Failure(expression));

    [Fact]
    public void Doubling_a_text_again_and_again_ends_within_the_budget()
    {
        var doubling = string.Join("\n", Enumerable.Range(1, 40).Select(i => $"a{i} := concat(\"\", [a{i - 1}, a{i - 1}])"));
        Assert.Equal("eval_cancel_error", Expression.Answer($"count(a40)\na0 := \"xxxxxxxxxxxxxxxx\"\n{doubling}"));
    }
}
