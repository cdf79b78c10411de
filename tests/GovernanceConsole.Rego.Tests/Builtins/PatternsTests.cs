namespace GovernanceConsole.Rego.Tests.Builtins;

public sealed class PatternsTests
{
    [Theory]
    [InlineData("^a+$", "aaa", true)]
    [InlineData("^a$", "a\\n", false)]
    [InlineData("(?m)^b$", "a\\nb\\nc", true)]
    [InlineData("(?i)ABC", "abc", true)]
    [InlineData("(?s)a.b", "a\\nb", true)]
    [InlineData("a.b", "a\\nb", false)]
    [InlineData("^\\d+$", "١٢", false)]
    [InlineData("^\\w+$", "é", false)]
    [InlineData("^[[:alpha:]_]+$", "ab_", true)]
    [InlineData("^[^\\d\\s]+$", "ab", true)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^[^a]$", "😀", true)]
    [InlineData("^[😀-😂]+$", "😁", true)]
    [InlineData("^\\pL+$", "é", true)]
    [InlineData("^\\p{Greek}+$", "αβγ", true)]
    [InlineData("^a{2,3}$", "aaa", true)]
    [InlineData("^a{,3}$", "a{,3}", true)]
    [InlineData("\\Qa.b\\E", "a.b", true)]
    [InlineData("\\Qa.b\\E", "axb", false)]
    [InlineData("^(?P<x>a)(b)$", "ab", true)]
    [InlineData("(?i:a)b", "Ab", true)]
    [InlineData("(?i:a)b", "AB", false)]
    [InlineData("[a-c-]", "-", true)]
    [InlineData("\\x{1F600}", "😀", true)]
    [InlineData("a|b|", "", true)]
    public void A_pattern_means_what_RE2_means(string pattern, string text, bool matches) =>
        Assert.Equal(matches ? "true" : "false", Expression.Answer($"regex.match(`{pattern}`, \"{text}\")"));

    [Theory]
    [InlineData("(?=a)")]
    [InlineData("(?<!a)b")]
    [InlineData("(a)\\\\1")]
    [InlineData("a**")]
    [InlineData("(?>a)")]
    [InlineData("a{1001}")]
    [InlineData("(a{100}){100}")]
    [InlineData("[b-a]")]
    [InlineData("[a")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("\\\\8")]
    [InlineData("*")]
    public void What_RE2_refuses_is_refused(string pattern)
    {
        Assert.Equal("false", Expression.Answer($"regex.is_valid(\"{pattern}\")"));
        Assert.StartsWith("eval_builtin_error: regex.match: ", Expression.Failure($"regex.match(\"{pattern}\", \"a\")"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""regex.find_n("a*", "baaac", -1)""", """["","aaa",""]""")]
    [InlineData("""regex.find_n("[a-c]", "abcd", 2)""", """["a","b"]""")]
    [InlineData("""regex.split("a*", "baaac")""", """["b","c"]""")]
    [InlineData("""regex.split("-", "")""", """[""]""")]
    [InlineData("""regex.split(",", "a,b,")""", """["a","b",""]""")]
    [InlineData("""regex.replace("foobar", "(o+)(b)", "[$2$1]")""", "\"f[boo]ar\"")]
    [InlineData("""regex.replace("abc", "(?P<x>b)", "<${x}y>")""", "\"a\\u003cby\\u003ec\"")]
    [InlineData("""regex.replace("abc", "b", "$1x$$")""", "\"a$c\"")]
    [InlineData("""regex.replace("abc", "x*", "-")""", "\"-a-b-c-\"")]
    [InlineData("""regex.find_all_string_submatch_n("a(x*)(y)?b", "-axxb-ayb-", -1)""", """[["axxb","xx",""],["ayb","","y"]]""")]
    [InlineData("""regex.template_match("urn:foo:{.*}", "urn:foo:bar:baz", "{", "}")""", "true")]
    [InlineData("""regex.template_match("urn:foo:<[a-z]{2}>", "urn:foo:bar", "<", ">")""", "false")]
    [InlineData("""regex.globs_match("a.a.[0-9]+z", "b.b.*z")""", "false")]
    [InlineData("""regex.globs_match("[a-z]+", "[0-9]*")""", "false")]
    [InlineData("""regex.globs_match(".*", "abc")""", "true")]
    public void Finding_and_replacing_go_as_in_Go(string expression, string expected) => Assert.Equal(expected, Expression.Answer(expression));

    [Theory]
    [InlineData("*.example.com", "[]", "api.example.com", true)]
    [InlineData("*.example.com", "[]", "a.b.example.com", false)]
    [InlineData("**.example.com", "[]", "a.b.example.com", true)]
    [InlineData("*", "null", "a.b/c", true)]
    [InlineData("*:*", "[\":\"]", "a:b", true)]
    [InlineData("*:*", "[\":\"]", "a:b:c", false)]
    [InlineData("a?c", "[]", "a.c", false)]
    [InlineData("[a-c]at", "[]", "bat", true)]
    [InlineData("[!a-c]at", "[]", "bat", false)]
    [InlineData("[abc]at", "[]", "cat", true)]
    [InlineData("{cat,[df]og}", "[]", "fog", true)]
    [InlineData("\\\\*", "[]", "*", true)]
    [InlineData("a.b", "null", "axb", false)]
    public void Globs_match_within_delimiters(string pattern, string delimiters, string text, bool matches) =>
        Assert.Equal(matches ? "true" : "false", Expression.Answer($"glob.match(\"{pattern}\", {delimiters}, \"{text}\")"));

    [Theory]
    [InlineData("[a")]
    [InlineData("{a,b")]
    public void A_glob_that_does_not_end_is_undefined(string pattern) => Assert.Equal("undefined", Expression.Answer($"glob.match(\"{pattern}\", [], \"a\")"));

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|aa)+$")]
    [InlineData("(.*)*x")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$")]
    public void A_pattern_made_to_explode_stays_linear(string pattern) =>
        Assert.Equal("false", Expression.Answer($"regex.match(`{pattern}`, \"{new string('a', 50_000)}!\")"));

    [Fact]
    public void A_pattern_that_would_take_a_huge_automaton_is_refused_quickly()
    {
        var pattern = string.Concat(Enumerable.Repeat("([a-z]{1000}|x{999}y)", 400));
        Assert.StartsWith("eval_builtin_error: regex.match: error parsing regexp", Expression.Failure($"regex.match(`{pattern}`, \"a\")"), StringComparison.Ordinal);
    }
}
